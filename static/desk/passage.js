// @ts-check
// The passage around a statement, word by word, so that its extent can be changed with the keyboard, the mouse or a finger.
"use strict";

Desk.passage = (paragraphs, language, changed) => {
  const { h, t } = Desk;
  // Every word: its element, its paragraph, and where it stands in the text of that.
  const words = [];
  const texts = paragraphs.map((pieces) => pieces.map(([text]) => text).join(""));
  const element = h("div", { className: "ctx", lang: language });
  let first = -1;
  let last = -1;
  const elements = { said: "b", name: "u" };
  paragraphs.forEach((pieces, paragraph) => {
    const line = h("p");
    let at = 0;
    for (const [text, classes] of pieces) {
      const marks = classes.split(" ").filter(Boolean);
      const holder = marks.reduce((inner, mark) => {
        // A mark that has an element of its own has no class: the site's pages give some of these names a look.
        const wrap = h(elements[mark] ?? "span", elements[mark] ? {} : { className: mark });
        (inner ?? line).append(wrap);
        return wrap;
      }, null) ?? line;
      for (const part of text.split(/(\s+)/)) {
        if (!part) continue;
        if (/^\s/.test(part)) holder.append(part);
        else {
          const word = h("span", {}, part);
          word.dataset.at = words.length;
          holder.append(word);
          if (marks.includes("said")) {
            if (first < 0) first = words.length;
            last = words.length;
          }
          words.push({ word, paragraph, start: at, end: at + part.length });
        }
        at += part.length;
      }
    }
    element.append(line);
  });
  const original = [first, last];
  let editing = false;

  const show = () => words.forEach(({ word }, at) => word.classList.toggle("taken", editing && at >= first && at <= last));

  // The words that are taken, with an ellipsis between paragraphs.
  const taken = () => {
    if (first < 0) return "";
    const pieces = [];
    for (let paragraph = words[first].paragraph; paragraph <= words[last].paragraph; paragraph += 1) {
      const inside = words.filter((word, at) => word.paragraph === paragraph && at >= first && at <= last);
      pieces.push(texts[paragraph].slice(inside[0].start, inside[inside.length - 1].end));
    }
    return pieces.map((piece) => piece.trim().replace(/[,;:]$/, "")).join(" … ");
  };

  const set = (from, to) => {
    first = Math.max(0, Math.min(from, words.length - 1));
    last = Math.max(first, Math.min(to, words.length - 1));
    show();
    changed();
  };

  // Left and right move the end, with Shift the beginning.
  const key = (event) => {
    const step = { ArrowLeft: -1, ArrowRight: 1 }[event.key];
    if (!editing || !step) return false;
    if (event.shiftKey) set(Math.min(first + step, last), last);
    else set(first, Math.max(last + step, first));
    return true;
  };

  // Words that are selected with the mouse or a finger.
  document.addEventListener("selectionchange", () => {
    const selection = getSelection();
    if (!editing || !element.isConnected || selection.isCollapsed || !element.contains(selection.anchorNode)) return;
    const range = selection.getRangeAt(0);
    const inside = words.map(({ word }, at) => (range.intersectsNode(word) ? at : -1)).filter((at) => at >= 0);
    if (inside.length) set(inside[0], inside[inside.length - 1]);
  });

  return {
    element,
    key,
    taken: () => (editing && (first !== original[0] || last !== original[1]) ? taken() : ""),
    any: () => (editing ? taken() : ""),
    edit(on) {
      editing = on;
      if (on && first < 0 && words.length) [first, last] = [0, 0];
      element.classList.toggle("editing", on);
      element.setAttribute("aria-label", on ? t("extent_help") : "");
      show();
    },
    get editing() { return editing; },
  };
};
