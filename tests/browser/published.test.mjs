// What a published archive does on a server that a folder and a browser alone do not show: its service worker, and the page for
// what is not there.
import assert from "node:assert/strict";
import { after, before, test } from "node:test";
import { archive, build, publish } from "./preview.mjs";
import { launch } from "./site.mjs";

let browser;
let files;
before(async () => {
  browser = await launch();
  files = archive();
  build(files.root, files.at("public"));
});
after(async () => {
  await browser.close();
  files.remove();
});

// Runs `see` in an empty browser profile with the archive below a path.
const published = (options, see) => async () => {
  const site = await publish(files.at("public"), options);
  const context = await browser.newContext(options.context);
  try {
    await see({ context, site, address: site.origin + (options.mount ?? "/") });
  } finally {
    await context.close();
    await site.close();
  }
};

// Opens a page that the worker answers for.
async function controlled(context, address) {
  const page = await context.newPage();
  await page.goto(address);
  await page.evaluate(() => navigator.serviceWorker.ready.then(() => {}));
  await page.waitForFunction(() => navigator.serviceWorker.controller);
  await page.goto(address);
  return page;
}

const kept = (page) => page.evaluate(async () => {
  const all = await Promise.all((await caches.keys()).map(async (name) => (await caches.open(name)).keys()));
  return all.flat().map((request) => new URL(request.url).pathname);
});

// What never ends: a stream of events, and a page and an image that grow for ever; and what asks not to be kept.
function endless(request, response) {
  const types = { "/articles/events": "text/event-stream", "/articles/endless.html": "text/html", "/.onrecord/events": "text/event-stream" };
  const { pathname } = new URL(request.url, "http://localhost");
  if (pathname === "/articles/private.html") {
    response.writeHead(200, { "content-type": "text/html", "cache-control": "no-store" });
    response.end("private");
    return true;
  }
  if (!types[pathname]) return false;
  response.writeHead(200, { "content-type": types[pathname] });
  response.write("data: one\n\n");
  const more = setInterval(() => response.write("data: more\n\n"), 100);
  response.on("close", () => clearInterval(more));
  return true;
}

test("the worker lets streams pass, waits for nothing endless, and keeps nothing private", published({ answer: endless }, async ({ context, site, address }) => {
  const page = await controlled(context, `${address}articles/day-01.html`);
  for (let number = 1; number <= 12; number += 1) {
    await page.goto(`${address}articles/day-${String(number).padStart(2, "0")}.html`, { timeout: 5000 });
    const first = await page.evaluate(() => Promise.all(["/articles/events", "/.onrecord/events"].map((stream) => new Promise((resolve) => {
      new EventSource(stream).onmessage = (event) => resolve(event.data);
    }))));
    assert.deepEqual(first, ["one", "one"]);
  }
  const begun = await page.evaluate(async () => {
    const answer = await fetch("/articles/endless.html");
    const { value } = await answer.body.getReader().read();
    return new TextDecoder().decode(value);
  });
  assert.match(begun, /data: one/);
  assert.equal(await page.evaluate(async () => (await fetch("/articles/private.html")).text()), "private");
  const part = await page.evaluate(async () => (await fetch("/articles/day-02.html", { headers: { range: "bytes=0-10" } })).status);
  assert.ok([200, 206].includes(part));
  assert.deepEqual((await kept(page)).filter((path) => /articles\/events|endless|private/.test(path)), []);
  await page.close();
  // The worker itself waits a minute for the page that grows, and for nothing else.
  await new Promise((resolve) => { setTimeout(resolve, 1000); });
  assert.ok(site.open() <= 1, `${site.open()} requests are open`);
}));

test("the worker shows what was read when there is no network, and leaves other sites at its address alone", published({}, async ({ context, site, address }) => {
  const page = await controlled(context, `${address}articles/ferry.html`);
  await page.evaluate(() => fetch("/another-site/page.html"));
  await page.evaluate(() => fetch("/data/statements.csv").then((answer) => answer.text()));
  const all = await kept(page);
  assert.ok(all.includes("/articles/ferry.html") && all.includes("/assets/onrecord.css"), all.join(" "));
  assert.deepEqual(all.filter((path) => /another|data/.test(path)), []);
  await site.close();
  await page.goto(`${address}articles/ferry.html`);
  assert.match(await page.innerText("main"), /The ferry sails/);
  assert.notEqual(await page.evaluate(() => getComputedStyle(document.querySelector("header")).display), "block");
}));

const MISSING = ["nothing", "articles/nothing.html", "a/b/c/nothing.html"];
const PLACES = { "at the root": "/", "below a path": "/name/archive/" };

for (const [place, mount] of Object.entries(PLACES)) {
  test(`the page for what is not there is styled and leads on, ${place}, without an address in book.toml`, published({ mount }, async ({ context, address }) => {
    const page = await context.newPage();
    for (const missing of MISSING) {
      await page.goto(address + missing);
      await page.waitForFunction(() => getComputedStyle(document.querySelector("header")).display !== "block");
      assert.equal(await page.evaluate(() => document.querySelector("form").action), `${address}search.html`);
      await Promise.all([page.waitForURL(`${address}people/index.html`), page.click("main a[href$='people/index.html']")]);
    }
  }));
}

test("with an address in book.toml it does without JavaScript", async () => {
  const placed = archive();
  placed.write("book.toml", '[output.html]\nsite-url = "https://example.org/name/archive/"\n');
  build(placed.root, placed.at("public"));
  const site = await publish(placed.at("public"), { mount: "/name/archive/" });
  const context = await browser.newContext({ javaScriptEnabled: false });
  const page = await context.newPage();
  for (const missing of MISSING) {
    await page.goto(`${site.origin}/name/archive/${missing}`);
    await page.click("main a[href$='people/index.html']");
    assert.equal(page.url(), `${site.origin}/name/archive/people/index.html`);
  }
  await context.close();
  await site.close();
  placed.remove();
});

// What happened, each told once, and in no words that another has.
const TOLD = "coal arrived, timber burned, bridge sank, school opened, clock stopped, library moved, tower leaned, theatre closed, chapel flooded, orchard bloomed, quarry collapsed, bakery grew, lighthouse failed, museum shrank, factory struck, hospital waited, river rose, railway rusted, garden withered, brewery doubled, airport emptied, cinema darkened";

test("all pages of somebody are brought together for the printer", async () => {
  const many = archive();
  const told = TOLD.split(", ").map((one) => one.split(" "));
  told.forEach(([what, happened], number) => {
    const day = String(number + 1).padStart(2, "0");
    many.write(`seeds/${what}.md`, `---\ntitle: News of ${what}\ndate: 2022-03-${day}\noutlet: Quay Post\n---\n\nThe ${what} had ${happened}, Olga Brandt said.\n`);
  });
  many.write("book.toml", "[archive]\npage-size = 10\n");
  build(many.root, many.at("public"));
  const site = await publish(many.at("public"));
  const page = await browser.newPage();
  try {
    await page.addInitScript(() => { window.print = () => { document.documentElement.dataset.printed = "yes"; }; });
    await page.goto(`${site.origin}/people/olga-brandt.html`);
    const row = (words) => page.locator("section:has(> #statements) .s > li", { hasText: words });
    assert.ok(await row("had").count() <= 10);
    await page.click(".pager button");
    await page.waitForSelector("html[data-printed]", { timeout: 5000 });
    for (const [what, happened] of told) assert.equal(await row(`${what} had ${happened}`).count(), 1, what);
    assert.equal(await page.locator("#statements").count(), 1, "under one heading");
    assert.equal(await page.locator(".pager").count(), 0);
    await page.goto(`file://${many.at("public/people/olga-brandt.html")}`);
    assert.equal(await page.locator(".pager button").count(), 0, "nothing is offered that cannot be done");
  } finally {
    await page.close();
    await site.close();
    many.remove();
  }
});
