// The archive in Firefox, from disk by double click as it were: pages without errors, cards, and search with the query in the
// address. Firefox speaks WebDriver BiDi by itself, so that nothing but Debian's firefox-esr is needed; FIREFOX names another.
import assert from "node:assert/strict";
import { spawn, spawnSync } from "node:child_process";
import fs from "node:fs";
import os from "node:os";
import path from "node:path";
import { after, before, test } from "node:test";
import { pathToFileURL } from "node:url";
import WebSocket from "ws";
import { folder, kinds, pages } from "./site.mjs";

const firefox = process.env.FIREFOX ?? "firefox-esr";
const missing = spawnSync(firefox, ["--version"]).error !== undefined && `NOT RUN: there is no ${firefox} here`;
const site = pathToFileURL(folder).href;

let client;
before(async () => {
  if (missing) return console.error(missing);
  client = await connect();
});
after(() => client?.close());

/** Starts Firefox with an empty profile, and a connection to it. */
async function connect() {
  const profile = fs.mkdtempSync(path.join(os.tmpdir(), "onrecord-firefox-"));
  const browser = spawn(firefox, ["--headless", "--no-remote", "--profile", profile, "--remote-debugging-port", "0"]);
  const end = async () => {
    const ended = new Promise((resolve) => browser.once("exit", resolve));
    browser.kill();
    await ended;
    fs.rmSync(profile, { recursive: true, force: true, maxRetries: 5 });
  };
  try {
    return { ...(await session(browser)), close: end };
  } catch (error) {
    await end();
    throw error;
  }
}

/** Speaks with a browser that has just been started. */
async function session(browser) {
  const address = await new Promise((resolve, reject) => {
    let said = "";
    browser.stderr.on("data", (data) => {
      said += data;
      const found = /listening on (ws:\S+)/.exec(said);
      if (found) resolve(found[1]);
    });
    browser.on("exit", () => reject(new Error(`Firefox ended: ${said}`)));
  });
  const socket = new WebSocket(`${address}/session`);
  await new Promise((resolve, reject) => Object.assign(socket, { onopen: resolve, onerror: reject }));
  const waiting = new Map();
  const events = [];
  socket.onmessage = ({ data }) => {
    const message = JSON.parse(data);
    if (message.id === undefined) return events.push(message);
    const { resolve, reject } = waiting.get(message.id);
    return message.type === "error" ? reject(new Error(`${message.error}: ${message.message}`)) : resolve(message.result);
  };
  let last = 0;
  const send = (method, params) => new Promise((resolve, reject) => {
    last += 1;
    waiting.set(last, { resolve, reject });
    socket.send(JSON.stringify({ id: last, method, params }));
  });
  await send("session.new", { capabilities: {} });
  const { contexts } = await send("browsingContext.getTree", {});
  const { context } = contexts[0];
  await send("session.subscribe", { events: ["log.entryAdded", "network.beforeRequestSent"] });
  return {
    events,
    open: (address) => send("browsingContext.navigate", { context, url: `${site}/${address}`, wait: "complete" }),
    run: async (expression) => {
      const { result, exceptionDetails } = await send("script.evaluate", { expression, target: { context }, awaitPromise: true });
      assert.equal(exceptionDetails, undefined, exceptionDetails?.text);
      return result.value;
    },
  };
}

/** Waits until an expression holds in the page. */
async function until(expression) {
  for (let left = 100; left > 0; left -= 1) {
    if (await client.run(expression)) return;
    await new Promise((resolve) => setTimeout(resolve, 100));
  }
  assert.fail(`it never holds that ${expression}`);
}

test("Firefox shows every kind of page from disk without an error or a request outside", { skip: missing }, async () => {
  client.events.length = 0;
  for (const page of kinds(1)) await client.open(page);
  const errors = client.events.filter(({ method, params }) => method === "log.entryAdded" && params.level === "error").map(({ params }) => params.text);
  assert.deepEqual(errors, []);
  const asked = client.events.filter(({ method }) => method === "network.beforeRequestSent").map(({ params }) => params.request.url);
  assert.deepEqual(asked.filter((address) => !address.startsWith(`${site}/`) && !address.startsWith("data:")), []);
});

test("Firefox opens a statement's card from its address on disk", { skip: missing }, async () => {
  const spoken = pages().find((page) => page.startsWith("articles/") && fs.readFileSync(`${folder}/${page}`, "utf8").includes("<mark id=s-"));
  const [, id] = /<mark id=(s-\w+)/.exec(fs.readFileSync(`${folder}/${spoken}`, "utf8"));
  await client.open(`${spoken}#${id}`);
  await until("document.querySelectorAll('aside details[open]').length === 1");
});

test("Firefox searches on disk, with the query in the address and as one types", { skip: missing }, async () => {
  const word = process.env.WORD ?? "guarantees";
  await client.open(`search.html#q=${word}`);
  await until("document.querySelectorAll('#results > li mark').length > 0");
  const found = await client.run("document.querySelectorAll('#results > li').length");
  await client.run(`{ const box = document.getElementById("q"); box.value = '"${word}"'; box.dispatchEvent(new Event("input")); }`);
  await until("decodeURIComponent(location.hash).includes('\"')");
  assert.ok(found > 0);
});

test("Firefox cites an article and a statement from disk as BibTeX, RIS and CSL-JSON", { skip: missing }, async () => {
  const spoken = pages().find((page) => page.startsWith("articles/") && fs.readFileSync(`${folder}/${page}`, "utf8").includes("<mark id=s-"));
  await client.open(spoken);
  await client.run(`{
    globalThis.copied = [];
    document.execCommand = () => globalThis.copied.push(document.activeElement.value) > 0;
    Object.defineProperty(navigator, "clipboard", { value: undefined });
    document.querySelector("details.more:has(#cite)").open = true;
    document.querySelector("aside details").open = true;
  }`);
  await until("document.querySelector('aside details .forms') !== null");
  await client.run("document.querySelectorAll('details.more .forms button, aside details .forms button').forEach((button) => button.click())");
  const copied = JSON.parse(await client.run("JSON.stringify(globalThis.copied)"));
  assert.equal(copied.length, 6);
  // Cards come before the citation of the article.
  for (const [bibtex, ris, csl] of [copied.slice(0, 3), copied.slice(3)]) {
    assert.match(bibtex, /^@article\{[\s\S]*title = \{\{/);
    assert.match(ris, /^TY {2}- NEWS[\s\S]*ER {2}- \n$/);
    assert.equal(JSON.parse(csl)[0].type, "article-newspaper");
  }
  assert.match(copied[0], /note = /);
  assert.ok((await client.run("document.getElementById('cite').textContent")).length > 0);
});
