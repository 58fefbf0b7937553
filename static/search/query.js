// @ts-check
// The language of queries: a line of text becomes clauses that must all hold, each a choice of terms.
//
//   words            both words, in any inflection           "exact phrase"   these forms in this order
//   word1 OR word2   either                                  -word            not this
//   prefix*          forms that begin so                     by:name  about:topic  outlet:name
//   on:2022-01       from:2021-12-15  to:2022                in:statements | titles | notes | articles
//   is:quoted | reported | partly-quoted | denied | not-said | declined | to-come | asked | demanded | promised | checked | corrected
(() => {
  "use strict";

  const { folded, pieces } = globalThis.onrecordWords;
  const SCOPES = ["statements", "titles", "notes", "articles"];
  const KEYS = ["by", "about", "outlet", "on", "from", "to", "is", "in"];
  // What people write for them who come from other search boxes.
  const ALSO = { person: "by", speaker: "by", topic: "about", source: "outlet", date: "on", after: "from", since: "from", before: "to", until: "to", kind: "is" };
  // What `is:` can ask of a statement, in the order in which the page offers it: its kind, its standing, what an editor did with it.
  const IS = {
    quoted: ({ kind }) => kind === 0,
    reported: ({ kind }) => kind === 1,
    "partly-quoted": ({ kind }) => kind === 2,
    denied: ({ standing }) => standing === 1,
    "not-said": ({ standing }) => standing === 2,
    declined: ({ standing }) => standing === 3 || standing === 6,
    "to-come": ({ standing }) => standing === 4 || standing === 7,
    asked: ({ standing }) => standing === 8,
    demanded: ({ standing }) => standing === 9,
    promised: ({ standing }) => standing === 10,
    checked: ({ review }) => review > 0,
    corrected: ({ review }) => review > 1,
  };
  // Sign, key, then a quotation or a run without spaces.
  const TERM = /\s*(-)?(?:(\p{L}+):)?(?:["“„«]([^"”“»]*)["”“»]?|([^\s"“”„«»]+))(\*)?/uy;
  const DAY = 86_400_000;

  /** What must stand in the text: forms, each at its distance from the first. */
  function elements(text) {
    const found = [];
    let place = 0;
    for (const piece of pieces(text)) {
      const prefix = text[piece.end] === "*";
      if (piece.run) {
        const letters = Array.from(piece.text);
        if (letters.length === 1) found.push({ form: folded(piece.text), prefix: true, place });
        for (let at = 0; at + 1 < letters.length; at += 1) {
          found.push({ form: folded(letters[at] + letters[at + 1]), prefix: false, place: place + at });
        }
        place += letters.length;
      } else {
        found.push({ form: folded(piece.text), prefix, place });
        place += 1;
      }
    }
    return { elements: found, length: place };
  }

  /** The first and last day of `2022`, `2022-01` or `2022-01-28`, as days since 1970. */
  function period(text) {
    const match = /^(\d{4})(?:-(\d{2})(?:-(\d{2}))?)?$/.exec(text);
    if (match === null) return undefined;
    const [year, month, day] = match.slice(1).map((part) => (part === undefined ? undefined : Number(part)));
    if (month !== undefined && (month < 1 || month > 12)) return undefined;
    const at = (y, m, d) => {
      const date = new Date(0);
      date.setUTCFullYear(y, m, d);
      return Math.round(date.getTime() / DAY);
    };
    if (day !== undefined) {
      const first = at(year, month - 1, day);
      return new Date(first * DAY).getUTCDate() === day ? [first, first] : undefined;
    }
    return month === undefined ? [at(year, 0, 1), at(year + 1, 0, 0)] : [at(year, month - 1, 1), at(year, month, 0)];
  }

  /** One term, or undefined when there is nothing in it to search for. */
  function term(key, quoted, bare, star) {
    const value = quoted ?? bare;
    if (key !== undefined) {
      const words = pieces(value).map((piece) => folded(piece.text));
      if (key === "on" || key === "from" || key === "to") return { type: key, value, period: period(value) };
      if (key === "in") return { type: "in", value: folded(value) };
      if (key === "is") return Object.hasOwn(IS, value.toLowerCase()) ? { type: "is", value: value.toLowerCase() } : undefined;
      return words.length > 0 ? { type: key, value, words } : undefined;
    }
    const text = value + (star ?? "");
    const { elements: found, length } = elements(text);
    if (found.length === 0) return undefined;
    if (quoted === undefined && found.length === 1 && !found[0].prefix) return { type: "word", value, form: found[0].form };
    return { type: found.length === 1 && found[0].prefix ? "prefix" : "phrase", value: text, elements: found, length };
  }

  /**
   * Reads a query. Gives its clauses, each `{not, terms}`; the scope (`all` unless `in:`, `by:` or `is:` says otherwise); and what it
   * could not use, as text.
   */
  function parse(text) {
    const clauses = [];
    const unused = [];
    let scope;
    let or = false;
    TERM.lastIndex = 0;
    for (;;) {
      const start = TERM.lastIndex;
      const match = TERM.exec(text);
      if (match === null) {
        const rest = text.slice(start).trim();
        if (rest === "") break;
        // A lone quotation mark.
        TERM.lastIndex = start + text.slice(start).search(/\S/) + 1;
        continue;
      }
      let [, sign, key, quoted, bare, star] = match;
      if (match[0].trim() === "OR" && clauses.length > 0) {
        or = true;
        continue;
      }
      const known = key !== undefined && (ALSO[key.toLowerCase()] ?? key.toLowerCase());
      if (known && KEYS.includes(known)) key = known;
      else if (key !== undefined && key.length > 2 && key === key.toLowerCase() && !bare?.startsWith("//")) {
        // As a filter is written, and none that there is: to look for its letters would find nothing and say nothing of why.
        unused.push(match[0].trim());
        continue;
      } else if (key !== undefined) {
        bare = quoted === undefined ? `${key}:${bare}` : `${key} ${quoted}`;
        [key, quoted] = [undefined, undefined];
      }
      const found = term(key, quoted, bare, star);
      if (found === undefined) {
        if (match[0].trim() !== "") unused.push(match[0].trim());
      } else if (found.type === "in") {
        if (SCOPES.includes(found.value)) scope = found.value;
        else unused.push(match[0].trim());
      } else if (or && sign === undefined && !clauses.at(-1).not) {
        clauses.at(-1).terms.push(found);
      } else {
        clauses.push({ not: sign !== undefined, terms: [found] });
      }
      or = false;
    }
    const speaks = clauses.some((clause) => clause.terms.some((one) => one.type === "by" || one.type === "is"));
    return { clauses, scope: scope ?? (speaks ? "statements" : "all"), unused };
  }

  globalThis.onrecordQuery = { parse, period, IS };
})();
