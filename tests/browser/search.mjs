// Search in a real browser, from disk, from a server and below a sub-path: the same results, no error, no request outside.
//
//   npm install playwright-core && node tests/browser/search.mjs <site>
//
// `CHROMIUM` names the browser, /usr/bin/chromium by default. The site must hold the word given as WORD (default: guarantees).
import assert from "node:assert/strict";
import fs from "node:fs";
import http from "node:http";
import path from "node:path";
import { pathToFileURL } from "node:url";
import { chromium } from "playwright-core";

const site = path.resolve(process.argv[2]);
const word = process.env.WORD ?? "guarantees";
const TYPES = { ".html": "text/html", ".js": "text/javascript", ".css": "text/css", ".xml": "application/xml", ".json": "application/json", ".webmanifest": "application/manifest+json", ".svg": "image/svg+xml" };

const server = http.createServer((request, response) => {
  const name = decodeURIComponent(new URL(request.url, "http://localhost").pathname).replace(/^\/any\/sub\/path/, "");
  // Browsers ask for it by themselves.
  if (name === "/favicon.ico") return response.writeHead(204).end();
  const file = path.join(site, name.endsWith("/") ? `${name}index.html` : name);
  if (!file.startsWith(site) || !fs.existsSync(file)) return response.writeHead(404).end();
  response.writeHead(200, { "content-type": TYPES[path.extname(file)] ?? "text/plain" });
  return fs.createReadStream(file).pipe(response);
});
await new Promise((resolve) => server.listen(0, "127.0.0.1", resolve));
const origin = `http://127.0.0.1:${server.address().port}`;
const mounts = [pathToFileURL(site).href, origin, `${origin}/any/sub/path`];

const browser = await chromium.launch({ executablePath: process.env.CHROMIUM ?? "/usr/bin/chromium", args: ["--no-sandbox"] });
let first;
for (const mount of mounts) {
  const page = await browser.newPage();
  const wrong = [];
  let fetched = 0;
  page.on("console", (message) => message.type() === "error" && wrong.push(message.text()));
  page.on("pageerror", (error) => wrong.push(String(error)));
  page.on("request", (request) => request.url().startsWith(mount) || request.url().startsWith("blob:") || wrong.push(`outside: ${request.url()}`));
  page.on("response", async (response) => {
    fetched += (await response.body().catch(() => "")).length;
  });
  const results = async () => {
    await page.waitForFunction(() => document.querySelectorAll("#results > li").length > 0);
    return page.$$eval("#results > li", (items) => items.map((item) => item.innerText));
  };

  // The box of any page leads here, with the query in the address.
  await page.goto(`${mount}/index.html`);
  await page.keyboard.press("/");
  await page.keyboard.type(word);
  await Promise.all([page.waitForNavigation(), page.keyboard.press("Enter")]);
  assert.match(page.url(), /search\.html/);
  const found = await results();
  assert.match(await page.innerText("#status"), /\d/);
  assert.ok(await page.$("#results mark"), "the words are marked");

  // Results as one types; the address follows, and leads back.
  await page.fill("#q", `"${word}"`);
  await page.waitForFunction(() => decodeURIComponent(location.href).includes('"'));
  await results();
  const shared = page.url();
  await page.goto("about:blank");
  await page.goto(shared);
  assert.equal(await page.inputValue("#q"), `"${word}"`);
  await results();

  // Half a word is taken as a beginning.
  await page.fill("#q", word.slice(0, -3));
  await page.waitForFunction(() => document.querySelector("#reading b")?.textContent.endsWith("*”"));
  await results();

  // A word that nothing has is named, with what may have been meant.
  const typo = word.slice(0, -2) + word.at(-1);
  await page.fill("#q", `${typo}q`);
  await page.waitForSelector("#reading .nothing");
  assert.equal((await page.$$("#results > li")).length, 0);

  // Words in context, filters, the keyboard alone.
  await page.fill("#q", word);
  await results();
  await page.selectOption("#view", "kwic");
  await page.waitForSelector("#results .lines mark");
  await page.selectOption("#view", "passages");
  await page.waitForSelector("#results .passage");
  await page.$eval("#filters", (filters) => { filters.open = true; });
  await page.waitForSelector("#facets input");
  await page.click("#facets input");
  await page.waitForFunction(() => document.querySelector("#facets input:checked"));
  // How something was said can be asked by a tick as well as in words; the address keeps the tick.
  await page.goto(`${mount}/search.html${mount.startsWith("file:") ? "#" : "?"}q=is:reported`);
  await results();
  await page.$eval("#filters", (filters) => { filters.open = true; });
  await page.waitForSelector("#facets fieldset:last-child input");
  await page.click("#facets fieldset:last-child input");
  await page.waitForFunction(() => location.href.includes("is=reported"));
  await results();
  await page.focus("#q");
  await page.keyboard.press("ArrowDown");
  assert.equal(await page.evaluate(() => document.activeElement.closest("#results") !== null), true);
  const target = await page.evaluate(() => document.activeElement.href);
  await Promise.all([page.waitForNavigation(), page.keyboard.press("Enter")]);
  assert.equal(page.url(), target);
  const anchor = new URL(target).hash.slice(1);
  assert.ok(anchor === "" || (await page.evaluate((id) => document.getElementById(id) !== null, anchor)), `${target} leads to its place`);

  first ??= found;
  assert.deepEqual(found, first, `the same results on ${mount}`);
  assert.deepEqual(wrong, [], mount);
  console.log(`${mount}: ${found.length} results, ${fetched} bytes in all`);
  await page.close();
}
await browser.close();
server.close();
