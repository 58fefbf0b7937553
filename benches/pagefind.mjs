// Compares the search of an archive with Pagefind's on the same article pages, in Chromium: bytes fetched for the first query
// of two words, and the median time to the results of further ones.
//
//   npm install pagefind && npx pagefind --site SITE --glob "articles/*.html" --output-path SITE/pagefind
//   cd tests/browser && npm ci && node ../../benches/pagefind.mjs SITE [WORD WORD]...
//
// SITE is a built archive that holds SITE/pagefind. Both sides show ten results with their passages. CHROMIUM names the browser.
import fs from "node:fs";
import http from "node:http";
import { createRequire } from "node:module";
import path from "node:path";

const require = createRequire(path.resolve("package.json"));
const { chromium } = require("playwright-core");
const [site, ...given] = process.argv.slice(2);
const QUERIES = given.length > 0 ? given : ["harbour budget", "bridge minister", "energy treaty", "school board", "market council"];
const RESULTS = 10;
const TYPES = { ".html": "text/html", ".js": "text/javascript", ".css": "text/css" };

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
for (const [name, prepare] of Object.entries(sides)) {
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
await browser.close();
server.close();
