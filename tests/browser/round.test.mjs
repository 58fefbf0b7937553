// One whole round as a new user makes it: an empty folder, the sample, ten edits seen in the preview, thirty pages read by their
// links, a search, and the archive published to a bare repository and read from there.
import assert from "node:assert/strict";
import { execFileSync } from "node:child_process";
import fs from "node:fs";
import os from "node:os";
import path from "node:path";
import { after, before, test } from "node:test";
import { preview, program, publish } from "./preview.mjs";
import { launch } from "./site.mjs";

const SECOND = Number(process.env.SECOND ?? 1000);

let browser;
let home;
before(async () => {
  browser = await launch();
  home = fs.mkdtempSync(path.join(os.tmpdir(), "round-"));
});
after(async () => {
  await browser.close();
  fs.rmSync(home, { recursive: true, force: true });
});

const run = (command, ...more) => execFileSync(command, more, { cwd: home, encoding: "utf8", stdio: "pipe" });
const git = (...more) => run("git", "-c", "user.name=A", "-c", "user.email=a@example.org", ...more);
const says = (page, words) =>
  page.waitForFunction((text) => document.body?.innerText.includes(text), words, { timeout: 3 * SECOND, polling: 20 });

// A page whose errors and requests beyond `origin` are kept as complaints.
async function watched(context, origin) {
  const page = await context.newPage();
  const wrong = [];
  page.on("console", (message) => message.type() === "error" && wrong.push(message.text()));
  page.on("pageerror", (error) => wrong.push(String(error)));
  page.on("request", (request) => request.url().startsWith(origin) || wrong.push(`outside: ${request.url()}`));
  return { page, wrong };
}

// Reads `most` pages, each found as a link of one read before, as long as there are new ones.
async function read(page, start, most) {
  const waiting = [start];
  const known = new Set(waiting);
  let count = 0;
  while (waiting.length > 0 && count < most) {
    const answer = await page.goto(waiting.shift(), { timeout: 5000 });
    assert.equal(answer.status(), 200, page.url());
    assert.ok(await page.innerText("h1"), page.url());
    count += 1;
    const links = await page.$$eval("a[href]", (all) => all.map((link) => String(link.href.baseVal ? new URL(link.href.baseVal, document.baseURI) : link.href).split("#")[0]));
    for (const link of links) {
      if (!link.startsWith(new URL(start).origin) || !link.endsWith(".html") || known.has(link)) continue;
      known.add(link);
      waiting.push(link);
    }
  }
  return count;
}

// Types into the box of the page and answers with the words of the results.
async function search(page, words) {
  await page.keyboard.press("/");
  await page.keyboard.type(words);
  await Promise.all([page.waitForURL(/search\.html/), page.keyboard.press("Enter")]);
  await page.waitForSelector("#results > li", { timeout: 5000 });
  return page.$$eval("#results > li", (items) => items.map((item) => item.innerText).join("\n"));
}

test("an archive begun, edited, read, searched, published and read again", async () => {
  run(program, "init", "quay");
  const root = path.join(home, "quay");
  const seed = (name, text) => fs.writeFileSync(path.join(root, "seeds", name), text);
  const served = await preview(root);
  const context = await browser.newContext();
  try {
    const { page, wrong } = await watched(context, served.origin);
    await page.goto(`${served.origin}/`);
    await page.click("main a[href*='harbour-bridge']");
    await says(page, "we will not wait another winter");

    // Ten edits, half of them new articles, each seen without a reload by hand.
    const sample = path.join(root, "seeds", "2024-05-14-harbour-bridge.md");
    for (let edit = 1; edit <= 5; edit += 1) {
      const words = `would begin in week ${edit} of September`;
      fs.writeFileSync(sample, fs.readFileSync(sample, "utf8").replace(/begin in (week \d of )?September and take/, `begin in week ${edit} of September and take`));
      await says(page, words);
    }
    await page.goto(`${served.origin}/articles/index.html`);
    for (let edit = 1; edit <= 5; edit += 1) {
      seed(`2024-06-0${edit}-ferry.md`, `---\ntitle: Ferry report ${edit}\ndate: 2024-06-0${edit}\noutlet: Larkhaven Gazette\n---\n\n`
        + `"The ferry carries ${edit} hundred lorries a day," said Greta Maas, who runs the ferry.\n\nInes Okafor called that a success.\n`);
      await says(page, `Ferry report ${edit}`);
    }

    const count = await read(page, `${served.origin}/index.html`, 30);
    assert.equal(count, 30);
    assert.match(await search(page, "lorries"), /Greta Maas/);
    assert.deepEqual(wrong, []);
  } finally {
    await context.close();
    assert.equal((await served.stop()).status, 0);
  }

  // The same archive for everybody: a bare repository stands for the host.
  git("init", "-q", "--bare", "host.git");
  git("init", "-q", "-b", "main", "quay");
  git("-C", "quay", "add", "-A");
  git("-C", "quay", "commit", "-q", "-m", "An archive");
  git("-C", "quay", "remote", "add", "origin", path.join(home, "host.git"));
  const before = git("-C", "quay", "status", "--porcelain", "--branch");
  git("-C", "quay", "config", "user.name", "A");
  git("-C", "quay", "config", "user.email", "a@example.org");
  run(program, "publish", "--push", "quay");
  assert.equal(git("-C", "quay", "status", "--porcelain", "--branch"), before, "the work tree is untouched");
  git("clone", "-q", "--branch", "gh-pages", "host.git", "pages");

  const site = await publish(path.join(home, "pages"), { mount: "/quay/" });
  const visit = await browser.newContext();
  try {
    const { page, wrong } = await watched(visit, site.origin);
    const count = await read(page, `${site.origin}/quay/index.html`, 30);
    assert.ok(count >= 20, `${count} pages`);
    assert.match(await search(page, "hundred"), /Greta Maas/);
    await page.click("#results a[href*='ferry']");
    await says(page, "hundred lorries a day");
    assert.deepEqual(wrong, []);
  } finally {
    await visit.close();
    await site.close();
  }
});
