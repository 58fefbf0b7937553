// Compares the search of an archive with Pagefind's on the same pages: time to index, size of the index, and in Chromium the bytes
// fetched for the first query of two words and the median time to the results of further ones. Pagefind has two goes: kept to the
// pages of articles, and over all pages.
//
//   npm install pagefind
//   onrecord build ARCHIVE -d SITE
//   cd tests/browser && npm ci && ONRECORD=... PAGEFIND=... node ../../benches/pagefind.mjs ARCHIVE SITE [WORD WORD]...
//
// ONRECORD and PAGEFIND are the programs, CHROMIUM the browser. Our time to index is what a build after an edit takes longer when the
// index and all that is kept of it are gone; reading what is known of the articles counts as ours. Both sides show ten results
// with their passages. The words must occur in the archive, or one side finds nothing and the other whatever is close.
import { spawnSync } from "node:child_process";
import fs from "node:fs";
import http from "node:http";
import { createRequire } from "node:module";
import path from "node:path";

const require = createRequire(path.resolve("package.json"));
const { chromium } = require("playwright-core");
const [archive, site, ...given] = process.argv.slice(2).map((argument, at) => (at < 2 ? path.resolve(argument) : argument));
const QUERIES = given.length > 0 ? given : ["minister inquiry", "union policy", "opposition leader", "people state", "research chair"];
const { ONRECORD = "onrecord", PAGEFIND = "pagefind" } = process.env;
const RESULTS = 10;
const TYPES = { ".html": "text/html", ".js": "text/javascript", ".css": "text/css" };

/** Seconds of processor time that a command takes. */
function seconds(...command) {
  const { status, stderr } = spawnSync("bash", ["-c", 'TIMEFORMAT="%U %S"; time "$@" >&2', "bash", ...command], { encoding: "utf8" });
  if (status !== 0) throw new Error(stderr);
  const [user, system] = stderr.trim().split("\n").at(-1).split(" ").map(Number);
  return user + system;
}

/** Bytes of all files of a folder. */
function size(folder) {
  const files = fs.readdirSync(folder, { recursive: true, withFileTypes: true }).filter((entry) => entry.isFile());
  return files.reduce((sum, file) => sum + fs.statSync(path.join(file.parentPath, file.name)).size, 0);
}

/** Builds after an edit of one article, with the index that is there and without, in turn; the median of the differences. */
function indexing() {
  const seeds = path.join(archive, "seeds");
  const first = fs.readdirSync(seeds, { recursive: true, withFileTypes: true }).find((entry) => entry.isFile() && /\.(md|txt)$/.test(entry.name));
  const article = path.join(first.parentPath, first.name);
  const text = fs.readFileSync(article, "utf8");
  const build = (edit) => {
    fs.writeFileSync(article, `${text}\n${edit}\n`);
    return seconds(ONRECORD, "build", archive, "-d", site);
  };
  const differences = [0, 1, 2].map((round) => {
    const kept = build(`Edit ${round} a.`);
    fs.rmSync(path.join(archive, ".onrecord/search"), { force: true });
    fs.rmSync(path.join(site, "search"), { recursive: true });
    return build(`Edit ${round} b.`) - kept;
  });
  fs.writeFileSync(article, text);
  seconds(ONRECORD, "build", archive, "-d", site);
  return differences.sort((a, b) => a - b)[1];
}

let sent = 0;
const server = http.createServer((request, response) => {
  const name = new URL(request.url, "http://localhost").pathname;
  const file = path.join(site, decodeURIComponent(name));
  if (name === "/bench.html") return response.writeHead(200, { "content-type": "text/html" }).end("<!DOCTYPE html><title>bench</title>");
  if (!fs.statSync(file, { throwIfNoEntry: false })?.isFile()) return response.writeHead(404).end();
  const body = fs.readFileSync(file);
  sent += body.length;
  return response.writeHead(200, { "content-type": TYPES[path.extname(file)] ?? "application/octet-stream" }).end(body);
});
await new Promise((resolve) => server.listen(0, "127.0.0.1", resolve));
const origin = `http://127.0.0.1:${server.address().port}`;

const sides = {
  // The scripts of the search page without the page: what is loaded is what a reader's browser loads.
  onrecord: async (page) => {
    for (const name of ["words", "query", "index", "engine"]) await page.addScriptTag({ url: `${origin}/assets/search/${name}.js` });
    await page.evaluate((base) => {
      const waiting = new Map();
      globalThis.onrecordSearch = (name, ...parts) => waiting.get(name)(parts);
      const load = (name) => new Promise((resolve) => {
        waiting.set(name, resolve);
        document.head.append(Object.assign(document.createElement("script"), { src: `${base}/search/${name}.js` }));
      });
      const search = new globalThis.OnrecordSearch.Search(load);
      globalThis.ask = async (text, most) => {
        const answer = await search.run(text);
        await Promise.all(answer.units.slice(0, most).map((unit) => search.show(unit, answer)));
        return answer.units.length;
      };
    }, origin);
  },
  pagefind: (page) => page.evaluate(async (base) => {
    const pagefind = await import(`${base}/pagefind/pagefind.js`);
    globalThis.ask = async (text, most) => {
      const { results } = await pagefind.search(text);
      await Promise.all(results.slice(0, most).map((result) => result.data()));
      return results.length;
    };
  }, origin),
};

const browser = await chromium.launch({
  executablePath: process.env.CHROMIUM ?? "/usr/bin/chromium",
  args: ["--no-sandbox", "--disable-gpu", "--disable-quic", "--disable-background-networking", "--disable-component-update"],
});
const GLOBS = { articles: "articles/*.html", all: "**/*.html" };
const index = path.join(site, "pagefind");
const runs = [
  ["onrecord", sides.onrecord, () => [indexing(), size(path.join(site, "search"))]],
  ...Object.entries(GLOBS).map(([pages, glob]) => [`pagefind, ${pages}`, sides.pagefind, () => {
    fs.rmSync(index, { recursive: true, force: true });
    return [seconds(PAGEFIND, "--site", site, "--glob", glob, "--output-path", index), size(index)];
  }]),
];
fs.rmSync(index, { recursive: true, force: true });
for (const [name, prepare, make] of runs) {
  const [time, bytesOfIndex] = make();
  console.log(`${name}: ${time.toFixed(1)} s of processor time to index, ${bytesOfIndex} bytes`);
  const page = await (await browser.newContext({ bypassCSP: true })).newPage();
  await page.goto(`${origin}/bench.html`);
  sent = 0;
  await prepare(page);
  const found = await page.evaluate(([text, most]) => globalThis.ask(text, most), [QUERIES[0], RESULTS]);
  const bytes = sent;
  // Every query twice: the first time loads what it needs, the second has it.
  const times = await page.evaluate(async ([queries, most]) => {
    for (const query of queries) await globalThis.ask(query, most);
    const measured = [];
    for (let round = 0; round < 5; round += 1) {
      for (const query of queries) {
        const start = performance.now();
        await globalThis.ask(query, most);
        measured.push(performance.now() - start);
      }
    }
    return measured.sort((a, b) => a - b);
  }, [QUERIES, RESULTS]);
  console.log(`${name}: "${QUERIES[0]}" ${found} results, ${bytes} bytes; median ${times[times.length >> 1].toFixed(1)} ms, worst ${times.at(-1).toFixed(1)} ms`);
  await page.close();
}
fs.rmSync(index, { recursive: true, force: true });
await browser.close();
server.close();
