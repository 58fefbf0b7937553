// @ts-check
// What the preview offers on the page of an article for words that are selected: a statement that was missed, a note, another
// speaker, words that are no part of the article.
"use strict";

(() => {
  const { t, h, ask, decide, undo, learn, author, nameField } = Desk;
  const slug = decodeURIComponent(location.pathname.split("/").pop().replace(/\.html$/, ""));
  const text = document.querySelector("article .text");
  if (!text || !location.pathname.startsWith("/articles/")) return;

  // The text of a node without what is no part of the article: cards, numbers, signs of links.
  function plain(fragment) {
    const holder = h("div");
    holder.append(fragment);
    holder.querySelectorAll("aside, a.r, .p, sup.c, button").forEach((part) => part.remove());
    return holder.textContent.replace(/\s+/g, " ").trim();
  }

  const blockOf = (node) => (node.nodeType === 1 ? node : node.parentElement)?.closest("p, li, h2, h3, h4, blockquote, td, dd");

  // The words that are selected, with what stands around them in their paragraph.
  function selected() {
    const selection = getSelection();
    if (selection.isCollapsed || !selection.rangeCount) return null;
    const range = selection.getRangeAt(0);
    if (!text.contains(range.startContainer) || !text.contains(range.endContainer)) return null;
    const words = plain(range.cloneContents());
    const first = blockOf(range.startContainer);
    const last = blockOf(range.endContainer);
    if (!words || !first || !last) return null;
    const before = document.createRange();
    before.setStart(first, 0);
    before.setEnd(range.startContainer, range.startOffset);
    const after = document.createRange();
    after.setStart(range.endContainer, range.endOffset);
    after.setEnd(last, last.childNodes.length);
    const near = (all, end) => (end ? all.slice(-60).replace(/^\S*\s/, "") : all.slice(0, 60).replace(/\s\S*$/, ""));
    const marks = [...text.querySelectorAll("mark[id^='s-']")].filter((mark) => range.intersectsNode(mark));
    return {
      words, before: near(plain(before.cloneContents()), true), after: near(plain(after.cloneContents()), false),
      paragraph: plain(first.cloneNode(true)), statement: marks[0]?.id, rect: range.getBoundingClientRect(),
    };
  }

  const bar = h("div", { id: "desk-bar", role: "toolbar", "aria-label": t("selected"), hidden: true });
  document.body.append(bar, h("link", { rel: "stylesheet", href: "/.onrecord/desk/desk.css" }));
  const DONE = "onrecord written";
  let taken = null;

  function place() {
    bar.hidden = false;
    bar.classList.remove("low");
    const { rect } = taken;
    const top = Math.max(8, rect.top - bar.offsetHeight - 10);
    Object.assign(bar.style, {
      top: `${top + scrollY}px`,
      left: `${Math.max(8, Math.min(rect.left + rect.width / 2 - bar.offsetWidth / 2, document.documentElement.clientWidth - bar.offsetWidth - 8)) + scrollX}px`,
    });
  }

  const button = (label, act, className = "") => {
    const one = h("button", { type: "button", className }, label);
    one.addEventListener("click", act);
    return one;
  };

  function offer() {
    bar.replaceChildren(
      button(t("add_statement"), addStatement), button(t("write_note"), addNote),
      taken.statement ? button(t("correct_speaker"), () => { location.href = `/.onrecord/desk.html#s:${taken.statement}`; }) : "",
      button(t("leave_out"), leaveOut));
    place();
  }

  function close() {
    bar.hidden = true;
    bar.classList.remove("low");
    taken = null;
  }

  async function write(decision) {
    try {
      learn((await ask("page?slug=" + encodeURIComponent(slug))).versions);
      const answer = await decide([decision]);
      const text = t("written", { file: answer.files.map((file) => file.path).join(", ") });
      // The page is about to be loaded again, with what was written on it.
      sessionStorage.setItem(DONE, JSON.stringify({ undo: answer.undo, text, page: location.pathname }));
      done(answer.undo, text);
    } catch (error) {
      bar.replaceChildren(h("span", { role: "alert" }, error.message), button(t("close"), close));
      bar.querySelector("button").focus();
    }
    if (taken) place();
  }

  function done(number, text) {
    const back = button(t("undo"), async () => {
      sessionStorage.removeItem(DONE);
      await undo(number).catch((error) => bar.append(h("span", { role: "alert" }, error.message)));
      close();
    });
    const enough = () => {
      sessionStorage.removeItem(DONE);
      close();
    };
    bar.replaceChildren(h("span", { role: "status" }, text), back, button(t("close"), enough));
    bar.hidden = false;
    if (!taken) bar.classList.add("low");
  }

  const quote = () => h("q", {}, taken.words.length > 90 ? taken.words.slice(0, 90) + "…" : taken.words);
  const name = () => {
    const field = h("input", { value: author.get(), "aria-label": t("author"), placeholder: t("author"), autocomplete: "name" });
    field.addEventListener("input", () => author.set(field.value.trim()));
    return field;
  };

  function addStatement() {
    const field = nameField("desk-speaker", () => {});
    const save = () => {
      const named = field.input.value.split(";").map((one) => one.trim()).filter(Boolean);
      const { words, before, after } = taken;
      if (named.length) write({ what: "add", article: slug, words, before, after, speaker: { named } });
      else field.input.focus();
    };
    const nobody = () => {
      const { words, before, after } = taken;
      write({ what: "add", article: slug, words, before, after, speaker: "nobody" });
    };
    const inner = h("form", {}, quote(), h("label", {}, t("who_says"), field.element), name(),
      h("button", { className: "yes" }, t("add_statement")), button(t("nobody"), nobody), button(t("close"), close));
    inner.addEventListener("submit", (event) => {
      event.preventDefault();
      save();
    });
    bar.replaceChildren(inner);
    place();
    field.input.focus();
  }

  function addNote() {
    const kinds = ["comment", "context", "correction", "question", "verdict"];
    const body = h("textarea", { rows: 4, "aria-label": t("note_body") });
    const kind = h("select", { "aria-label": t("note_kind") }, ...kinds.map((value) => h("option", { value }, t("note_" + value))));
    const hidden = h("input", { type: "checkbox" });
    const inner = h("form", {}, quote(), body, kind, h("label", {}, hidden, " ", t("private")), name(),
      h("button", { className: "yes" }, t("save_note")), button(t("close"), close));
    inner.addEventListener("submit", (event) => {
      event.preventDefault();
      const { words, before, after } = taken;
      if (body.value.trim()) write({ what: "note", article: slug, quote: words, before, after, body: body.value.trim(), kind: kind.value, private: hidden.checked });
      else body.focus();
    });
    bar.replaceChildren(inner);
    place();
    body.focus();
  }

  function leaveOut() {
    const yes = button(t("leave_out_yes"), () => write({ what: "article", article: slug, left_out: [taken.words] }), "yes");
    bar.replaceChildren(h("span", {}, t("leave_out_sure"), " ", quote()), yes, button(t("close"), close));
    place();
    yes.focus();
  }

  const before = JSON.parse(sessionStorage.getItem(DONE) ?? "null");
  if (before?.page === location.pathname) done(before.undo, before.text);
  else sessionStorage.removeItem(DONE);

  let waiting = 0;
  document.addEventListener("selectionchange", () => {
    if (bar.contains(document.activeElement)) return;
    clearTimeout(waiting);
    waiting = setTimeout(() => {
      const found = selected();
      if (found) {
        taken = found;
        offer();
      } else if (!bar.contains(document.activeElement) && !bar.classList.contains("low")) close();
    }, 200);
  });
  document.addEventListener("keydown", (event) => {
    if (event.key === "Escape" && !bar.hidden) close();
    // With the keyboard: the words are selected, and one key leads to what can be done with them.
    else if (event.key === "F2" && !bar.hidden) {
      event.preventDefault();
      bar.querySelector("button, input, textarea")?.focus();
    }
  });
})();
