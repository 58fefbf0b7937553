// @ts-check
// The search page: a box, what it understood, and results as one types. The query lives in the address, behind `?` where a
// server is and behind `#` on disk, where browsers let no page change more of it.
(() => {
  "use strict";

  const script = document.currentScript;
  const root = script.dataset.root;
  const onDisk = location.protocol === "file:";
  const PAGE = 20;
  // With fewer results than these a question is also answered by what has most of its words.
  const FEW = 3;
  const FILTERS = { people: "person", topics: "about", outlets: "outlet", years: "on", kinds: "is" };

  // Scripts of the index hand over their contents by calling this.
  const waiting = new Map();
  window.onrecordSearch = (name, ...parts) => {
    waiting.get(name)?.(parts);
    waiting.delete(name);
  };
  function load(name, version) {
    return new Promise((resolve, reject) => {
      const element = document.createElement("script");
      element.src = `${root}search/${name}.js${version ? `?v=${version}` : ""}`;
      element.onerror = () => reject(new Error(`${name}.js cannot be loaded`));
      element.onload = () => element.remove();
      waiting.set(name, resolve);
      document.head.append(element);
    });
  }

  addEventListener("DOMContentLoaded", () => {
    const search = new globalThis.OnrecordSearch.Search(load);
    const at = (id) => document.getElementById(id);
    const words = at("search-words").dataset;
    const box = /** @type {HTMLInputElement} */ (at("q"));
    const [sort, view] = ["sort", "view"].map((id) => /** @type {HTMLSelectElement} */ (at(id)));
    const filters = /** @type {HTMLDetailsElement} */ (at("filters"));
    const [status, reading, list, more, csv] = ["status", "reading", "results", "more", "csv"].map(at);
    let run = 0;
    let answer;
    let shown = 0;
    // Whether the results have only most of the words.
    let nearly = false;
    let chosen = [];

    const element = (name, properties = {}, ...children) => {
      const made = Object.assign(document.createElement(name), properties);
      made.append(...children);
      return made;
    };
    const phrase = (text, values) => text.replace(/\{(\w+)\}/g, (_, key) => values[key] ?? "");
    const ownDigits = (text) => (words.digits === "" ? text : text.replace(/\d/g, (digit) => Array.from(words.digits)[digit]));
    const number = (value) => ownDigits(value < 10_000 ? String(value) : String(value).replace(/\B(?=(?:\d{3})+$)/g, words.group));
    const dateOf = (text) => {
      const [, year, month, day] = /^(\d{4})-(\d\d)-(\d\d)$/.exec(text) ?? [];
      if (day === undefined) return ownDigits(text);
      return ownDigits(phrase(words.day, { day: Number(day), month: words.months.split("|")[Number(month) - 1], year }));
    };

    const standings = words.standings.split("|");
    /** What must be told of a statement, such as "Denied"; undefined if its speaker simply says it. */
    const told = (statement) => (statement?.standing > 0 ? standings[statement.standing - 1] : undefined);
    /** What is written before and after its words. */
    const marks = (statement) => {
      const standing = told(statement);
      if (standing === undefined) return [[], []];
      const [before, after = ""] = words.standing.replace("{standing}", () => standing).split("{words}");
      return [[element("b", { className: "as" }, before.trimEnd()), " "], after === "" ? [] : [after]];
    };

    /** The quotation marks that a text lacks at its beginning and at its end. */
    function lacking(text) {
      const open = [];
      let before = "";
      for (const sign of text) {
        if ("“„«".includes(sign) && !(sign === "“" && open.at(-1) === "„")) open.push(sign);
        else if ("”»“".includes(sign)) {
          if (open.length > 0) open.pop();
          else before = { "”": "“", "»": "«", "“": "„" }[sign] + before;
        }
      }
      const straight = (text.match(/"/g) ?? []).length % 2 === 1;
      // The last of an odd number opens if a word follows it.
      const opens = straight && /(?:^|[\s([])"(?=\S)[^"]*$/u.test(text);
      return [(straight && !opens ? '"' : "") + before, open.reverse().map((sign) => ({ "“": "”", "„": "“", "«": "»" })[sign]).join("") + (opens ? '"' : "")];
    }

    /** What the address says. */
    function fromAddress() {
      const text = location.hash.startsWith("#q=") ? location.hash.slice(1) : location.search;
      const values = new URLSearchParams(text);
      box.value = values.get("q") ?? "";
      sort.value = values.get("sort") ?? "relevance";
      view.value = values.get("view") ?? "passages";
      const known = (type, value) => type !== "is" || Object.hasOwn(globalThis.onrecordQuery.IS, value);
      chosen = Object.values(FILTERS).flatMap((type) => values.getAll(type).filter((value) => known(type, value)).map((value) => filter(type, value)));
    }

    function toAddress() {
      const values = new URLSearchParams({ q: box.value });
      if (sort.value !== "relevance") values.set("sort", sort.value);
      if (view.value !== "passages") values.set("view", view.value);
      chosen.forEach((term) => values.append(term.type, term.value));
      history.replaceState(null, "", onDisk ? `#${values}` : `?${values}`);
    }

    const filter = (type, value) => ({ type, value, exact: true, words: [value], period: globalThis.onrecordQuery.period(value) });

    async function answerNow() {
      const mine = ++run;
      toAddress();
      if (box.value.trim() === "" && chosen.length === 0) {
        answer = undefined;
        [status, reading, list].forEach((part) => part.replaceChildren());
        more.hidden = csv.hidden = filters.hidden = true;
        return;
      }
      try {
        const options = { filters: chosen, sort: sort.value };
        const found = await asTyped(options);
        const most = found.units.length < FEW ? await search.nearly(box.value, words.small.split(" "), options) : undefined;
        if (mine !== run) return;
        nearly = most !== undefined && most.units.length > 0;
        // What has all words comes first.
        if (nearly) most.units = [...new Set([...found.units, ...most.units])];
        answer = nearly ? most : found;
        explain();
        const first = await items(0);
        if (mine !== run) return;
        list.replaceChildren(...arranged(first));
        list.className = view.value;
        const count = answer.units.length;
        status.textContent = phrase(count === 1 ? words.one : words.many, { n: number(count) });
        csv.hidden = count === 0;
        filters.hidden = count === 0 && chosen.length === 0;
        if (filters.open) await facets(mine);
      } catch (error) {
        if (mine === run) status.textContent = phrase(words.failed, { what: error.message });
      }
    }

    /** The answer to what stands in the box; a last word that hits nothing, while it is being typed, is taken as a beginning. */
    async function asTyped(options) {
      const text = box.value;
      const found = await search.run(text, options);
      const begun = found.nothing.some(({ term }) => term.type === "word" && term.value.length > 1 && text.endsWith(term.value));
      if (found.units.length > 0 || !begun || document.activeElement !== box) return found;
      const longer = await search.run(`${text}*`, options);
      return longer.units.length > 0 ? longer : found;
    }

    /** Says how the query was read, and what hit nothing. */
    function explain() {
      const { query, nothing } = answer;
      const one = (term) => (term.type === "word" ? element("b", {}, term.value) : term.elements === undefined ? element("b", {}, `${term.type}: ${term.value}`) : element("b", {}, `“${term.value}”`));
      const parts = [];
      query.clauses.forEach((clause, at) => {
        if (at > 0) parts.push(` ${words.and} `);
        if (clause.not) parts.push(`${words.not} `);
        clause.terms.forEach((term, number) => parts.push(...(number > 0 ? [` ${words.or} `] : []), one(term)));
      });
      const lines = [];
      const { misread } = answer;
      for (const { term, as, meant } of misread) {
        const text = { outlet: words.asOutlet, "left out": words.noDate, words: words.noTopic, nobody: term.type === "outlet" ? words.noOutlet : words.noSpeaker }[as];
        lines.push(suggesting(phrase(text, { key: term.type, what: term.value }), term, meant));
      }
      if (nearly) lines.push(element("p", {}, words.nearly));
      if (parts.length > 0) lines.push(element("p", {}, `${words.read} `, ...parts, query.scope === "all" ? "" : ` (${words[query.scope]})`));
      for (const { term, elsewhere, meant } of nothing) {
        // What the words of an operator hit has been said already.
        if (misread.some((one) => one.as === "words" && one.term.value === term.value)) continue;
        const forms = Object.keys(globalThis.onrecordQuery.IS).filter((_, at) => words.is.split("|")[at].toLowerCase() === term.value.toLowerCase());
        lines.push(suggesting(phrase(elsewhere ? words.elsewhere : words.nothing, { what: term.value }), term, [...forms.map((form) => `is:${form}`), ...meant]));
      }
      for (const text of query.unused) lines.push(element("p", { className: "nothing" }, phrase(words.unused, { what: text })));
      reading.replaceChildren(...lines);
    }

    /** A line about a term that hit nothing or was read otherwise, with buttons for what may have been meant. */
    function suggesting(text, term, meant) {
      const line = element("p", { className: "nothing" }, text);
      meant.forEach((word, at) => {
        const button = element("button", { type: "button" }, word);
        button.addEventListener("click", () => {
          const replacement = /\s/.test(word) ? `"${word}"` : word;
          const bare = new RegExp(`"?${term.value.replace(/[.*+?^${}()|[\]\\]/g, "\\$&")}"?`, "u");
          box.value = box.value.replace(bare, () => replacement);
          answerNow();
        });
        line.append(at === 0 ? ` ${words.meant} ` : " ", button);
      });
      return line;
    }

    /** The results from one on. */
    async function items(from) {
      const units = answer.units.slice(from, from + PAGE);
      const made = await Promise.all(units.map(async (unit) => result(await search.show(unit, answer))));
      shown = from + units.length;
      more.hidden = shown >= answer.units.length;
      return made;
    }

    /** Results with the statements of one speaker together, in the order of the first of each; the name stands where it changes. */
    function arranged(made) {
      const groups = new Map();
      made.forEach((line, at) => {
        const name = line.querySelector(".who")?.textContent;
        const key = name === undefined || sort.value !== "relevance" ? at : name;
        if (!groups.has(key)) groups.set(key, []);
        groups.get(key).push(line);
      });
      let before;
      const lines = [...groups.values()].flat();
      for (const line of lines) {
        const who = line.querySelector(".who");
        if (who === null || who.textContent !== before) line.classList.add("new");
        else who.remove();
        before = who?.textContent;
      }
      return lines;
    }

    /** The statement that has a place; of several, one of which more must be told than who speaks. */
    function stated(record, place) {
      const here = record.statements.filter(({ ranges }) => ranges.some((range) => range[0] <= place && place < range[1]));
      return here.find(({ standing }) => standing > 0) ?? here[0];
    }

    const address = ({ record }, place) => {
      const page = `${root}articles/${encodeURIComponent(record.slug)}.html`;
      if (record.note !== undefined) return `${page}#${record.note}`;
      const inside = stated(record, place);
      if (inside !== undefined) return `${page}#${inside.key}`;
      const item = record.items.find((one) => one.place === place);
      const block = record.blocks[item?.block];
      return block === undefined ? page : `${page}#${block}`;
    };

    /** The items of a statement, and a sign where whoever reports it has interrupted it. */
    function pieces(items, ranges) {
      const found = [];
      for (const [start, end] of ranges) {
        const from = items.findIndex((item) => item.place >= start);
        const to = items.findLastIndex((item) => item.place < end);
        if (from < 0 || to < from) continue;
        if (found.length > 0) found.push({ text: " … " });
        found.push(...items.slice(from, to + 1));
      }
      return found;
    }

    /** Some items of a text, the hits marked. */
    function passage(items, hits) {
      const parts = [];
      for (const item of items) {
        const hit = item.place !== undefined && hits.some(({ start, end }) => start < item.place + item.length && item.place < end);
        const last = parts.at(-1);
        if (hit && last instanceof Element) last.append(item.text);
        else parts.push(hit ? element("mark", {}, item.text) : item.text);
      }
      return parts;
    }

    /** The stretch of about `size` words that has most of what was asked for. */
    function best({ record, statement, hits }, size) {
      // A statement may be the headline, which is no part of the text.
      const headline = statement?.ranges.length > 0 && statement.ranges[0][0] < search.index.root.text;
      let within = headline ? titleItems(record.title) : record.items;
      if (statement !== undefined && statement.ranges.length === 0) within = titleItems(record.title);
      else if (statement !== undefined) {
        const own = pieces(within, statement.ranges);
        within = own.length === 0 ? titleItems(record.title) : own;
      }
      const indexes = hits.map((hit) => within.findIndex((item) => item.place !== undefined && item.place + item.length > hit.start && item.place <= hit.start)).map((index, at) => [index, hits[at].at]).filter(([index]) => index >= 0);
      let [from, most] = [0, -1];
      indexes.forEach(([index], start) => {
        const kinds = new Set(indexes.slice(start).filter(([other]) => other < index + size).map(([, kind]) => kind));
        if (kinds.size > most) [from, most] = [index, kinds.size];
      });
      const start = within.length <= size * 2 ? 0 : Math.max(0, from - Math.round(size / 4));
      const to = Math.min(within.length, start + size * 2);
      return { items: within.slice(start, to), before: start > 0, after: to < within.length, place: within.slice(from).find((item) => item.place !== undefined)?.place };
    }

    /** A result: an article or note under its title, a statement under its words. */
    function result(shownUnit) {
      const { record, statement, hits } = shownUnit;
      const first = search.index.root.text;
      const part = best(shownUnit, 24);
      const inText = hits.some(({ start }) => start >= first);
      const page = `${root}articles/${encodeURIComponent(record.slug)}.html`;
      const passed = passage(part.items, hits).map((piece) => (typeof piece === "string" ? piece.replace(/\s+/g, " ") : piece));
      const [opening, closing] = statement === undefined ? ["", ""] : statement.quoted ? [words.open, words.close] : lacking(part.items.map((item) => item.text).join(""));
      const stander = statement ?? cutInto(record, part);
      const [before, after] = marks(stander);
      const shownWords = [part.before ? "… " : "", ...before, statement?.quoted && stander === statement && before.length === 0 && !part.before ? element("i", {}, opening) : opening, ...passed, closing, ...after, part.after ? " …" : ""];
      const title = titleItems(record.title);
      const facts = [dateOf(record.date), record.outlet].filter(Boolean).join(" · ");
      const line = element("li", {}, element("h2"), element("p", { className: "facts" }));
      const quoted = statement?.quoted && told(statement) === undefined;
      const [heading, below] = line.children;
      const said = statement ?? (inText ? stated(record, part.place) : undefined);
      const speaker = said?.speaker;
      if (statement !== undefined) line.prepend(element("p", { className: "who" }, speaker ?? words.notNamed));
      else if (speaker !== undefined) below.append(element("b", {}, speaker), facts === "" && (statement !== undefined || told(said) === undefined) ? "" : " · ");
      if (statement === undefined && told(said) !== undefined) below.append(element("b", { className: "as" }, told(said)), facts === "" ? "" : " · ");
      below.append(facts);
      if (statement !== undefined) {
        line.className = quoted ? "words q" : "words";
        heading.append(element("a", { href: `${page}#${statement.key}` }, ...shownWords));
        below.append(facts === "" ? "" : " · ", ...passage(title, []));
      } else {
        const atText = inText || record.note !== undefined;
        const titleHits = hits.filter(({ start }) => start < first);
        heading.append(element("a", { href: atText ? address(shownUnit, part.place) : page }, ...passage(title, titleHits)));
        if (view.value !== "kwic") line.append(element("p", { className: "passage" }, ...shownWords));
      }
      if (view.value === "kwic") {
        const lines = element("ul", { className: "lines" });
        hits.filter(({ start }) => start >= first).slice(0, 12).forEach((hit) => lines.append(inContext(shownUnit, hit)));
        line.append(lines);
      }
      return line;
    }

    /** The statement into which a passage is cut, so that what attributes it is not shown. */
    const cutInto = (record, { items, before }) => {
      const first = items.find((item) => item.place !== undefined)?.place;
      return before && first !== undefined ? stated(record, first) : undefined;
    };

    function inContext(shownUnit, hit) {
      const { items } = shownUnit.record;
      const first = items.findIndex((item) => item.place >= hit.start);
      const last = items.findLastIndex((item) => item.place < hit.end);
      const text = (from, to) => items.slice(Math.max(0, from), to).map((item) => item.text).join("");
      const link = element("a", { href: address(shownUnit, hit.start) }, ...marks(stated(shownUnit.record, hit.start))[0], element("mark", {}, text(first, last + 1)));
      return element("li", {}, element("span", {}, text(first - 16, first)), link, element("span", {}, text(last + 1, last + 17)));
    }

    /** A title as items with places from 0, like those of a text. */
    function titleItems(title) {
      const items = [];
      let [at, place] = [0, 0];
      for (const piece of globalThis.onrecordWords.pieces(title)) {
        items.push({ text: title.slice(at, piece.start) }, { text: piece.text, place, length: globalThis.onrecordWords.places(piece) });
        place += globalThis.onrecordWords.places(piece);
        at = piece.end;
      }
      return [...items, { text: title.slice(at) }];
    }

    /** The filters with their counts. */
    async function facets(mine) {
      const counts = await search.counts(answer.units);
      if (mine !== run) return;
      const kinds = new Map(Object.keys(globalThis.onrecordQuery.IS).map((name, at) => [name, words.is.split("|")[at]]));
      const groups = Object.entries(FILTERS).map(([kind, type]) => {
        const group = element("fieldset", {}, element("legend", {}, words[kind]));
        counts[kind].slice(0, 12).forEach(({ name, count }) => {
          const on = chosen.some((term) => term.type === type && term.value === name);
          const tick = element("input", { type: "checkbox", checked: on });
          tick.addEventListener("change", () => {
            chosen = chosen.filter((term) => term.type !== type || term.value !== name);
            if (tick.checked) chosen.push(filter(type, name));
            answerNow();
          });
          group.append(element("label", {}, tick, ` ${kind === "kinds" ? kinds.get(name) : name} `, element("small", {}, number(count))));
        });
        return group;
      });
      at("facets").replaceChildren(...groups.filter((group) => group.children.length > 1));
    }

    /** All results as a table for spreadsheets; a cell that would start a formula gets an apostrophe in front. */
    async function table() {
      const cell = (text) => `"${(/^[=+\-@\t\r]/.test(text) ? `'${text}` : text).replaceAll('"', '""')}"`;
      const rows = [["date", "outlet", "speaker", "standing", "title", "passage", "page"]];
      for (const unit of answer.units) {
        const one = await search.show(unit, answer);
        const part = best(one, 24);
        const { record, statement } = one;
        const page = new URL(statement === undefined ? address(one, part.place) : `${root}articles/${record.slug}.html#${statement.key}`, location.href);
        const said = statement ?? stated(record, part.place);
        const passage = part.items.map((item) => item.text).join("").trim();
        const [before, after] = marks(statement ?? cutInto(record, part)).map((pieces) => pieces.map((piece) => piece.textContent ?? piece).join(""));
        rows.push([record.date, record.outlet, statement?.speaker ?? "", told(said) ?? "", record.title, before + passage + after, page.href]);
      }
      const blob = new Blob([rows.map((row) => `${row.map(cell).join(",")}\r\n`).join("")], { type: "text/csv;charset=utf-8" });
      const link = element("a", { href: URL.createObjectURL(blob), download: "search.csv" });
      link.click();
      setTimeout(() => URL.revokeObjectURL(link.href), 10_000);
    }

    let timer;
    box.addEventListener("input", () => {
      clearTimeout(timer);
      timer = setTimeout(answerNow, 40);
    });
    at("search").addEventListener("submit", (event) => {
      event.preventDefault();
      answerNow();
    });
    [sort, view].forEach((choice) => choice.addEventListener("change", answerNow));
    more.addEventListener("click", async () => {
      const mine = run;
      const made = await items(shown);
      if (mine !== run) return;
      list.append(...arranged(made));
      made[0]?.querySelector("a").focus();
    });
    filters.open = matchMedia("(min-width: 60rem)").matches;
    filters.addEventListener("toggle", () => answer !== undefined && filters.open && facets(run));
    csv.addEventListener("click", table);
    // From the box to the results and between them by the arrow keys.
    at("search").closest("main").addEventListener("keydown", (event) => {
      if (event.key !== "ArrowDown" && event.key !== "ArrowUp") return;
      /** @type {HTMLElement[]} */
      const stops = [box, ...list.querySelectorAll(/** @type {"a"} */ ("h2 a"))];
      const here = stops.indexOf(/** @type {HTMLElement} */ (document.activeElement));
      const next = stops[here + (event.key === "ArrowDown" ? 1 : -1)];
      if (here < 0 || next === undefined) return;
      event.preventDefault();
      next.focus();
    });
    addEventListener("popstate", () => {
      fromAddress();
      answerNow();
    });
    fromAddress();
    if (box.value === "") box.focus();
    answerNow();
  });
})();
