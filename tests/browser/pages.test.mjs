// The pages of the built archive in a real browser: accessible, quiet, and working with and without JavaScript.
import assert from "node:assert/strict";
import fs from "node:fs";
import { createRequire } from "node:module";
import { after, before, test } from "node:test";
import { folder, kinds, launch, pages, serve } from "./site.mjs";

const axe = fs.readFileSync(createRequire(import.meta.url).resolve("axe-core/axe.min.js"), "utf8");
const RULES = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"];

let browser;
let served;
before(async () => {
  browser = await launch();
  served = await serve();
});
after(async () => {
  await browser.close();
  served.close();
});

// The search page with what a query finds.
const WORD = process.env.WORD ?? "guarantees";
const SEARCHED = `search.html#q=${WORD}+xylophones`;

/** Waits for what is said of a word that hits nothing, then for results and their filters. */
async function search(page) {
  await page.waitForSelector("#reading .nothing");
  await page.fill("#q", WORD);
  await page.waitForSelector("#results > li mark");
  await page.$eval("#filters", (filters) => { filters.open = true; });
  await page.waitForSelector("#facets input");
}

// An article with a statement, to open its card.
const spoken = pages().find((page) => {
  return page.startsWith("articles/") && fs.readFileSync(`${folder}/${page}`, "utf8").match(/<mark (?:class=q )?id=s-/);
});

for (const scheme of ["light", "dark"]) {
  for (const width of [360, 1280]) {
    test(`axe finds nothing on any kind of page, ${scheme}, ${width} px`, async () => {
      // axe is put into the page from outside, which the policy of the page rightly forbids.
      const context = await browser.newContext({ bypassCSP: true, colorScheme: scheme, viewport: { width, height: 800 } });
      const page = await context.newPage();
      const found = [];
      for (const path of [...kinds(), SEARCHED]) {
        await page.goto(`${served.mounts[0]}/${path}`);
        if (path === SEARCHED) await search(page);
        // The middle card of an open article; it may lie over those after it.
        const cards = await page.$$(".text aside summary");
        await cards[cards.length >> 1]?.click();
        await page.addScriptTag({ content: axe });
        const { violations } = await page.evaluate((values) => globalThis.axe.run(document, { runOnly: values }), RULES);
        found.push(...violations.map((rule) => `${path}: ${rule.id}: ${rule.nodes[0].html.slice(0, 200)}`));
      }
      await context.close();
      assert.deepEqual(found, []);
    });
  }
}

test("no page reports an error or asks for anything outside its folder, under any mount", async () => {
  const page = await browser.newPage();
  const wrong = [];
  let mount;
  page.on("console", (message) => message.type() === "error" && wrong.push(`${page.url()}: ${message.text()}`));
  page.on("pageerror", (error) => wrong.push(`${page.url()}: ${error}`));
  // A late request, such as one for the icon, belongs to the page that asked, which may be the last of the mount before.
  const home = (request) => (request.isNavigationRequest() ? mount : served.mounts.findLast((one) => page.url().startsWith(`${one}/`)));
  page.on("request", (request) => {
    if (!request.url().startsWith(`${home(request) ?? mount}/`)) wrong.push(`${page.url()} asks for ${request.url()}`);
  });
  for (mount of served.mounts) {
    // 404.html is made for addresses at any depth: published.test.mjs opens it there.
    for (const path of kinds(1).filter((kind) => kind !== "404.html")) await page.goto(`${mount}/${path}`);
  }
  await page.close();
  assert.deepEqual(wrong, []);
});

test("no page scrolls sideways at 320 px", async () => {
  const page = await browser.newPage({ viewport: { width: 320, height: 700 } });
  const wide = [];
  for (const path of kinds()) {
    await page.goto(`${served.mounts[0]}/${path}`);
    const width = await page.evaluate(() => document.documentElement.scrollWidth);
    if (width > 320) wide.push(`${path}: ${width}`);
  }
  await page.close();
  assert.deepEqual(wide, []);
});

test("long lines, tables and names in an article scroll by themselves at 320 px", async () => {
  const page = await browser.newPage({ viewport: { width: 320, height: 700 } });
  await page.goto(`${served.mounts[0]}/${spoken}`);
  const width = await page.evaluate(() => {
    const long = "wide".repeat(100);
    const rows = `<tr>${"<td>11,000,000</td>".repeat(20)}</tr>`;
    document.querySelector(".text").insertAdjacentHTML("beforeend", `<pre><code>${long}</code></pre><table>${rows}</table><p>${long}</p>`);
    document.querySelector("main").insertAdjacentHTML("beforeend", `<ul class=tags><li><a href="#">${long}</a> <small>7</small></li></ul>`);
    return document.documentElement.scrollWidth;
  });
  await page.close();
  assert.equal(width, 320);
});

test("nothing of a long line is cut off on paper", async () => {
  const page = await browser.newPage({ viewport: { width: 820, height: 900 } });
  await page.emulateMedia({ media: "print" });
  await page.goto(`${served.mounts[0]}/${spoken}`);
  const [inside, shown] = await page.evaluate(() => {
    document.querySelector(".text").insertAdjacentHTML("beforeend", `<pre><code>${"one long line of code ".repeat(40)}</code></pre>`);
    const line = document.querySelector(".text > pre:last-child");
    return [line.scrollWidth, line.clientWidth];
  });
  await page.close();
  assert.ok(inside <= shown, `${inside} px of code on ${shown} px of paper`);
});

test("the sign of a paragraph's link lies over no words, and the box of the search wastes no line", async () => {
  const noted = pages().filter((path) => path.startsWith("articles/") && /<li><div id=p/.test(fs.readFileSync(`${folder}/${path}`, "utf8")));
  assert.notEqual(noted.length, 0, "an article with a list");
  for (const width of [820, 1440]) {
    const page = await browser.newPage({ viewport: { width, height: 900 } });
    for (const path of noted) {
      await page.goto(`${served.mounts[0]}/${path}`);
      const over = await page.$$eval(".pl", (signs) => signs.filter((sign) => {
        const [box, block] = [sign.getBoundingClientRect(), sign.parentElement.getBoundingClientRect()];
        return getComputedStyle(sign).position === "absolute" && (box.right > block.left || sign.closest("li"));
      }).map((sign) => sign.parentElement.textContent));
      assert.deepEqual(over, [], `${path} at ${width} px`);
      const [end, line] = await page.evaluate(() => [
        document.querySelector("header form").getBoundingClientRect().right, document.querySelector("header").getBoundingClientRect().right,
      ]);
      assert.ok(Math.abs(end - line) < 1, `the search box ends at ${end}, the header at ${line}`);
    }
    await page.close();
  }
});

test("a statement's card opens by its number, its words and its address, and closes with Escape", async () => {
  const page = await browser.newPage();
  await page.goto(`${served.mounts[0]}/${spoken}`);
  // On a busy machine a card takes a moment: what is waited for never comes if it does not open.
  const open = (wanted) =>
    page.waitForFunction((wanted) => document.querySelectorAll("aside details[open]").length === wanted, wanted);
  await open(0);
  await page.click("a.r");
  await open(1);
  await page.keyboard.press("Escape");
  await open(0);
  // Two clicks in half a second are one double click, which selects words.
  await page.waitForTimeout(600);
  await page.click("mark");
  await open(1);
  const id = await page.getAttribute("mark[id]", "id");
  await page.goto("about:blank");
  await page.goto(`${served.mounts[0]}/${spoken}#${id}`);
  await open(1);
  await page.close();
});

test("cards, notes and lists work without JavaScript", async () => {
  const context = await browser.newContext({ javaScriptEnabled: false });
  const page = await context.newPage();
  await page.goto(`${served.mounts[0]}/${spoken}`);
  await page.click("aside summary");
  assert.ok(await page.isVisible("aside details[open] .l"));
  await page.goto(`${served.mounts[0]}/search.html`);
  assert.ok(await page.isVisible("main a[href='people/index.html']"), "the search page leads to the lists");
  await context.close();
});

test("the keyboard reaches the text first and the search with a slash", async () => {
  const page = await browser.newPage();
  await page.goto(`${served.mounts[0]}/index.html`);
  await page.keyboard.press("Tab");
  assert.equal(await page.evaluate(() => document.activeElement.hash), "#main");
  await page.keyboard.press("/");
  assert.equal(await page.evaluate(() => document.activeElement.type), "search");
  await page.close();
});

test("an article is cited as BibTeX, RIS and CSL-JSON", async () => {
  const page = await browser.newPage();
  await page.goto(`${served.mounts[0]}/${spoken}`);
  const copied = [];
  await page.exposeFunction("remember", (text) => copied.push(text));
  await page.evaluate(() => {
    document.execCommand = () => globalThis.remember(document.activeElement.value) && true;
    Object.defineProperty(navigator, "clipboard", { value: undefined });
  });
  await page.click("details.more summary");
  for (const button of await page.$$("details.more .forms button")) await button.click();
  const [bibtex, ris, csl] = copied;
  assert.match(bibtex, /^@article\{[\s\S]*title = \{\{/);
  assert.match(ris, /^TY {2}- NEWS[\s\S]*ER {2}- \n$/);
  assert.equal(JSON.parse(csl)[0].type, "article-newspaper");
  await page.close();
});

test("the keyboard alone walks through a page in order, with the focus always to be seen", async () => {
  // Without motion, so that a page has scrolled at once to where the focus is.
  const page = await browser.newPage({ reducedMotion: "reduce", viewport: { width: 1280, height: 800 } });
  for (const path of ["index.html", spoken]) {
    await page.goto(`${served.mounts[0]}/${path}`);
    const stops = await page.evaluate(() => {
      const all = document.querySelectorAll("a[href], button, input, select, summary, textarea, [tabindex]");
      return Array.from(all).filter((element) => element.checkVisibility({ visibilityProperty: true }) && element.tabIndex >= 0).length;
    });
    let [seen, last, before] = [0, -1, null];
    for (; seen <= stops; seen += 1) {
      await page.keyboard.press("Tab");
      const here = await page.evaluate(() => {
        const element = document.activeElement;
        if (element === document.body) return null;
        const style = getComputedStyle(element);
        const box = element.getBoundingClientRect();
        return {
          name: element.outerHTML.slice(0, 80), outlined: style.outlineStyle !== "none" && parseFloat(style.outlineWidth) >= 2,
          onScreen: box.bottom > 0 && box.top < innerHeight && box.right > 0 && box.left < innerWidth,
          at: Array.from(document.querySelectorAll("*")).indexOf(element),
        };
      });
      if (here === null) break;
      assert.ok(here.outlined, `${path}: no focus is to be seen on ${here.name}`);
      assert.ok(here.onScreen, `${path}: the focus is off the screen on ${here.name}`);
      assert.ok(here.at > last, `${path}: ${here.name} comes after ${before}`);
      [last, before] = [here.at, here.name];
    }
    assert.equal(seen, stops, `${path}: some of ${stops} stops cannot be reached`);
  }
  await page.focus("a.r");
  await page.keyboard.press("Enter");
  assert.equal(await page.$$eval("aside details[open]", (cards) => cards.length), 1);
  await page.keyboard.press("Escape");
  assert.equal(await page.evaluate(() => document.activeElement.tagName), "SUMMARY");
  await page.close();
});

test("on paper there is the text with its speakers, and nothing to press", async () => {
  const page = await browser.newPage();
  await page.emulateMedia({ media: "print" });
  await page.goto(`${served.mounts[0]}/${spoken}`);
  for (const selector of ["header nav", "header form", "footer", ".pl", ".skip"]) {
    assert.equal(await page.isVisible(selector), false, selector);
  }
  for (const selector of ["h1", ".text > p, .b > p", ".text aside summary", ".facts"]) assert.ok(await page.isVisible(selector), selector);
  assert.equal(await page.evaluate(() => getComputedStyle(document.documentElement).backgroundColor), "rgb(255, 255, 255)");
  await page.close();
});

test("paper keeps the marks, the whole width, the citation with its address, and where the page is", async () => {
  const page = await browser.newPage();
  await page.goto(`${served.mounts[1]}/${spoken}`);
  await page.emulateMedia({ media: "print" });
  await page.setViewportSize({ width: 673, height: 950 });
  const line = await page.$eval("mark", (mark) => getComputedStyle(mark).textDecorationLine);
  assert.equal(line, "underline", "a background would not be printed");
  const [text, whole] = await page.$eval(".b", (one) => [one.getBoundingClientRect().width, document.querySelector("main").getBoundingClientRect().width]);
  assert.ok(text > whole * 0.95, `text and margin take ${text} of ${whole}`);
  assert.ok(await page.isVisible("#cite"));
  const rules = await page.evaluate(() => document.adoptedStyleSheets.flatMap((sheet) => [...sheet.cssRules]).map((rule) => rule.cssText).join(" "));
  const address = await page.evaluate(() => document.querySelector("link[rel=canonical]")?.href ?? location.href);
  assert.match(rules, /^@page/u);
  assert.ok(rules.includes(address) && rules.includes(String(new Date().getFullYear())), rules);
  await page.close();
});

test("every paragraph, statement and note has a link to copy, which leads back to it", async () => {
  const page = await browser.newPage();
  const noted = pages().find((path) => path.startsWith("articles/") && fs.readFileSync(`${folder}/${path}`, "utf8").includes("<div class=n id="));
  await page.goto(`${served.mounts[0]}/${noted}`);
  await page.exposeFunction("remember", (text) => copied.push(text));
  const copied = [];
  await page.evaluate(() => {
    document.execCommand = () => globalThis.remember(document.activeElement.value) && true;
    Object.defineProperty(navigator, "clipboard", { value: undefined });
    document.querySelectorAll("aside details").forEach((card) => { card.removeAttribute("name"); card.open = true; });
  });
  const without = await page.$$eval(".text [id^=p], aside .n, aside details", (all) => all.filter((one) => !one.querySelector("a.pl, a.l")).map((one) => one.outerHTML));
  assert.deepEqual(without, []);
  for (const link of [".text .pl", "aside .n .l", "aside details .l"]) await page.$eval(link, (element) => element.click());
  assert.equal(copied.length, 3);
  for (const address of copied) {
    await page.goto(address);
    assert.ok(await page.$(":target"), address);
  }
  await page.close();
});

test("selected words have a link and a quotation of their own", async () => {
  const context = await browser.newContext();
  const page = await context.newPage();
  const copied = [];
  await page.exposeFunction("remember", (text) => copied.push(text));
  await page.addInitScript(() => {
    Object.defineProperty(navigator, "clipboard", { value: undefined });
    document.execCommand = () => { globalThis.remember(document.querySelector("textarea").value); return true; };
  });
  await page.goto(`${served.mounts[1]}/${spoken}`);
  const select = () => page.evaluate(() => {
    const block = document.querySelector(".text p[id^=p]");
    const range = document.createRange();
    range.selectNodeContents(block);
    getSelection().removeAllRanges();
    getSelection().addRange(range);
    return { id: block.id, signs: [...block.querySelectorAll("a.r, a.pl")].map((sign) => sign.textContent), text: block.textContent };
  });
  const block = await select();
  await page.click(".picked button >> nth=0");
  await select();
  await page.click(".picked button >> nth=1");
  const [link, quotation] = copied;
  assert.ok(link.includes(`#${block.id}:~:text=`), link);
  const [first, last] = link.split(":~:text=")[1].split(",").map(decodeURIComponent);
  assert.ok(block.text.replace(/\s+/g, " ").includes(first) && first.length > 3, first);
  assert.ok(last && !last.includes("¶"), "the sign of the paragraph is no word of it");
  assert.ok(quotation.startsWith(`<blockquote cite="`) && quotation.includes("<p>") && !quotation.includes("¶"), quotation);
  // What is selected outside of the text has no paragraph to be linked to.
  await page.evaluate(() => getSelection().selectAllChildren(document.querySelector("footer")));
  await page.waitForFunction(() => document.querySelector(".picked").hidden);
  await page.goto(link);
  await page.waitForFunction((id) => document.getElementById(id).getBoundingClientRect().top < innerHeight, block.id);
  await context.close();
});
