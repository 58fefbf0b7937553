// Runs search.mjs, which is also there to be run by hand on any site, on the built archive.
import { execFileSync } from "node:child_process";
import assert from "node:assert/strict";
import { test } from "node:test";
import { fileURLToPath } from "node:url";
import { folder, launch, serve } from "./site.mjs";

test("search gives the same results from disk, from a server and below a sub-path", () => {
  execFileSync(process.execPath, [fileURLToPath(new URL("search.mjs", import.meta.url)), folder], { stdio: "inherit" });
});

test("every result has words to click on, its quotation marks in pairs; an operator that names nothing is explained", async () => {
  const served = await serve();
  const browser = await launch();
  const page = await browser.newPage();
  const ask = async (query) => {
    await page.goto(`${served.mounts[1]}/search.html?q=${encodeURIComponent(query)}`);
    await page.waitForFunction(() => document.getElementById("status").textContent !== "");
    await page.waitForTimeout(300);
    return {
      links: await page.$$eval("#results h2 a", (all) => all.map((link) => link.textContent)),
      read: await page.$eval("#reading", (lines) => lines.textContent),
      count: Number.parseInt(await page.$eval("#status", (line) => line.textContent), 10),
    };
  };
  for (const query of ["by:lavrov", "in:statements guarantees", "proposals"]) {
    const { links } = await ask(query);
    assert.ok(links.length > 0 && links.every((text) => /\p{L}/u.test(text)), `${query}: ${JSON.stringify(links)}`);
    for (const text of links) {
      assert.equal(text.split("“").length, text.split("”").length, text);
      assert.equal(text.split('"').length % 2, 1, text);
    }
  }
  const wire = await ask("from:wire");
  assert.ok(wire.count > 0 && wire.read.includes("outlet"), wire.read);
  const words = await ask("about:parliament");
  assert.ok(words.count > 0 && !words.read.includes("Nothing here has"), words.read);
  const nobody = await ask("by:Lavrof");
  assert.ok(nobody.read.includes("Sergey Lavrov"), nobody.read);
  const misspelled = await ask("Lavrof");
  assert.ok(misspelled.read.includes("Lavrov"), misspelled.read);
  await browser.close();
  served.close();
});
