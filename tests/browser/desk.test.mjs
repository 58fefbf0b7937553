// The editor's desk in a real browser: an archive of raw articles is decided with the keyboard alone, with a finger, and by words
// that are selected on a page; and nobody else's page can write.
import assert from "node:assert/strict";
import fs from "node:fs";
import http from "node:http";
import { createRequire } from "node:module";
import { after, before, test } from "node:test";
import { archive, preview } from "./preview.mjs";
import { launch } from "./site.mjs";

const require = createRequire(import.meta.url);

const MEETING = `Engineer and builder meet on the bridge

PORT ALDER, October 12, 2021 (Alder Wire) - Okafor said the third pier would need new bearings. Okafor said the work would take two weeks.
Okafor said the county would pay.

"It is a wonder that it stands," Ana Ruiz said. The bridge is to open in May, the harbour office has learned.

The harbour press has printed this page
`;
const COUNCIL = `Council hears engineers

PORT ALDER, October 14, 2021 (Alder Wire) - Tomas Okafor told the council on Thursday that the pier was safe. Ada Okafor said it was not.

"We shall look at it again," Ana Ruiz said.
`;

const PIER = `Third pier needs bearings

PORT ALDER, October 15, 2021 (Alder Wire) - Ana Ruiz said the third pier would need eleven new bearings before the winter storms.
"The third pier needs eleven new bearings before the winter storms," Ruiz said.
`;

let browser;
before(async () => { browser = await launch(); });
after(() => browser.close());

const previewed = (see, options = {}) => async () => {
  const files = archive();
  files.write("seeds/meeting.txt", MEETING);
  files.write("seeds/council.txt", COUNCIL);
  files.write("seeds/pier.txt", PIER);
  const served = await preview(files.root);
  const context = await browser.newContext({ viewport: { width: 1280, height: 1000 }, ...options });
  context.setDefaultTimeout(10000);
  try {
    await see({ files, served, context });
  } finally {
    await context.close();
    await served.stop();
    files.remove();
  }
};

const read = (files, name) => (fs.existsSync(files.at(name)) ? fs.readFileSync(files.at(name), "utf8") : "");
const CORRECTIONS = "seeds/meeting.corrections.yaml";

// A page of the desk with the first case on it.
async function desk(context, served, hash = "") {
  const page = await context.newPage();
  page.failed = [];
  page.on("pageerror", (error) => page.failed.push(error.message));
  await page.goto(`${served.origin}/.onrecord/desk.html${hash}`);
  await page.waitForSelector("#case h2");
  return page;
}

// Waits until a file says these words.
async function written(files, name, words) {
  for (let turn = 0; turn < 200; turn += 1) {
    if (read(files, name).includes(words)) return;
    await new Promise((resolve) => { setTimeout(resolve, 20); });
  }
  assert.fail(`${name} does not say ${words}: ${read(files, name)}`);
}

test("three statements are decided with two keys, shown on the page and undone with one", previewed(async ({ files, served, context }) => {
  const page = await desk(context, served);
  await page.waitForFunction(() => document.querySelector("#case h2").textContent.includes("Okafor"));
  assert.match(await page.textContent("#lines, .pick"), /Okafor/);
  const number = await page.evaluate(() => [...document.querySelectorAll(".pick label")].findIndex((label) => label.textContent.includes("Tomas Okafor")) + 1);
  assert.ok(number > 0, "he is offered, since another article names him");
  await page.keyboard.press(String(number));
  await page.waitForFunction(() => document.querySelector("#lines").textContent.includes("Tomas Okafor"));
  assert.equal(read(files, CORRECTIONS), "", "it is only shown");
  await page.keyboard.press("Enter");
  await written(files, CORRECTIONS, "Tomas Okafor");
  assert.match(read(files, CORRECTIONS), /^- article: \{people: \[Tomas Okafor\]\}\n {2}date: \d{4}-\d\d-\d\d\n$/);
  const article = await context.newPage();
  await article.goto(`${served.origin}/articles/meeting.html`);
  assert.match(await article.textContent("article"), /Tomas Okafor/);
  await page.keyboard.press("u");
  await page.waitForFunction(() => document.querySelector("#say").textContent !== "" && document.querySelector("#undo").disabled);
  assert.equal(read(files, CORRECTIONS), "");
  assert.deepEqual(page.failed, []);
}));

test("a name is typed, words are widened, a statement is rejected and a note written, without a mouse", previewed(async ({ files, served, context }) => {
  const page = await desk(context, served);
  await page.fill("#author", "A. Editor");
  await page.locator("#by button").nth(2).click();
  const group = page.locator(".queue li button", { hasText: "Engineer and builder" });
  await group.click();
  await page.waitForFunction(() => document.querySelector("#case .ctx b"));
  // Another speaker, by the beginning of the name.
  await page.keyboard.press("s");
  await page.keyboard.type("ada");
  await page.waitForSelector("[role=option]");
  await page.keyboard.press("ArrowDown");
  await page.keyboard.press("Enter");
  await page.keyboard.press("Escape");
  if (await page.locator("[name=alike]").count()) await page.keyboard.press("a");
  const alike = await page.locator("[name=alike]:checked").count();
  if (alike) await page.keyboard.press("a");
  await page.keyboard.press("Enter");
  await written(files, CORRECTIONS, "speaker: Ada Okafor");
  await written(files, CORRECTIONS, "author: A. Editor");
  // The extent: two words less.
  await page.waitForFunction(() => /^Case 2/.test(document.querySelector(".kick").textContent));
  const words = await page.textContent("#case .ctx b");
  await page.keyboard.press("e");
  await page.keyboard.press("ArrowLeft");
  await page.keyboard.press("ArrowLeft");
  const shorter = words.trim().split(/\s+/).slice(0, -2).join(" ");
  await page.waitForFunction((text) => document.querySelector("#lines").textContent.includes(`words: ${text}`), shorter);
  await page.keyboard.press("Enter");
  await written(files, CORRECTIONS, `words: ${shorter}`);
  await page.waitForFunction(() => /^Case [34]/.test(document.querySelector(".kick").textContent));
  await page.keyboard.press("n");
  await page.keyboard.type("Ask the county.");
  await page.locator("#note .yes").press("Enter");
  await written(files, "seeds/meeting.notes.yaml", "body: Ask the county.");
  await page.waitForFunction(() => document.querySelector("#note").hidden);
  await page.keyboard.press("x");
  await written(files, CORRECTIONS, "reject: true");
  assert.deepEqual(page.failed, []);
}));

test("nobody is chosen before the editor chooses, words keep the size of their passage, and rejected statements count", previewed(async ({ files, served, context }) => {
  const page = await desk(context, served);
  assert.equal(await page.locator("[name=who]:checked").count(), 0);
  await page.keyboard.press("Enter");
  await page.waitForFunction(() => document.querySelector("#trouble").textContent !== "");
  assert.equal(read(files, CORRECTIONS), "", "going on decides nothing");
  const sizes = await page.evaluate(() => ["#case .ctx", "#case .ctx b"].map((one) => getComputedStyle(document.querySelector(one)).fontSize));
  assert.equal(sizes[0], sizes[1]);
  const settled = () => page.textContent("#settled");
  const before = (await settled()).match(/\d+/g).map(Number);
  if (await page.locator("[name=alike]:checked").count()) await page.keyboard.press("a");
  await page.keyboard.press("x");
  await written(files, CORRECTIONS, "reject: true");
  await page.waitForTimeout(1500);
  await page.reload();
  await page.waitForFunction(() => /\d/.test(document.querySelector("#settled").textContent));
  assert.deepEqual((await settled()).match(/\d+/g).map(Number), [before[0] + 1, before[1]]);
  assert.deepEqual(page.failed, []);
}));

test("words selected on an article's page become a statement, a note or no part of it", previewed(async ({ files, served, context }) => {
  const page = await context.newPage();
  const failed = [];
  page.on("pageerror", (error) => failed.push(error.message));
  await page.goto(`${served.origin}/articles/meeting.html`);
  const select = (words) => page.evaluate((text) => {
    const walker = document.createTreeWalker(document.querySelector(".text"), NodeFilter.SHOW_TEXT);
    while (walker.nextNode()) {
      const at = walker.currentNode.data.indexOf(text);
      if (at >= 0) return getSelection().setBaseAndExtent(walker.currentNode, at, walker.currentNode, at + text.length);
    }
    throw new Error(`${text} is not on the page`);
  }, words);
  await select("The bridge is to open");
  await page.waitForSelector("#desk-bar:not([hidden])");
  await page.keyboard.press("F2");
  await page.keyboard.press("Enter");
  await page.fill("#desk-speaker", "Harbour Office");
  await page.keyboard.press("Enter");
  await written(files, CORRECTIONS, "- add: The bridge is to open\n  speaker: Harbour Office");
  await page.waitForFunction(() => document.querySelector("article").textContent.includes("Harbour Office"));
  await page.waitForSelector("#desk-bar.low");
  await page.waitForTimeout(1500);
  await select("The harbour press has printed this page");
  await page.waitForSelector("#desk-bar:not([hidden])");
  await page.waitForSelector("#desk-bar:not(.low)");
  await page.locator("#desk-bar button").last().click();
  await page.locator("#desk-bar .yes").click();
  await written(files, CORRECTIONS, "left_out: [The harbour press has printed this page]");
  await page.locator("#desk-bar button").first().click();
  for (let turn = 0; turn < 100 && read(files, CORRECTIONS).includes("left_out"); turn += 1) await page.waitForTimeout(20);
  assert.ok(!read(files, CORRECTIONS).includes("left_out"), "and it can be taken back there");
  assert.deepEqual(failed, []);
}));

test("it works with a finger on a phone, and nothing scrolls sideways", previewed(async ({ files, served, context }) => {
  const page = await desk(context, served);
  const wide = () => page.evaluate(() => document.documentElement.scrollWidth > document.documentElement.clientWidth);
  assert.equal(await wide(), false);
  await page.locator(".pick label", { hasText: "Tomas Okafor" }).tap();
  await page.locator(".keys .yes").tap();
  await written(files, CORRECTIONS, "Tomas Okafor");
  assert.equal(await wide(), false);
  assert.deepEqual(page.failed, []);
}, { viewport: { width: 320, height: 640 }, hasTouch: true, isMobile: true }));

test("the desk has no accessibility faults, light and dark, wide and narrow", previewed(async ({ served, context }) => {
  for (const [scheme, width] of [["light", 1280], ["dark", 1280], ["light", 360]]) {
    const page = await desk(context, served);
    await page.emulateMedia({ colorScheme: scheme });
    await page.setViewportSize({ width, height: 900 });
    await page.waitForSelector("#lines pre, .pick");
    await page.waitForTimeout(400);
    await page.addScriptTag({ path: require.resolve("axe-core/axe.min.js") }).catch(() => page.evaluate(fs.readFileSync(require.resolve("axe-core/axe.min.js"), "utf8")));
    const { violations } = await page.evaluate(() => window.axe.run(document, { runOnly: ["wcag2a", "wcag2aa", "wcag21aa", "wcag22aa"] }));
    assert.deepEqual(violations.map((one) => [one.id, one.nodes.map((node) => node.html.slice(0, 120))]), [], `${scheme} ${width}`);
    await page.close();
  }
}));

test("a random sample is judged with the keyboard, and kept with its seed", previewed(async ({ files, served, context }) => {
  const page = await desk(context, served);
  await page.keyboard.press("r");
  await page.waitForFunction(() => document.querySelector(".pick [name=right]"));
  await page.keyboard.press("Enter");
  await written(files, "review.yaml", "reading:");
  await page.waitForFunction(() => /^Case 2/.test(document.querySelector(".kick").textContent));
  await page.keyboard.press("2");
  await page.keyboard.press("Enter");
  await written(files, "review.yaml", "wrong: [speaker]");
  await page.waitForFunction(() => /^Case 3/.test(document.querySelector(".kick").textContent));
  assert.match(read(files, "review.yaml"), /^- statement: s-[0-9a-f]{8}\n {2}seed: \d+\n {2}size: 100\n/);
  await page.keyboard.press("u");
  await page.waitForFunction(() => document.querySelector("#say").textContent !== "");
  for (let turn = 0; turn < 100 && read(files, "review.yaml").includes("wrong"); turn += 1) await page.waitForTimeout(20);
  assert.ok(!read(files, "review.yaml").includes("wrong"));
  assert.deepEqual(page.failed, []);
}));

test("two reports are parted and joined again, and are not asked about twice", previewed(async ({ files, served, context }) => {
  const page = await desk(context, served);
  await page.locator("#by button", { hasText: "By claim" }).focus();
  await page.keyboard.press("Enter");
  await page.waitForFunction(() => document.querySelector("#case h2").textContent.includes("one utterance"));
  assert.match(await page.textContent("#case .pair"), /third pier/);
  await page.keyboard.press("Enter");
  await page.waitForFunction(() => document.querySelector("#trouble").textContent !== "");
  assert.equal(read(files, "relations.yaml"), "", "nothing is chosen beforehand");
  const cases = Number(/of (\d+)/.exec(await page.textContent(".kick"))[1]);
  await page.keyboard.press("2");
  await page.keyboard.press("Enter");
  await written(files, "relations.yaml", "kind: none");
  assert.match(read(files, "relations.yaml"), /^- from: s-[0-9a-f]{8}\n {2}kind: none\n {2}to: s-[0-9a-f]{8}\n$/);
  const [from, to] = read(files, "relations.yaml").match(/s-[0-9a-f]{8}/g);
  // What was parted is asked for by its address, and joined in the same entry.
  await page.goto(`${served.origin}/.onrecord/desk.html#c:${to}|${from}`);
  await page.reload();
  await page.waitForFunction(() => document.querySelector("#case h2")?.textContent.includes("one utterance"));
  await page.keyboard.press("1");
  await page.keyboard.press("Enter");
  await written(files, "relations.yaml", "kind: one-claim");
  assert.equal(read(files, "relations.yaml").match(/kind/g).length, 1);
  await page.waitForTimeout(1500);
  await page.goto(`${served.origin}/.onrecord/desk.html`);
  await page.reload();
  await page.waitForSelector("#case h2");
  await page.locator("#by button", { hasText: "By claim" }).click();
  await page.waitForFunction((all) => {
    const left = document.querySelector("#groups b + i")?.textContent;
    return all === 1 ? !document.querySelector("#groups b") : left === String(all - 1);
  }, cases);
  assert.deepEqual(page.failed, []);
}));

test("two browsers at once lose nothing", previewed(async ({ files, served, context }) => {
  const [one, other] = [await desk(context, served), await desk(context, served)];
  for (const page of [one, other]) {
    await page.keyboard.press("1");
    await page.waitForFunction(() => document.querySelector("#lines pre"));
  }
  await one.keyboard.press("Enter");
  await written(files, CORRECTIONS, "people");
  const before = read(files, CORRECTIONS);
  await other.keyboard.press("x");
  await other.waitForFunction(() => document.querySelector("#trouble")?.textContent !== "" || !document.querySelector("#case h2").textContent.includes("Okafor"));
  assert.ok(read(files, CORRECTIONS).startsWith(before.trimEnd().split("\n")[0]), read(files, CORRECTIONS));
}));

test("no page of another origin writes, whatever it tries", previewed(async ({ files, served, context }) => {
  const stranger = http.createServer((request, response) => {
    response.writeHead(200, { "content-type": "text/html" });
    response.end("<!DOCTYPE html><title>Elsewhere</title><p>Elsewhere");
  });
  await new Promise((resolve) => { stranger.listen(0, "localhost", resolve); });
  const own = await desk(context, served);
  const token = await own.evaluate(() => document.querySelector("[data-token]").dataset.token);
  const snapshot = () => fs.readdirSync(files.at("seeds")).sort().join();
  const before = snapshot();
  try {
    for (const origin of [`http://localhost:${stranger.address().port}`, "data:"]) {
      const page = await context.newPage();
      await page.goto(origin === "data:" ? "data:text/html,<p>Elsewhere" : origin).catch(() => {});
      const got = await page.evaluate(async ([target, secret]) => {
        const body = JSON.stringify({
          decisions: [{ what: "article", article: "meeting", title: "Hacked" }], versions: { "seeds/meeting.corrections.yaml": "-" },
        });
        const url = `${target}/.onrecord/desk/decide`;
        const kinds = ["application/json", "text/plain", "application/x-www-form-urlencoded"];
        const answers = [];
        for (const type of kinds) {
          for (const mode of ["cors", "no-cors"]) {
            for (const headers of [{}, { "X-Onrecord-Token": secret }]) {
              const answer = await fetch(url, { method: "POST", mode, body, headers: { "Content-Type": type, ...headers } }).catch(() => null);
              if (answer && answer.type !== "opaque") answers.push(`${type} ${mode} ${answer.status}`);
            }
          }
        }
        navigator.sendBeacon?.(url, new Blob([body], { type: "application/json" }));
        navigator.sendBeacon?.(url, body);
        const request = new XMLHttpRequest();
        await new Promise((resolve) => {
          request.onloadend = resolve;
          request.open("POST", url);
          request.setRequestHeader("Content-Type", "application/json");
          request.setRequestHeader("X-Onrecord-Token", secret);
          request.send(body);
        });
        if (request.status) answers.push(`xhr ${request.status}`);
        return answers;
      }, [served.origin, token]);
      assert.deepEqual(got, [], origin);
      // Forms, which need nobody's leave.
      for (const enctype of ["text/plain", "application/x-www-form-urlencoded", "multipart/form-data"]) {
        await page.evaluate(([target, encoding]) => {
          const form = Object.assign(document.createElement("form"), { method: "post", action: `${target}/.onrecord/desk/decide`, enctype: encoding });
          const field = Object.assign(document.createElement("input"), {
            name: '{"decisions":[{"what":"article","article":"meeting","title":"Hacked","left_out":["', value: '"]}],"versions":{"seeds/meeting.corrections.yaml":"-"}}',
          });
          form.append(field);
          document.body.append(form);
          form.submit();
        }, [served.origin, enctype]).catch(() => {});
        await page.waitForTimeout(150);
        if (origin !== "data:") await page.goto(origin);
      }
      await page.close();
    }
    assert.equal(snapshot(), before);
    const other = `http://127.0.0.1:${served.port}`;
    const page = await context.newPage();
    await page.goto(`${other}/.onrecord/desk.html`).catch(() => {});
    const cross = await page.evaluate(async ([target, secret]) => {
      const answer = await fetch(`${target}/.onrecord/desk/undo`, {
        method: "POST", body: '{"undo":1}', headers: { "Content-Type": "application/json", "X-Onrecord-Token": secret },
      }).catch(() => null);
      return answer?.status ?? 0;
    }, [served.origin, token]);
    assert.equal(cross, 0, "another name of this machine is another origin");
  } finally {
    stranger.closeAllConnections();
    stranger.close();
  }
}));
