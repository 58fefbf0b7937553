// What a reader on a slow line waits for: bytes transferred, first paint, largest paint and layout shift of pages of a built site.
//
//   onrecord build ARCHIVE -d SITE
//   cd tests/browser && npm ci && node ../../benches/page.mjs SITE PAGE...
//
// The site is served with gzip, as every host of static sites does, to Chromium (CHROMIUM names it) over a line of 1.6 Mbit/s with 150 ms
// there and back. Medians of five visits with an empty cache. "text there" is when the last byte of the page has come.
import fs from "node:fs";
import http from "node:http";
import { createRequire } from "node:module";
import path from "node:path";
import zlib from "node:zlib";

const require = createRequire(path.resolve("package.json"));
const { chromium } = require("playwright-core");
const [site, ...pages] = process.argv.slice(2).map((argument, at) => (at < 1 ? path.resolve(argument) : argument));
const VISITS = 5;
const TYPES = { ".html": "text/html", ".js": "text/javascript", ".css": "text/css", ".svg": "image/svg+xml" };

const server = http.createServer((request, response) => {
  const file = path.join(site, decodeURIComponent(new URL(request.url, "http://localhost").pathname));
  if (!file.startsWith(site + path.sep) || !fs.statSync(file, { throwIfNoEntry: false })?.isFile()) return response.writeHead(404).end();
  response.writeHead(200, { "content-type": TYPES[path.extname(file)] ?? "text/plain", "content-encoding": "gzip" });
  return response.end(zlib.gzipSync(fs.readFileSync(file)));
});
await new Promise((resolve) => server.listen(0, "127.0.0.1", resolve));
const origin = `http://127.0.0.1:${server.address().port}`;
const browser = await chromium.launch({ executablePath: process.env.CHROMIUM ?? "/usr/bin/chromium", args: ["--no-sandbox", "--disable-gpu"] });

/** One visit with an empty cache. */
async function visit(address) {
  // What a service worker fetches for later is not what the reader waits for.
  const context = await browser.newContext({ viewport: { width: 390, height: 844 }, serviceWorkers: "block" });
  const page = await context.newPage();
  const line = await context.newCDPSession(page);
  let bytes = 0;
  await line.send("Network.enable");
  line.on("Network.loadingFinished", ({ encodedDataLength }) => { bytes += encodedDataLength; });
  await line.send("Network.emulateNetworkConditions", { offline: false, latency: 150, downloadThroughput: 1.6e6 / 8, uploadThroughput: 0.75e6 / 8 });
  await page.addInitScript(() => {
    window.seen = { shift: 0, largest: 0 };
    new PerformanceObserver((list) => { for (const entry of list.getEntries()) window.seen.shift += entry.value; }).observe({ type: "layout-shift", buffered: true });
    new PerformanceObserver((list) => { window.seen.largest = list.getEntries().at(-1).startTime; }).observe({ type: "largest-contentful-paint", buffered: true });
  });
  await page.goto(address, { waitUntil: "networkidle" });
  await page.waitForFunction(() => performance.getEntriesByName("first-contentful-paint").length > 0 && window.seen.largest > 0);
  const seen = await page.evaluate(() => ({
    ...window.seen,
    first: performance.getEntriesByName("first-contentful-paint")[0]?.startTime ?? 0,
    text: performance.getEntriesByType("navigation")[0].responseEnd,
  }));
  await context.close();
  return { ...seen, bytes };
}

const median = (values) => values.sort((a, b) => a - b)[Math.floor(values.length / 2)];
console.log("| page | kB transferred | text there, ms | first paint | largest paint | layout shift |\n|---|---|---|---|---|---|");
for (const page of pages) {
  const visits = [];
  for (let at = 0; at < VISITS; at += 1) visits.push(await visit(`${origin}/${page}`));
  const of = (name) => median(visits.map((one) => one[name]));
  const worst = Math.max(...visits.map((one) => one.shift));
  console.log(`| ${page} | ${(of("bytes") / 1000).toFixed(1)} | ${of("text").toFixed(0)} | ${of("first").toFixed(0)} | ${of("largest").toFixed(0)} | ${worst.toFixed(3)} |`);
}
await browser.close();
server.close();
