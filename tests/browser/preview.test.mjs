// The preview in a real browser: it follows what is saved, however it is saved, and is nobody else's to read.
import assert from "node:assert/strict";
import { execFileSync } from "node:child_process";
import fs from "node:fs";
import http from "node:http";
import path from "node:path";
import { after, before, describe, test } from "node:test";
import { archive, article, build, preview, publish } from "./preview.mjs";
import { launch } from "./site.mjs";

// What a save may take to be seen. A slow machine, or a program built without optimisation, may be given more.
const SECOND = Number(process.env.SECOND ?? 1000);

let browser;
before(async () => { browser = await launch(); });
after(() => browser.close());

// Runs `see` with a preview of a new archive and an empty browser profile.
const previewed = (see) => async () => {
  const files = archive();
  const served = await preview(files.root);
  const context = await browser.newContext();
  try {
    await see({ files, served, context });
  } finally {
    await context.close();
    await served.stop();
    files.remove();
  }
};

// Waits until a page says these words.
const says = (page, words, timeout = SECOND) =>
  page.waitForFunction((text) => document.body && document.body.innerText.includes(text), words, { timeout, polling: 20 });

describe("every kind of save is seen within a second", () => {
  const git = (root, ...command) =>
    execFileSync("git", ["-c", "user.name=A", "-c", "user.email=a@example.org", ...command], { cwd: root, stdio: "pipe" });
  const swap = (files, name, change) => {
    fs.cpSync(files.at(name), files.at("new"), { recursive: true });
    change(files.at("new"));
    fs.rmSync(files.at(name), { recursive: true });
    fs.renameSync(files.at("new"), files.at(name));
  };
  const ferry = (folder, word) => fs.writeFileSync(path.join(folder, "ferry.md"), article(word));
  const heading = (word) => `{% extends "base.html" %}\n{% block main %}<h1>${word}</h1>{{ body }}{% endblock %}\n`;

  // Each saves a word that the article's page then shows.
  const saves = {
    "writing over it": ({ files }, word) => files.write("seeds/ferry.md", article(word)),
    "a file moved over it": ({ files }, word) => {
      files.write("seeds/.ferry.md.swp", article(word));
      fs.renameSync(files.at("seeds/.ferry.md.swp"), files.at("seeds/ferry.md"));
    },
    "the old file moved away first": ({ files }, word) => {
      fs.renameSync(files.at("seeds/ferry.md"), files.at("seeds/ferry.md~"));
      files.write("seeds/ferry.md", article(word));
    },
    "deleting and writing anew": ({ files }, word) => {
      fs.rmSync(files.at("seeds/ferry.md"));
      files.write("seeds/ferry.md", article(word));
    },
    "the folder copied and swapped": ({ files }, word) => swap(files, "seeds", (folder) => ferry(folder, word)),
    "the folder moved away, and another in its place": ({ files }, word) => {
      fs.cpSync(files.at("seeds"), files.at("other"), { recursive: true });
      ferry(files.at("other"), word);
      fs.renameSync(files.at("seeds"), files.at(`old ${word}`));
      fs.renameSync(files.at("other"), files.at("seeds"));
    },
    "an edit after all that": ({ files }, word) => files.write("seeds/ferry.md", article(word)),
    "a branch checked out": ({ files }, word) => {
      git(files.root, "init", "-q", "-b", "main");
      git(files.root, "add", "seeds");
      git(files.root, "commit", "-q", "-m", "a");
      git(files.root, "checkout", "-q", "-b", "other");
      git(files.root, "rm", "-rq", "seeds");
      files.write("seeds/ferry.md", article(word));
      git(files.root, "add", "seeds");
      git(files.root, "commit", "-q", "-m", "b");
      git(files.root, "checkout", "-q", "main");
      git(files.root, "checkout", "-q", "other");
    },
    "an edit after the checkout": ({ files }, word) => files.write("seeds/ferry.md", article(word)),
    "the first template": ({ files }, word) => files.write("templates/article.html", heading(word)),
    "the template folder deleted and made anew": ({ files }, word) => {
      fs.rmSync(files.at("templates"), { recursive: true });
      files.write("templates/article.html", heading(word));
    },
    "an edit of that template": ({ files }, word) => files.write("templates/article.html", heading(word)),
    "the templates deleted, and an edit": ({ files }, word) => {
      fs.rmSync(files.at("templates"), { recursive: true });
      files.write("seeds/ferry.md", article(word));
    },
    "book.toml for the first time": ({ files }, word) => files.write("book.toml", `[book]\ntitle = "${word}"\n`),
    "another folder named in book.toml": ({ files }, word) => {
      files.write("texts/new/ferry.md", article(word));
      files.write("book.toml", '[book]\nsrc = "texts/new"\n');
    },
    "an edit in that folder": ({ files }, word) => files.write("texts/new/ferry.md", article(word)),
    "the folder above it swapped": ({ files }, word) => swap(files, "texts", (folder) => ferry(path.join(folder, "new"), word)),
    "an edit in the swapped folder": ({ files }, word) => files.write("texts/new/ferry.md", article(word)),
  };

  const ONE_STEP = ["writing over it", "a file moved over it", "an edit after all that", "the first template", "an edit of that template"];

  test("of the article's page, which is loaded once for each", previewed(async ({ files, served, context }) => {
    const page = await context.newPage();
    await page.goto(`${served.origin}/articles/ferry.html`);
    let loads = 0;
    page.on("framenavigated", () => { loads += 1; });
    const wrong = [];
    for (const [kind, save] of Object.entries(saves)) {
      const word = `after ${kind}`.replaceAll(" ", "-").replaceAll(".", "-").replaceAll(",", "").replaceAll("'", "");
      loads = 0;
      save({ files, page }, word);
      try {
        await says(page, word);
      } catch {
        wrong.push(`${kind}: not seen`);
        await says(page, word, 10_000).catch(() => wrong.push(`${kind}: never seen`));
      }
      await page.waitForTimeout(700);
      // If builds take long, the article is shown before its links are.
      const most = served.slowest() < 0.8 ? 1 : 2;
      if (ONE_STEP.includes(kind) && !(loads >= 1 && loads <= most)) wrong.push(`${kind}: loaded ${loads} times`);
    }
    assert.deepEqual(wrong, []);
  }));

  test("of style sheets and of authority files that were not there before", previewed(async ({ files, served, context }) => {
    const page = await context.newPage();
    await page.goto(`${served.origin}/articles/ferry.html`);
    const color = (value) => page.waitForFunction((wanted) => getComputedStyle(document.body).color === wanted, value, { timeout: SECOND });
    files.write("static/onrecord.css", "body { color: rgb(1, 2, 3) }");
    await color("rgb(1, 2, 3)");
    fs.rmSync(files.at("static"), { recursive: true });
    files.write("static/onrecord.css", "body { color: rgb(4, 5, 6) }");
    await color("rgb(4, 5, 6)");
    await page.goto(`${served.origin}/people/index.html`);
    files.write("people.yaml", "- name: Olga Brandt-Meyer\n  aliases: [Olga Brandt]\n");
    await says(page, "Brandt-Meyer");
  }));

  test("of a whole archive that another took the place of", previewed(async ({ files, served, context }) => {
    const page = await context.newPage();
    await page.goto(`${served.origin}/articles/ferry.html`);
    const other = archive();
    other.write("seeds/ferry.md", article("from another folder"));
    const aside = `${files.root}-aside`;
    fs.renameSync(files.root, aside);
    fs.renameSync(other.root, files.root);
    await says(page, "from another folder", 3 * SECOND);
    files.write("seeds/ferry.md", article("and was edited"));
    await says(page, "and was edited");
    fs.rmSync(aside, { recursive: true });
  }));
});

test("a build with errors is shown on the page, which goes on following", previewed(async ({ files, served, context }) => {
  const page = await context.newPage();
  await page.goto(`${served.origin}/articles/ferry.html`);
  files.write("seeds/ferry.md", "---\ntitle: [broken\n---\n");
  await says(page, "seeds/ferry.md:2");
  assert.match(await page.innerText("body"), /sails on Monday/);
  await page.goto(`${served.origin}/people/index.html`);
  await says(page, "seeds/ferry.md:2");
  files.write("seeds/ferry.md", article("on Monday"));
  await page.waitForSelector("[role=alert]", { state: "detached", timeout: SECOND });
  await page.goto(`${served.origin}/articles/ferry.html`);
  files.write("seeds/ferry.md", article("at last"));
  await says(page, "at last");
}));

test("a page goes on when the server was stopped and started again", previewed(async ({ files, served, context }) => {
  const page = await context.newPage();
  await page.goto(`${served.origin}/articles/ferry.html`);
  const { status, signal } = await served.stop();
  assert.deepEqual({ status, signal }, { status: 0, signal: null });
  files.write("seeds/ferry.md", article("while nobody served"));
  await page.waitForTimeout(500);
  const again = await preview(files.root, served.port);
  try {
    await says(page, "while nobody served", 5000);
    files.write("seeds/ferry.md", article("and again"));
    await says(page, "and again");
  } finally {
    await again.stop();
  }
}));

test("thirty pages open in a row, and thirty side by side", previewed(async ({ files, served, context }) => {
  const page = await context.newPage();
  const day = (number) => `${served.origin}/articles/day-${String(number).padStart(2, "0")}.html`;
  for (let number = 1; number <= 30; number += 1) await page.goto(day(number), { timeout: 5000 });
  const tabs = [];
  for (let number = 1; number <= 30; number += 1) {
    const tab = await context.newPage();
    await tab.goto(day(number), { timeout: 5000 });
    tabs.push(tab);
  }
  // The last one follows as the first does, and still does when the first is gone.
  for (const word of ["twice", "three times"]) {
    files.write("seeds/day-30.md", `---\ntitle: Day 30\ndate: 2023-06-30\noutlet: Quay Post\n---\n\nIt was said ${word}.\n`);
    await says(tabs.at(-1), `said ${word}`, 3 * SECOND);
    for (const tab of [page, ...tabs.splice(0, 25)]) await tab.close();
  }
}));

test("the preview has no service worker, and sends away the one of a published site at its address", async () => {
  const files = archive();
  const context = await browser.newContext();
  build(files.root, files.at("public"));
  const published = await publish(files.at("public"));
  const { port } = new URL(published.origin);
  const page = await context.newPage();
  const workers = () => page.evaluate(async () => (await navigator.serviceWorker.getRegistrations()).length);
  const address = `http://localhost:${port}/articles/ferry.html`;
  await page.goto(address);
  await page.evaluate(() => navigator.serviceWorker.ready.then(() => {}));
  await page.goto(address);
  assert.ok(await page.evaluate(() => navigator.serviceWorker.controller !== null), "the published site has a worker");
  const kept = await page.evaluate(async () => {
    const all = await Promise.all((await caches.keys()).map(async (name) => (await (await caches.open(name)).keys()).map((request) => request.url)));
    return all.flat();
  });
  assert.ok(kept.includes(address), "and it keeps the page");
  await published.close();

  const served = await preview(files.root, port);
  try {
    // The page that the old worker still controls follows, too.
    await page.goto(address);
    files.write("seeds/ferry.md", article("beside a worker"));
    await says(page, "beside a worker", 3 * SECOND);
    // A slow build may show the article's links a moment later.
    await page.waitForTimeout(SECOND);
    for (let number = 1; number <= 12; number += 1) {
      await page.goto(`${served.origin}/articles/day-${String(number).padStart(2, "0")}.html`, { timeout: 5000 });
    }
    await page.goto(address);
    await page.waitForFunction(async () => (await navigator.serviceWorker.getRegistrations()).length === 0, null, { timeout: 5000 });
    assert.deepEqual(await page.evaluate(() => caches.keys()), []);
    await page.goto(`${served.origin}/people/index.html`);
    await page.waitForTimeout(500);
    assert.equal(await page.evaluate(() => navigator.serviceWorker.controller), null);
    assert.equal(await workers(), 0);
    await page.goto(address);
    files.write("seeds/ferry.md", article("without a worker"));
    await says(page, "without a worker");
  } finally {
    await context.close();
    await served.stop();
    files.remove();
  }
});

test("a page of another origin reads nothing of the preview and cannot frame it", previewed(async ({ served, context }) => {
  const page = await context.newPage();
  // What a stranger's page tries: scripts that call a function of its own, requests, events, images, frames.
  const stranger = http.createServer((request, response) => {
    response.writeHead(200, { "content-type": "text/html" });
    response.end("<!DOCTYPE html><title>Stranger</title>");
  });
  await new Promise((resolve) => stranger.listen(0, "127.0.0.1", resolve));
  try {
    for (const host of ["127.0.0.1", "localhost"]) {
      await page.goto(`http://${host}:${stranger.address().port}/`).catch(() => page.goto(`http://127.0.0.1:${stranger.address().port}/`));
      const read = await page.evaluate(async (origin) => {
        const got = [];
        const add = (name, attributes) => new Promise((resolve) => {
          const element = Object.assign(document.createElement(name), attributes);
          element.onload = () => resolve("loaded");
          element.onerror = () => resolve("refused");
          document.body.append(element);
          setTimeout(resolve, 2000, "silent");
        });
        window.onrecordSearch = (name) => got.push(`search: ${name}`);
        for (const path of ["search/docs.js", "assets/onrecord.js", ".onrecord/preview.js"]) {
          const what = await add("script", { src: `${origin}/${path}` });
          if (what !== "refused") got.push(`${path}: ${what}`);
        }
        const style = await add("link", { rel: "stylesheet", href: `${origin}/assets/onrecord.css` });
        if (style !== "refused") got.push(`style: ${style}`);
        const image = await add("img", { src: `${origin}/assets/icon.svg` });
        if (image !== "refused") got.push(`image: ${image}`);
        for (const mode of ["cors", "no-cors"]) {
          const answer = await fetch(`${origin}/articles/ferry.html`, { mode }).catch(() => null);
          if (answer) got.push(`${mode}: ${answer.type}`);
        }
        const events = new EventSource(`${origin}/.onrecord/events`);
        await new Promise((resolve) => { events.onopen = () => { got.push("events"); resolve(); }; events.onerror = resolve; });
        events.close();
        return got;
      }, served.origin);
      assert.deepEqual(read, []);
      await page.evaluate(async (origin) => {
        for (const name of ["/", "/.onrecord/desk.html"]) document.body.append(Object.assign(document.createElement("iframe"), { src: origin + name }));
        await new Promise((resolve) => { setTimeout(resolve, 500); });
      }, served.origin);
      for (const frame of page.frames().slice(1)) {
        assert.ok(!(await frame.content()).includes("Ferry"), `${frame.url()} is not framed`);
      }
      // A link that somebody follows is no theft.
      await page.evaluate((origin) => { location.href = `${origin}/articles/ferry.html`; }, served.origin);
      await says(page, "The ferry sails", 3000);
    }
  } finally {
    stranger.closeAllConnections();
    stranger.close();
  }
}));

test("not even a page of the preview frames another", previewed(async ({ served, context }) => {
  const page = await context.newPage();
  await page.goto(`${served.origin}/articles/ferry.html`);
  await page.evaluate(async () => {
    document.body.append(Object.assign(document.createElement("iframe"), { src: "/people/index.html" }));
    await new Promise((resolve) => { setTimeout(resolve, 500); });
  });
  assert.ok(!(await page.frames()[1].content()).includes("Olga"));
}));

test("a page that is not there is styled and leads on, at any depth", previewed(async ({ files, served, context }) => {
  files.write("book.toml", '[output.html]\nsite-url = "https://example.org/archive/"\n');
  const page = await context.newPage();
  for (const address of ["/nothing", "/articles/nothing.html", "/a/b/c/nothing.html"]) {
    await page.goto(served.origin + address);
    assert.notEqual(await page.evaluate(() => getComputedStyle(document.querySelector("header")).display), "block", address);
    await Promise.all([page.waitForURL(`${served.origin}/people/index.html`), page.click("main a[href$='people/index.html']")]);
  }
}));
