// @ts-check
// Comfort for readers with JavaScript: every page works without it. A classic script without dependencies, so that it runs
// from disk as from a server.
(function () {
  "use strict";
  const root = document.documentElement;
  const script = /** @type {HTMLScriptElement} */ (document.currentScript);
  const words = script.dataset;
  const all = (selector, within) => Array.from((within || document).querySelectorAll(selector));

  // On a server the archive can be installed and read without a network; from disk it needs neither.
  if (/^https?:$/.test(location.protocol)) {
    const site = new URL("../", script.src);
    for (const [rel, path] of [["icon", "assets/icon.svg"], ["manifest", "manifest.webmanifest"]]) {
      document.head.append(Object.assign(document.createElement("link"), { rel, href: new URL(path, site).href }));
    }
    // The preview shows what is being written, and nothing older.
    const preview = document.querySelector("script[src='/.onrecord/preview.js']");
    if (navigator.serviceWorker && !preview) navigator.serviceWorker.register(new URL("sw.js", site).href).catch(() => {});
  }

  // "/" goes to the search box.
  addEventListener("keydown", (event) => {
    const target = /** @type {HTMLElement} */ (event.target);
    const typing = /^(INPUT|TEXTAREA|SELECT)$/.test(target.tagName) || target.isContentEditable;
    if (event.key === "/" && !typing && !event.ctrlKey && !event.metaKey && !event.altKey) {
      /** @type {HTMLInputElement | null} */
      const box = document.querySelector("main input[type=search], header input[type=search]");
      if (box) { event.preventDefault(); box.focus(); box.select(); }
    }
  });

  // Says what has been done, on the screen and to a screen reader.
  const toast = document.createElement("div");
  toast.className = "toast";
  toast.setAttribute("role", "status");
  document.body.append(toast);
  let timer;
  function say(text) {
    toast.textContent = text;
    clearTimeout(timer);
    timer = setTimeout(() => { toast.textContent = ""; }, 2500);
  }

  function copy(text) {
    const done = () => say(words.copied);
    // From disk there may be no clipboard to ask for: the old way still works.
    const byHand = () => {
      const box = document.createElement("textarea");
      box.value = text;
      box.setAttribute("readonly", "");
      box.style.position = "fixed";
      document.body.append(box);
      box.select();
      const copied = document.execCommand("copy");
      box.remove();
      if (copied) done(); else say(text);
    };
    if (navigator.clipboard && isSecureContext) navigator.clipboard.writeText(text).then(done, byHand);
    else byHand();
  }

  const here = location.href.split("#")[0];
  /** @type {HTMLLinkElement | null} */
  const canonical = document.querySelector("link[rel=canonical]");
  const page = canonical ? canonical.href : here;

  // At the foot of every sheet: where the page is, when it was printed, and which sheet this is. From disk the address says nothing
  // to anybody else.
  const sheet = new CSSStyleSheet();
  document.adoptedStyleSheets = [...document.adoptedStyleSheets, sheet];
  function foot() {
    const text = (value) => JSON.stringify(value).replace(/[<>]/g, "");
    const address = /^https?:/.test(page) ? page : document.title;
    const today = new Date().toLocaleDateString(root.lang === "en" ? "en-GB" : root.lang || undefined, { dateStyle: "long" });
    const font = "font: 7.5pt/1.2 sans-serif; color: #444;";
    sheet.replaceSync(`@page { @bottom-left { ${font} content: ${text(address)}; } @bottom-right { ${font} content: ${text(today)} " \\b7  " counter(page) "/" counter(pages); } }`);
  }
  addEventListener("beforeprint", foot);
  foot();

  // All pages of a list on paper: the others are brought behind the first. From disk no page can read another one.
  const pager = document.querySelector("nav.pager");
  async function gather() {
    const number = (link) => Number((/\.(\d+)\.html$/.exec(link.pathname) || [])[1] || 0);
    const last = Math.max(...all("a", pager).map(number));
    for (let part = 2; part <= last; part += 1) {
      const answer = await fetch(location.pathname.replace(/\.html$/, "") + "." + part + ".html");
      if (!answer.ok) throw new Error(answer.statusText);
      const other = new DOMParser().parseFromString(await answer.text(), "text/html");
      for (const section of all("section:has(~ nav.pager)", other)) {
        const heading = section.querySelector("h2");
        const same = heading && heading.id && document.getElementById(heading.id);
        if (same) {
          heading.remove();
          same.closest("section").append(...section.childNodes);
        } else pager.before(section);
      }
    }
    pager.remove();
  }
  if (pager && words.print && /^https?:$/.test(location.protocol)) {
    const button = Object.assign(document.createElement("button"), { type: "button", textContent: words.print });
    button.addEventListener("click", () => { button.disabled = true; gather().then(print, () => { button.disabled = false; }); });
    pager.append(button);
  }

  // The statements of one speaker: only the quoted ones, only those of one outlet. What there is of one kind only needs no choice.
  const list = document.getElementById("statements") && document.getElementById("statements").closest("section");
  if (list && words.kinds) {
    const [quoted, reported, partly, denied] = words.kinds.split("|");
    const rows = all(".s > li", list);
    const kind = (row) => (row.classList.contains("no") ? denied : row.classList.contains("q") ? quoted : row.querySelector("q") ? partly : reported);
    const outlet = (row) => { const from = row.closest(".g").querySelector("h3 small"); return (from && from.lastChild && from.lastChild.textContent) || ""; };
    /** @type {[string, (row: Element) => string][]} */
    const ways = [[words.how, kind], [words.outlets, outlet]];
    const choices = ways.map(([name, of]) => {
      const values = [...new Set(rows.map(of))].filter((value) => value !== "");
      if (values.length < 2) return null;
      const select = document.createElement("select");
      select.setAttribute("aria-label", name);
      select.append(new Option(name + ": " + words.all, ""), ...values.map((value) => new Option(value, value)));
      return { select, of };
    }).filter((choice) => choice);
    const show = () => {
      for (const row of rows) row.hidden = choices.some(({ select, of }) => select.value !== "" && of(row) !== select.value);
      for (const group of all(".g", list)) group.hidden = !group.querySelector(".s > li:not([hidden])");
    };
    if (choices.length > 0) {
      const line = document.createElement("p");
      line.className = "picks";
      for (const { select } of choices) {
        select.addEventListener("change", show);
        line.append(select, " ");
      }
      list.querySelector("h2").after(line);
    }
  }

  const article = document.querySelector("article");
  if (!article) return;

  // A paragraph's link: copied on a click, like those of cards and notes.
  for (const block of all(".text [id^=p]")) {
    // Of a table every row has a link, that of its first cell.
    if (!/^p[0-9a-v]{4,7}$/.test(block.id) || block.matches("tr > :not(:first-child)")) continue;
    const link = document.createElement("a");
    link.className = "pl";
    link.href = "#" + block.id;
    link.textContent = "¶";
    // There is one in every paragraph: whoever goes by keyboard goes to the cards and the links of the text.
    link.tabIndex = -1;
    link.setAttribute("aria-label", words.link);
    block.append(link);
  }

  document.addEventListener("click", (event) => {
    const link = /** @type {HTMLElement} */ (event.target).closest("a.pl, a.l");
    if (!link) return;
    event.preventDefault();
    const hash = link.getAttribute("href");
    history.replaceState(null, "", hash);
    copy(page + hash);
  });

  // Selected words can be linked to and quoted. The link names their paragraph, whose name is made from its own words, and the words
  // themselves: it holds when the article changes elsewhere, and when the paragraph does but not the words.
  const picked = document.createElement("div");
  picked.className = "toast picked";
  picked.hidden = true;
  document.body.append(picked);
  const plain = (text) => text.replace(/\s+/g, " ").trim();
  const encode = (text) => encodeURIComponent(text).replace(/-/g, "%2D");
  function selected() {
    const selection = getSelection();
    if (selection.rangeCount === 0 || selection.isCollapsed) return null;
    const range = selection.getRangeAt(0);
    const start = range.startContainer;
    const block = (start instanceof Element ? start : start.parentElement).closest(".text [id^=p]");
    if (!block || !block.contains(range.endContainer)) return null;
    // The numbers of cards and the paragraph's own link are no words of the article.
    const part = document.createElement("div");
    part.append(range.cloneContents());
    for (const sign of part.querySelectorAll("a.r, a.pl")) sign.remove();
    const text = plain(part.textContent);
    return text ? { block, text } : null;
  }
  function linkTo({ block, text }) {
    const words = text.split(" ");
    const ends = words.length > 12 ? encode(words.slice(0, 5).join(" ")) + "," + encode(words.slice(-5).join(" ")) : encode(text);
    return page + "#" + block.id + ":~:text=" + ends;
  }
  function quoteOf(found) {
    const escaped = (value) => value.replace(/[&<>"]/g, (sign) => "&#" + sign.charCodeAt(0) + ";");
    const address = escaped(linkTo(found));
    return '<blockquote cite="' + address + '"><p>' + escaped(found.text) + '</p><p><a href="' + address + '">' + escaped(document.title) + "</a></p></blockquote>\n";
  }
  /** @type {[string, (found: { block: Element, text: string }) => string][]} */
  const offers = [[words.link, linkTo], [words.quote, quoteOf]];
  for (const [name, of] of offers) {
    const button = document.createElement("button");
    button.type = "button";
    button.textContent = name;
    // A press would take the selection away before the click.
    button.addEventListener("pointerdown", (event) => event.preventDefault());
    button.addEventListener("click", () => { const found = selected(); if (found) copy(of(found)); picked.hidden = true; });
    picked.append(button, " ");
  }
  document.addEventListener("selectionchange", () => { picked.hidden = !selected(); });
  // A browser that knows nothing of words in addresses takes the whole for a name.
  const [name, directive] = location.hash.slice(1).split(":~:");
  if (directive && document.getElementById(name)) document.getElementById(name).scrollIntoView();

  // A statement and its card belong together: pointing at one lights the other, clicking the words opens the card.
  const cards = new Map();
  for (const sign of all("a.r")) {
    const inner = document.getElementById(sign.hash.slice(1));
    const card = inner && (inner.closest("details") || inner);
    if (!card) continue;
    let mark = sign.previousElementSibling;
    while (mark && mark.tagName !== "MARK") mark = mark.previousElementSibling;
    const link = /** @type {HTMLAnchorElement | null} */ (card.querySelector(".l"));
    const first = link && document.getElementById(link.hash.slice(1));
    const marks = [mark, first].filter((item) => item && item.tagName === "MARK");
    for (const item of marks) {
      cards.set(item, card);
      item.addEventListener("mouseenter", () => card.classList.add("on"));
      item.addEventListener("mouseleave", () => card.classList.remove("on"));
    }
    card.addEventListener("mouseenter", () => marks.forEach((item) => item.classList.add("on")));
    card.addEventListener("mouseleave", () => marks.forEach((item) => item.classList.remove("on")));
    sign.addEventListener("click", () => { if (card instanceof HTMLDetailsElement) card.open = true; });
  }
  article.addEventListener("click", (event) => {
    const target = /** @type {HTMLElement} */ (event.target);
    if (target.closest("a") || String(getSelection())) return;
    const mark = target.closest("mark");
    const card = mark && cards.get(mark);
    if (card instanceof HTMLDetailsElement) card.open = !card.open;
  });
  addEventListener("keydown", (event) => {
    if (event.key !== "Escape") return;
    /** @type {HTMLDetailsElement | null} */
    const open = document.querySelector("aside details[open]");
    if (open) { open.open = false; open.querySelector("summary").focus(); }
  });

  // Arriving at a statement opens its card.
  function arrive() {
    const target = location.hash.length > 1 && document.getElementById(decodeURIComponent(location.hash.slice(1)));
    const card = target && (cards.get(target) || target.closest("details"));
    if (card && card instanceof HTMLDetailsElement) card.open = true;
  }
  addEventListener("hashchange", arrive);
  arrive();

  // Citations in the forms that bibliographies read, made from the data in the page.
  const source = document.querySelector("script[type='application/ld+json']");
  if (!source) return;
  const data = JSON.parse(source.textContent);
  const authors = (data.author || []).map((person) => person.name);
  const day = data.datePublished || "";
  const [year, month, date] = day.split("-").map(Number);
  const url = (fragment) => (data.url && !fragment ? data.url : page + (fragment || ""));
  const key = (location.pathname.split("/").pop() || "article").replace(/\.html$/, "");
  // What was denied or never said is not cited as if it had been.
  const said = (part) => (part.creator ? part.creator + ": " : "") + (part.as || "{words}").replace("{words}", () => part.text);
  const tex = (text) => text.replace(/[\\{}&%$#_~^]/g, (sign) => (/[\\~^]/.test(sign) ? " " : "\\" + sign));

  const forms = {
    BibTeX(part) {
      const lines = [["title", "{" + tex(data.headline) + "}"], ["author", tex(authors.join(" and "))]];
      if (data.publisher) lines.push(["journal", tex(data.publisher.name)]);
      if (year) lines.push(["year", String(year)]);
      if (month) lines.push(["month", String(month)]);
      if (date) lines.push(["day", String(date)]);
      lines.push(["url", url(part && part["@id"])]);
      if (part) lines.push(["note", tex(said(part))]);
      const fields = lines.filter((line) => line[1]).map((line) => "  " + line[0] + " = {" + line[1] + "}");
      return "@article{" + key + (part ? ":" + part["@id"].slice(1) : "") + ",\n" + fields.join(",\n") + "\n}\n";
    },
    RIS(part) {
      const lines = [["TY", "NEWS"], ["TI", data.headline]].concat(authors.map((name) => ["AU", name]));
      if (data.publisher) lines.push(["T2", data.publisher.name]);
      if (day) lines.push(["DA", day.replace(/-/g, "/")], ["PY", day.slice(0, 4)]);
      if (data.inLanguage) lines.push(["LA", data.inLanguage]);
      lines.push(["UR", url(part && part["@id"])]);
      if (part) lines.push(["N1", said(part)]);
      return lines.concat([["ER", ""]]).map((line) => line[0] + "  - " + line[1]).join("\n") + "\n";
    },
    "CSL-JSON"(part) {
      const item = { id: key + (part ? part["@id"] : ""), type: "article-newspaper", title: data.headline };
      if (authors.length) item.author = authors.map((literal) => ({ literal }));
      if (data.publisher) item["container-title"] = data.publisher.name;
      if (year) item.issued = { "date-parts": [[year, month, date].filter(Boolean)] };
      if (data.inLanguage) item.language = data.inLanguage;
      item.URL = url(part && part["@id"]);
      if (part) item.note = said(part);
      return JSON.stringify([item], null, 2) + "\n";
    },
  };

  function buttons(part) {
    const row = document.createElement("p");
    row.className = "forms";
    row.append(words.cite + " ");
    for (const name of Object.keys(forms)) {
      const button = document.createElement("button");
      button.type = "button";
      button.textContent = name;
      button.addEventListener("click", () => copy(forms[name](part)));
      row.append(button, " ");
    }
    return row;
  }

  const cite = document.getElementById("cite");
  if (cite) {
    cite.after(buttons(null));
    const parts = new Map((data.hasPart || []).map((part) => [part["@id"], part]));
    // A card gets its buttons when it is first opened.
    for (const card of all("aside details")) {
      card.addEventListener("toggle", () => {
        const link = /** @type {HTMLAnchorElement | null} */ (card.querySelector(".l"));
        if (!card.open || !link || card.querySelector(".forms")) return;
        const first = document.getElementById(link.hash.slice(1));
        const summary = card.querySelector("summary");
        const part = parts.get(link.hash) || {
          "@id": link.hash,
          text: first ? first.textContent : "",
          creator: Array.from(summary.childNodes).filter((node) => node.nodeType === Node.TEXT_NODE).map((node) => node.data).join("").trim(),
          as: card.dataset.as,
        };
        link.closest("p").after(buttons(part));
      });
    }
  }
  root.classList.add("js");
})();
