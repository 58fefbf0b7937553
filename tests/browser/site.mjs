// The built archive under its three mounts, and a browser to look at it.
//
// SITE names the folder of the site, the repository's public/ by default; CHROMIUM the browser.
import fs from "node:fs";
import http from "node:http";
import path from "node:path";
import { fileURLToPath, pathToFileURL } from "node:url";
import { chromium } from "playwright-core";

const here = path.dirname(fileURLToPath(import.meta.url));
export const folder = path.resolve(process.env.SITE ?? path.join(here, "../../public"));

const TYPES = {
  ".html": "text/html", ".js": "text/javascript", ".css": "text/css", ".xml": "application/xml",
  ".json": "application/json", ".svg": "image/svg+xml",
};

// Serves the folder at the root and below a path, as a plain file server does.
export async function serve() {
  const server = http.createServer((request, response) => {
    const name = decodeURIComponent(new URL(request.url, "http://localhost").pathname).replace(/^\/any\/sub\/path/, "");
    if (name === "/favicon.ico") return response.writeHead(204).end();
    const file = path.join(folder, name);
    if (!file.startsWith(folder + path.sep) || !fs.statSync(file, { throwIfNoEntry: false })?.isFile()) {
      return response.writeHead(404).end();
    }
    response.writeHead(200, { "content-type": TYPES[path.extname(file)] ?? "text/plain; charset=utf-8" });
    return fs.createReadStream(file).pipe(response);
  });
  await new Promise((resolve) => server.listen(0, "127.0.0.1", resolve));
  const origin = `http://127.0.0.1:${server.address().port}`;
  return { close: () => server.close(), mounts: [pathToFileURL(folder).href, origin, `${origin}/any/sub/path`] };
}

// A browser that asks nothing of the network by itself.
export function launch() {
  const quiet = ["--disable-background-networking", "--disable-component-update", "--disable-sync", "--no-first-run"];
  return chromium.launch({
    executablePath: process.env.CHROMIUM ?? "/usr/bin/chromium",
    args: ["--no-sandbox", "--disable-gpu", "--disable-quic", ...quiet],
  });
}

// Every HTML page of the folder, as paths.
export function pages() {
  const found = fs.readdirSync(folder, { recursive: true }).map((name) => name.split(path.sep).join("/"));
  return found.filter((name) => name.endsWith(".html")).sort();
}

// A few pages of every kind: the kind is the folder, and whether it is the folder's index.
export function kinds(most = 2) {
  const chosen = new Map();
  for (const page of pages()) {
    const parts = page.split("/");
    const kind = [...parts.slice(0, -1).map((part) => part.replace(/^\d+$/, "0")), parts.at(-1).replace(/^\d+\.html$/, "0")];
    const last = kind.at(-1);
    const known = parts.length === 1 || /^(index|undated|0)/.test(last);
    const key = parts[0] === "people" && parts.length > 2 ? "thread" : [...kind.slice(0, -1), known ? last : "one"].join("/");
    const pagesOfKind = chosen.get(key) ?? [];
    if (pagesOfKind.length < most) chosen.set(key, [...pagesOfKind, page]);
  }
  return [...chosen.values()].flat();
}
