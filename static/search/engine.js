// Answers queries: which documents match, in what order, and which words of them to show.
//
// A query is matched against *units*: documents (articles, then notes, by their numbers in the index) or, in the scope
// `statements`, statements (the article's number times 65,536 plus the statement's position in it). Everything is exact; the
// reference matcher in tests/search.rs says the same in a few slow lines.
(() => {
  "use strict";

  const PER_ARTICLE = 65_536;
  // BM25 with the usual parameters; a word in a title counts as four in the text.
  const K1 = 1.2;
  const B = 0.75;
  const TITLE = 4;
  const TEXTUAL = ["word", "phrase", "prefix"];
  // `person` is no word of the query language but a filter of the page: who speaks, or of an article who is spoken of.
  const TABLES = { by: "people", person: "people", about: "topics", outlet: "outlets" };
  const { Index } = globalThis.onrecordIndex;
  const { parse } = globalThis.onrecordQuery;
  const { folded } = globalThis.onrecordWords;

  const articleOf = (unit) => Math.floor(unit / PER_ARTICLE);

  class Search {
    constructor(load) {
      this.index = new Index(load);
    }

    /** Where a term stands: for every document the places, each as the first and one past the last. */
    async places(term) {
      if (term.type === "word") return joined(await this.all(await this.index.inflected(term.form)));
      const parts = await Promise.all(term.elements.map(async ({ form, prefix }) => {
        const entries = prefix ? await this.index.beginning(form) : await this.index.exact(form);
        return joined(await this.all(entries));
      }));
      const starts = parts.map((part, at) => ({ part, shift: term.elements[at].place })).sort((a, b) => a.part.size - b.part.size);
      const found = new Map();
      for (const [document, places] of starts[0].part) {
        let kept = places.map(([start]) => start - starts[0].shift);
        for (const { part, shift } of starts.slice(1)) {
          const here = new Set((part.get(document) ?? []).map(([start]) => start - shift));
          kept = kept.filter((start) => here.has(start));
        }
        if (kept.length > 0) found.set(document, kept.map((start) => [start, start + term.length]));
      }
      return found;
    }

    all(entries) {
      return Promise.all(entries.map((entry) => this.index.postings(entry)));
    }

    /** The units that have a term, each with its weighted number of occurrences. */
    async units(places, scope) {
      const { root } = this.index;
      const units = new Map();
      for (const [document, ranges] of places) {
        const note = document >= root.articles;
        if (scope === "statements") {
          if (note) continue;
          const statements = (await this.index.statements(document))[document % root.chunk];
          statements.forEach((statement, at) => {
            const inside = ranges.filter(([start, end]) => statement.ranges.some((range) => range[0] <= start && end <= range[1]));
            if (inside.length > 0) units.set(document * PER_ARTICLE + at, inside.length);
          });
          continue;
        }
        if (note ? scope === "titles" || scope === "articles" : scope === "notes") continue;
        const titles = ranges.filter(([start]) => start < root.text).length;
        const count = scope === "titles" ? titles : ranges.length + (TITLE - 1) * titles;
        if (count > 0) units.set(document, count);
      }
      return units;
    }

    /** Every unit of a scope. */
    async everything(scope) {
      const { articles, notes } = this.index.root;
      const range = (from, to) => Array.from({ length: to - from }, (_, at) => from + at);
      if (scope !== "statements") return range(scope === "notes" ? articles : 0, scope === "titles" || scope === "articles" ? articles : articles + notes);
      const units = [];
      for (let article = 0; article < articles; article += 1) {
        const statements = (await this.index.statements(article))[article % this.index.root.chunk];
        statements.forEach((_, at) => units.push(article * PER_ARTICLE + at));
      }
      return units;
    }

    /** A term that is no words of the text as a test of units, and whether it can hold at all. */
    async test(term, scope) {
      const { index } = this;
      const { root } = index;
      const { spans, notes } = await index.documents();
      const statements = scope === "statements";
      const article = (unit) => {
        if (statements) return articleOf(unit);
        return unit < root.articles ? unit : notes[unit - root.articles];
      };
      const statementsOf = async (number) => (await index.statements(number))[number % root.chunk];
      if (term.type === "on" || term.type === "from" || term.type === "to") {
        if (term.period === undefined) return { known: false, test: async () => false };
        const [first, last] = term.period;
        const test = async (unit) => {
          const said = statements ? (await statementsOf(articleOf(unit)))[unit % PER_ARTICLE].said : "article";
          const date = said === "article" ? spans[article(unit)] : said;
          return date !== undefined && (term.type === "to" || date[0] >= first) && (term.type === "from" || date[1] <= last);
        };
        return { known: true, test };
      }
      const ids = await this.named(term);
      const facetsOf = async (number) => (await index.facets(number))[number % root.chunk];
      const test = async (unit) => {
        if (term.type === "outlet") return ids.has((await facetsOf(article(unit))).outlet);
        if (term.type === "about") {
          const { topics } = statements ? (await statementsOf(articleOf(unit)))[unit % PER_ARTICLE] : await facetsOf(article(unit));
          return topics.some((topic) => ids.has(topic));
        }
        if (term.type === "person" && !statements) return (await facetsOf(article(unit))).people.some((person) => ids.has(person));
        if (statements) return ids.has((await statementsOf(articleOf(unit)))[unit % PER_ARTICLE].speaker);
        return unit < root.articles && (await statementsOf(unit)).some((statement) => ids.has(statement.speaker));
      };
      return { known: ids.size > 0, test };
    }

    /** The people, topics or outlets that a filter means: those with a name that has all of its words. */
    async named(term) {
      const names = (await this.index.names())[TABLES[term.type]];
      const ids = new Set();
      names.forEach((known, id) => {
        const fits = term.exact ? (known[1] ?? known[0]) === term.value : known.some((name) => {
          const words = globalThis.onrecordWords.pieces(name).map((piece) => folded(piece.text));
          return term.words.every((word) => words.includes(word));
        });
        if (fits) ids.add(id);
      });
      return ids;
    }

    /**
     * Answers a query, with more clauses from the filters of the page. Gives the query as read; the units, best first; and
     * what hit nothing, each with what may have been meant.
     */
    async run(text, { filters = [], sort = "relevance" } = {}) {
      await this.index.open();
      const query = parse(text);
      const { lengths, spans, average } = await this.index.documents();
      const scores = new Map();
      const nothing = [];
      const places = [];
      let matched;
      const clauses = [...query.clauses, ...filters.map((term) => ({ not: false, terms: [term] }))];
      // Words first: then filters have only those units to look at.
      const textual = (clause) => clause.terms.every((term) => TEXTUAL.includes(term.type));
      const positive = clauses.filter((clause) => !clause.not).sort((a, b) => textual(b) - textual(a));
      for (const clause of [...positive, ...clauses.filter((one) => one.not)]) {
        const own = new Set();
        for (const term of clause.terms) {
          if (TEXTUAL.includes(term.type)) {
            const found = await this.places(term);
            const units = await this.units(found, query.scope);
            if (units.size === 0) nothing.push({ term, elsewhere: found.size > 0, meant: await this.meant(term) });
            if (!clause.not) {
              places.push({ term, found });
              const idf = Math.log(1 + (lengths.length - units.size + 0.5) / (units.size + 0.5));
              for (const [unit, count] of units) {
                const length = lengths[query.scope === "statements" ? articleOf(unit) : unit];
                const weight = count / (count + K1 * (1 - B + (B * length) / average));
                scores.set(unit, (scores.get(unit) ?? 0) + Math.max(idf, 0.01) * weight * (K1 + 1));
              }
            }
            for (const unit of units.keys()) own.add(unit);
          } else {
            const { known, test } = await this.test(term, query.scope);
            if (!known) nothing.push({ term, elsewhere: false, meant: await this.meant(term) });
            for (const unit of matched ?? (await this.everything(query.scope))) if (await test(unit)) own.add(unit);
          }
        }
        if (clause.not) matched = new Set([...(matched ?? (await this.everything(query.scope)))].filter((unit) => !own.has(unit)));
        else matched = matched === undefined ? own : new Set([...matched].filter((unit) => own.has(unit)));
      }
      const units = clauses.length === 0 ? [] : [...matched];
      const day = (unit) => {
        const article = query.scope === "statements" ? articleOf(unit) : unit;
        return spans[article]?.[0] ?? -Infinity;
      };
      // Articles are numbered in the order of their dates, undated ones last; so of equals the newest comes first.
      const newest = (a, b) => (day(b) === day(a) ? b - a : day(b) > day(a) ? 1 : -1);
      units.sort(sort === "newest" ? newest : sort === "oldest" ? (a, b) => a - b : (a, b) => (scores.get(b) ?? 0) - (scores.get(a) ?? 0) || newest(a, b));
      return { query, units, scores, nothing, places };
    }

    /** Known words that look like those of a term that hit nothing, the commonest first. */
    async meant(term) {
      if (term.type !== "word") {
        if (!("words" in term)) return [];
        const names = (await this.index.names())[TABLES[term.type]];
        const near = names.map((known) => known[1] ?? known[0]).map((name) => [closest(term.words, name), name]);
        return near.filter(([distance]) => distance < 3).sort((a, b) => a[0] - b[0]).slice(0, 3).map(([, name]) => name);
      }
      const home = this.index.home(term.form);
      const near = await Promise.all([home - 1, home, home + 1].filter((at) => at >= 0 && at < this.index.root.shards.length).map((at) => this.index.shard(at)));
      const sizes = new Map();
      for (const { forms } of near) {
        for (const [form, entries] of forms) sizes.set(form, entries.reduce((sum, entry) => sum + (entry.file === undefined ? entry.end - entry.at : 1e6), 0));
      }
      const common = await this.index.dictionary();
      common.forEach((word, rank) => {
        const form = folded(word);
        if (form !== "" && !sizes.has(form)) sizes.set(form, (common.length - rank) * 100);
      });
      const letters = Array.from(term.form).length;
      // Of a short word everything is a neighbour.
      const limit = letters < 4 ? 0 : letters < 6 ? 1 : 2;
      const found = [];
      for (const [form, size] of sizes) {
        if (Math.abs(form.length - term.form.length) > limit || form === term.form) continue;
        const distance = edits(term.form, form);
        if (distance <= limit) found.push([distance, -size, form]);
      }
      return found.sort((a, b) => a[0] - b[0] || a[1] - b[1]).slice(0, 3).map(([, , form]) => form);
    }

    /** How many of some units there are of each outlet, topic, person and year, the most first. */
    async counts(units, scope) {
      const { index } = this;
      const { spans, notes } = await index.documents();
      const names = await index.names();
      const counts = { people: new Map(), topics: new Map(), outlets: new Map(), years: new Map() };
      const add = (map, key) => map.set(key, (map.get(key) ?? 0) + 1);
      for (const unit of units) {
        const document = scope === "statements" ? articleOf(unit) : unit;
        const article = document < index.root.articles ? document : notes[document - index.root.articles];
        const facets = (await index.facets(article))[article % index.root.chunk];
        const statement = scope === "statements" ? (await index.statements(article))[article % index.root.chunk][unit % PER_ARTICLE] : undefined;
        if (facets.outlet >= 0) add(counts.outlets, facets.outlet);
        (statement ?? facets).topics.forEach((topic) => add(counts.topics, topic));
        if (statement === undefined) facets.people.forEach((person) => add(counts.people, person));
        else if (statement.speaker >= 0) add(counts.people, statement.speaker);
        const date = statement === undefined || statement.said === "article" ? spans[article] : statement.said;
        if (date !== undefined) add(counts.years, new Date(date[0] * 86_400_000).getUTCFullYear());
      }
      const named = (map, list) => [...map].map(([id, count]) => ({ name: list[id][1] ?? list[id][0], count }));
      const order = (list) => list.sort((a, b) => b.count - a.count || (a.name < b.name ? -1 : 1));
      return {
        people: order(named(counts.people, names.people)),
        topics: order(named(counts.topics, names.topics)),
        outlets: order(named(counts.outlets, names.outlets)),
        years: [...counts.years].map(([name, count]) => ({ name: String(name), count })).sort((a, b) => b.name - a.name),
      };
    }

    /** A unit as a result shows it: its record, the statement it is, and the places in it that the query hit, in order. */
    async show(unit, { query, places }) {
      const statements = query.scope === "statements";
      const document = statements ? articleOf(unit) : unit;
      const record = await this.index.record(document);
      const statement = statements ? record.statements[unit % PER_ARTICLE] : undefined;
      const hits = places.flatMap(({ found }, at) => (found.get(document) ?? []).map(([start, end]) => ({ start, end, at })));
      const inside = hits.filter((hit) => statement === undefined || statement.ranges.some((range) => range[0] <= hit.start && hit.end <= range[1]));
      return { document, record, statement, hits: inside.sort((a, b) => a.start - b.start || a.end - b.end) };
    }
  }

  /** Postings of several entries as one: for every document the places in order, each as its first and one past its last. */
  function joined(postings) {
    const all = new Map();
    for (const documents of postings) {
      for (const [document, places] of documents) {
        const known = all.get(document);
        const ranges = places.map((place) => [place, place + 1]);
        if (known === undefined) all.set(document, ranges);
        else known.push(...ranges);
      }
    }
    if (postings.length > 1) for (const ranges of all.values()) ranges.sort((a, b) => a[0] - b[0]);
    return all;
  }

  /** Letters to insert, delete, replace or swap with a neighbour to get from one word to another. */
  function edits(a, b) {
    const [left, right] = [Array.from(a), Array.from(b)];
    let [last, row] = [[], right.map((_, at) => at).concat(right.length)];
    for (let i = 1; i <= left.length; i += 1) {
      const next = [i];
      for (let j = 1; j <= right.length; j += 1) {
        next[j] = Math.min(next[j - 1] + 1, row[j] + 1, row[j - 1] + (left[i - 1] === right[j - 1] ? 0 : 1));
        if (i > 1 && j > 1 && left[i - 1] === right[j - 2] && left[i - 2] === right[j - 1]) next[j] = Math.min(next[j], last[j - 2] + 1);
      }
      [last, row] = [row, next];
    }
    return row[right.length];
  }

  /** How far the words of a filter are from those of a name, each from its nearest. */
  function closest(words, name) {
    const known = globalThis.onrecordWords.pieces(name).map((piece) => folded(piece.text));
    return words.reduce((sum, word) => sum + Math.min(9, ...known.map((other) => edits(word, other))), 0);
  }

  globalThis.OnrecordSearch = { Search };
})();
