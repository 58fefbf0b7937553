// A running preview of a small archive, and a browser profile to look at it.
//
// ONRECORD names the program, the repository's own build by default.
import { execFileSync, spawn } from "node:child_process";
import fs from "node:fs";
import http from "node:http";
import os from "node:os";
import path from "node:path";
import { fileURLToPath } from "node:url";

const here = path.dirname(fileURLToPath(import.meta.url));
const built = ["release", "debug"].map((kind) => path.join(here, "../../target", kind, "onrecord"));
export const program = process.env.ONRECORD ?? built.find((file) => fs.existsSync(file)) ?? built[0];

// An article whose page says WORD.
export const article = (word) =>
  `---\ntitle: Ferry returns\ndate: 2023-04-03\noutlet: Quay Post\n---\n\n"The ferry sails ${word}," said Olga Brandt, the harbour master.\n`;

const MARKET = `---\ntitle: Market moves\ndate: 2023-05-09\noutlet: Quay Post\n---\n\nThe market will move to the old station, Olga Brandt said.\n`;

// An archive in a folder of its own. `write` and `save` make the folders that are missing.
export function archive() {
  const root = fs.mkdtempSync(path.join(os.tmpdir(), "preview-"));
  const at = (name) => path.join(root, name);
  const write = (name, text) => {
    fs.mkdirSync(path.dirname(at(name)), { recursive: true });
    fs.writeFileSync(at(name), text);
  };
  write("seeds/ferry.md", article("on Monday"));
  write("seeds/market.md", MARKET);
  for (let number = 0; number < 30; number += 1) {
    const day = String(number + 1).padStart(2, "0");
    write(`seeds/day-${day}.md`, `---\ntitle: Day ${number}\ndate: 2023-06-${day}\noutlet: Quay Post\n---\n\nNothing new, Olga Brandt said.\n`);
  }
  return { root, at, write, remove: () => fs.rmSync(root, { recursive: true, force: true }) };
}

// Builds the archive into a folder.
export const build = (root, folder) => execFileSync(program, ["build", "-d", folder, root], { stdio: "pipe" });

// Starts the preview and waits until it can be opened. A port of 0 is any free one.
export async function preview(root, port = 0) {
  const child = spawn(program, ["serve", "--port", String(port), root], { stdio: ["ignore", "ignore", "pipe"] });
  const ended = new Promise((resolve) => child.once("exit", (status, signal) => resolve({ status, signal })));
  let said = "";
  const origin = await new Promise((resolve, reject) => {
    child.stderr.on("data", (text) => {
      said += text;
      const address = said.match(/preview at (http:\/\/[^/]+)\//);
      if (address) resolve(address[1]);
    });
    child.once("exit", () => reject(new Error(said)));
  });
  const stop = () => {
    child.kill();
    return ended;
  };
  // How long the slowest build after the first has taken, in seconds.
  const slowest = () => Math.max(0, ...[...said.matchAll(/ in (\d+\.\d+) s$/gm)].slice(1).map(([, seconds]) => Number(seconds)));
  return { origin, slowest, port: Number(new URL(origin).port), stop };
}

const TYPES = {
  ".html": "text/html", ".js": "text/javascript", ".css": "text/css", ".json": "application/json", ".svg": "image/svg+xml",
  ".webmanifest": "application/manifest+json",
};

// A published copy of a folder below a path, as hosts serve it, with 404.html for what is not there. `answer` may take a request
// before it does. `open` counts the requests that are not yet answered in full.
export async function publish(folder, { mount = "/", answer = () => false } = {}) {
  let open = 0;
  const server = http.createServer((request, response) => {
    open += 1;
    response.on("close", () => { open -= 1; });
    if (answer(request, response)) return;
    const { pathname } = new URL(request.url, "http://localhost");
    const name = pathname.startsWith(mount) ? pathname.slice(mount.length) : undefined;
    const wanted = path.join(folder, name === undefined ? "?" : decodeURIComponent(name).replace(/\/?$/, (end) => (end || name === "" ? "/index.html" : "")));
    const is = (file) => fs.statSync(file, { throwIfNoEntry: false })?.isFile();
    const file = is(wanted) ? wanted : path.join(folder, "404.html");
    const status = file === wanted ? 200 : 404;
    response.writeHead(status, { "content-type": TYPES[path.extname(file)] ?? "text/plain", connection: "close" });
    response.end(name === undefined ? "" : fs.readFileSync(file));
  });
  await new Promise((resolve) => server.listen(0, "localhost", resolve));
  const close = () => {
    server.closeAllConnections();
    return new Promise((resolve) => server.close(resolve));
  };
  return { origin: `http://localhost:${server.address().port}`, close, open: () => open };
}
