// @ts-check
// The desk: a queue at the left, one decision at the right. Every key is a button, too; in a field the keys type.
"use strict";

(() => {
  const { t, h, ask, decide, undo, diff, learn, author } = Desk;
  /** @returns {any} the element of an id, of whatever kind */
  const find = (id) => document.getElementById(id);
  const form = find("case");
  const ORDERS = ["cause", "doubt", "article", "person", "claim", "sample"];
  const SAMPLE = 100;
  const PREVIEW_AFTER = 120;

  const state = {
    by: "cause", seed: 0, queue: null, group: 0, at: 0, made: null, found: null, settled: new Set(), done: [], busy: false, single: null,
  };
  const ahead = new Map();

  const say = (text) => { find("say").textContent = text; };
  const cases = () => (state.single ? [state.single] : state.queue?.groups[state.group]?.cases ?? []);
  const current = () => cases()[state.at];

  // A case, asked for at most once until something is decided.
  function fetchCase(id) {
    if (!ahead.has(id)) ahead.set(id, ask("case?id=" + encodeURIComponent(id)));
    return ahead.get(id);
  }

  async function loadQueue() {
    const more = state.by === "sample" ? `&seed=${state.seed}&size=${SAMPLE}` : "";
    state.queue = await ask(`queue?by=${state.by}${more}`);
    showQueue();
  }

  function showQueue() {
    const { queue } = state;
    const left = queue.groups.reduce((all, group) => all + group.cases.filter((id) => !state.settled.has(id)).length, 0)
      + queue.groups.reduce((all, group) => all + group.count - group.cases.length, 0);
    find("left").textContent = t("left", { n: left });
    find("settled").textContent = t("settled", { n: queue.reviewed, of: queue.statements });
    find("done").max = Math.max(queue.statements, 1);
    find("done").value = queue.reviewed;
    const sections = ["who", "when", "what", "notes"].map((section) => {
      const groups = queue.groups.map((group, at) => [group, at]).filter(([group]) => group.section === section);
      if (!groups.length) return null;
      return [h("h2", {}, t("section_" + section)), h("ul", {}, ...groups.map(([group, at]) => {
        const [name, about] = Desk.cases.title(group);
        const open = group.count - group.cases.filter((id) => state.settled.has(id)).length;
        const facts = [about, group.articles > 1 ? t("in_articles", { n: group.articles }) : ""].filter(Boolean).join(" · ");
        const button = h("button", { type: "button", "aria-current": !state.single && at === state.group ? "true" : null }, h("b", {}, name), h("i", {}, String(open)), h("small", {}, facts));
        button.addEventListener("click", () => openGroup(at));
        return h("li", {}, button);
      }))];
    });
    find("groups").replaceChildren(...sections.filter(Boolean).flat());
  }

  function showOrders() {
    find("by").replaceChildren(...ORDERS.map((by) => {
      const button = h("button", { type: "button", "aria-pressed": String(by === state.by) }, t("by_" + by));
      button.addEventListener("click", () => order(by));
      return button;
    }));
  }

  async function order(by) {
    state.by = by;
    // The sample that was begun goes on.
    if (by === "sample" && !state.seed) state.seed = state.queue?.seed ?? 1 + Math.floor(Math.random() * 999999);
    state.single = null;
    showOrders();
    await loadQueue();
    openGroup(0);
  }

  function openGroup(at) {
    state.single = null;
    state.group = at;
    state.at = 0;
    skipSettled(1);
    showQueue();
    return show();
  }

  // Goes on to a case that is not settled, in this group.
  function skipSettled(step) {
    const all = cases();
    while (all[state.at] && state.settled.has(all[state.at])) state.at += step;
  }

  async function show() {
    const id = current();
    if (!id) return nothing();
    let found;
    try {
      found = await fetchCase(id);
    } catch (error) {
      ahead.delete(id);
      if (error.status === 404) {
        // Settled by something else.
        state.settled.add(id);
        return next(1);
      }
      return trouble(error);
    }
    if (id !== current()) return undefined;
    learn(found.versions);
    state.found = found;
    const sample = state.by === "sample" && !state.single ? { seed: state.seed, size: SAMPLE } : null;
    state.made = Desk.cases.make(found, form, changed, sample);
    const { made } = state;
    const button = (text, key, act, type = "button", className = "") => {
      const one = h("button", { type, className }, text, h("kbd", {}, key));
      if (act) one.addEventListener("click", act);
      return one;
    };
    const { buttons } = made;
    const keys = h("div", { className: "keys" },
      button(t("accept"), "Enter", null, "submit", "yes"),
      buttons.reject ? button(buttons.reject, "X", () => write(made.reject())) : null,
      buttons.open ? button(buttons.open, "O", () => write(made.leaveOpen())) : null,
      button(t("next"), "J", () => next(1)), button(t("back"), "K", () => next(-1)),
      buttons.note ? button(buttons.note, "N", openNote) : null,
      ...made.keys.map(([key, text]) => button(text, key.toUpperCase(), () => made.key(new KeyboardEvent("keydown", { key })))));
    const group = state.queue.groups[state.group];
    const kick = state.single || !group ? t("one_case") : t("case_of", { n: state.at + 1, of: group.count });
    form.replaceChildren(h("p", { className: "kick" }, kick), ...made.elements, noteForm(), keys,
      h("p", { id: "trouble", className: "trouble", role: "alert" }), h("div", { id: "lines" }));
    made.focus().focus({ preventScroll: true });
    scrollIntoViewOnPhone();
    changed();
    const coming = cases().slice(state.at + 1).find((other) => !state.settled.has(other));
    if (coming) fetchCase(coming).catch(() => ahead.delete(coming));
    return undefined;
  }

  // One column: the case is below the queue, out of sight.
  function scrollIntoViewOnPhone() {
    const top = form.getBoundingClientRect().top;
    if (matchMedia("(max-width: 60rem)").matches && (top < 0 || top > innerHeight / 2)) form.scrollIntoView({ block: "start" });
  }

  function nothing() {
    state.found = state.made = null;
    const more = state.queue?.groups.findIndex((group) => group.cases.some((id) => !state.settled.has(id))) ?? -1;
    if (more >= 0 && more !== state.group) return openGroup(more);
    form.replaceChildren(h("h2", { tabIndex: -1 }, t("nothing_left")), h("p", { className: "none" }, t("nothing_left_lead")));
    form.querySelector("h2").focus({ preventScroll: true });
    return undefined;
  }

  function trouble(error) {
    const place = find("trouble");
    if (place) place.textContent = error.message;
    else form.replaceChildren(h("p", { id: "trouble", className: "trouble", role: "alert" }, error.message));
  }

  // What would be written, a moment after the last change.
  let waiting = 0;
  function changed() {
    clearTimeout(waiting);
    waiting = setTimeout(async () => {
      const { made } = state;
      const decisions = made?.accept();
      const lines = find("lines");
      if (!lines) return;
      if (!decisions) return lines.replaceChildren();
      try {
        const answer = await decide(decisions, true);
        if (made === state.made && find("lines")) find("lines").replaceChildren(...diff(answer.files));
        if (find("trouble")) find("trouble").textContent = "";
      } catch (error) {
        if (made === state.made) trouble(error);
      }
    }, PREVIEW_AFTER);
  }

  async function write(decisions, settles = true) {
    if (state.busy || !state.made) return;
    if (!decisions) {
      trouble(new Error(t("choose_first")));
      return;
    }
    state.busy = true;
    clearTimeout(waiting);
    const { made, found } = state;
    const where = { by: state.by, group: state.group, at: state.at, single: state.single };
    try {
      const answer = await decide(decisions);
      const ids = settles ? [...new Set([found.id, ...(made.settles?.() ?? [])])] : [];
      ids.forEach((id) => state.settled.add(id));
      ahead.clear();
      if (answer.undo) state.done.push({ undo: answer.undo, ids, where });
      find("undo").disabled = state.done.length === 0;
      say(t("written", { file: answer.files.map((file) => file.path).join(", ") || "–" }));
      if (settles) {
        if (state.queue && state.by !== "sample") state.queue.reviewed += ids.filter((id) => id.startsWith("s:")).length;
        state.busy = false;
        await next(1);
        showQueue();
      } else {
        find("note").hidden = true;
        made.focus().focus();
      }
    } catch (error) {
      if (error.status === 409) {
        // Somebody else wrote there: look again before deciding.
        ahead.clear();
        state.busy = false;
        await show();
      }
      trouble(error);
    } finally {
      state.busy = false;
    }
  }

  function next(step) {
    const before = state.at;
    state.at += step;
    skipSettled(step);
    if (state.at < 0) {
      state.at = before;
      skipSettled(1);
    }
    return show();
  }

  async function takeBack() {
    if (state.busy || state.done.length === 0) return;
    const last = state.done.pop();
    state.busy = true;
    clearTimeout(waiting);
    try {
      await undo(last.undo);
      ahead.clear();
      last.ids.forEach((id) => state.settled.delete(id));
      if (state.queue) state.queue.reviewed -= last.ids.filter((id) => id.startsWith("s:")).length;
      state.busy = false;
      if (last.where.by !== state.by) await order(last.where.by);
      Object.assign(state, { group: last.where.group, at: last.where.at, single: last.where.single });
      showQueue();
      await show();
      say(t("undone"));
    } catch (error) {
      trouble(error);
    } finally {
      state.busy = false;
      find("undo").disabled = state.done.length === 0;
    }
  }

  function noteForm() {
    const kinds = ["comment", "context", "correction", "question", "verdict"];
    const body = h("textarea", { id: "note-body", rows: 4, "aria-label": t("note_body") });
    const kind = h("select", { id: "note-kind", "aria-label": t("note_kind") }, ...kinds.map((value) => h("option", { value }, t("note_" + value))));
    const hidden = h("input", { type: "checkbox", id: "note-private" });
    const save = h("button", { type: "button", className: "yes" }, t("save_note"));
    save.addEventListener("click", () => {
      if (body.value.trim()) write(state.made.note(body.value.trim(), kind.value, hidden.checked), false);
    });
    return h("div", { id: "note", hidden: true }, body, h("p", { className: "fields" }, kind, h("label", {}, hidden, " ", t("private")), save));
  }

  function openNote() {
    find("note").hidden = false;
    find("note-body").focus();
  }

  form.addEventListener("submit", (event) => {
    event.preventDefault();
    write(state.made?.accept() ?? null);
  });
  form.addEventListener("change", changed);

  const isField = (element) => element.matches?.("input:not([type=radio]):not([type=checkbox]), textarea, select");

  document.addEventListener("keydown", (event) => {
    if (event.ctrlKey || event.metaKey || event.altKey || event.isComposing) return;
    if (isField(event.target)) {
      if (event.key === "Escape") state.made?.focus().focus();
      return;
    }
    const { made } = state;
    const key = event.key.toLowerCase();
    if (key === "enter") {
      if (/** @type {HTMLElement} */ (event.target).matches("a, button, summary")) return;
      write(made?.accept() ?? null);
    } else if (/^[1-9]$/.test(key) && made?.digit(Number(key))) changed();
    else if (key === "x" && made?.reject) write(made.reject());
    else if (key === "o" && made?.leaveOpen) write(made.leaveOpen());
    else if (key === "j") next(1);
    else if (key === "k") next(-1);
    else if (key === "n" && made?.note) openNote();
    else if (key === "u") takeBack();
    else if (key === "r") order("sample");
    else if (!made?.key(event)) return;
    event.preventDefault();
  });

  find("undo").addEventListener("click", takeBack);
  find("author").value = author.get();
  find("author").addEventListener("input", () => author.set(find("author").value.trim()));

  // `desk.html#s:s-3f9a1c02` opens one case, wherever it is in the queue.
  async function begin() {
    showOrders();
    const wanted = decodeURIComponent(location.hash.slice(1));
    await loadQueue();
    if (/^[cspdten]:/.test(wanted)) {
      state.single = wanted;
      state.at = 0;
      showQueue();
      await show();
    } else await openGroup(0);
  }

  addEventListener("hashchange", () => begin().catch(trouble));
  begin().catch(async (error) => {
    trouble(error);
    // The preview has only just been started.
    if (error.status === 503) setTimeout(() => location.reload(), 1000);
  });
})();
