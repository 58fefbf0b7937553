// The Nu HTML checker on every kind of page, and on the search page with results. It needs Java.
import assert from "node:assert/strict";
import { spawnSync } from "node:child_process";
import fs from "node:fs";
import { createRequire } from "node:module";
import os from "node:os";
import path from "node:path";
import { test } from "node:test";
import { folder, kinds, launch, serve } from "./site.mjs";

const missing = spawnSync("java", ["-version"]).error !== undefined && "NOT RUN: there is no java here";
if (missing) console.error(missing);

/** The search page as its scripts leave it. */
async function searched() {
  const [browser, served] = [await launch(), await serve()];
  const page = await browser.newPage();
  await page.goto(`${served.mounts[1]}/search.html?q=${process.env.WORD ?? "guarantees"}`);
  await page.waitForSelector("#results > li mark");
  await page.$eval("#filters", (filters) => { filters.open = true; });
  await page.waitForSelector("#facets input");
  const content = await page.content();
  await browser.close();
  served.close();
  return content;
}

test("the Nu HTML checker finds no error on any kind of page", { skip: missing }, async () => {
  const jar = createRequire(import.meta.url)("vnu-jar");
  const temporary = fs.mkdtempSync(path.join(os.tmpdir(), "onrecord-valid-"));
  const results = path.join(temporary, "search-with-results.html");
  fs.writeFileSync(results, await searched());
  const files = kinds(3).map((page) => path.join(folder, page));
  const { stderr } = spawnSync("java", ["-jar", jar, "--errors-only", "--format", "json", ...files, results], { encoding: "utf8", maxBuffer: 1 << 28 });
  fs.rmSync(temporary, { recursive: true });
  const found = JSON.parse(stderr).messages.map((one) => `${one.url}:${one.lastLine}: ${one.message}: ${one.extract}`);
  assert.deepEqual(found, []);
});
