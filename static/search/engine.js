// @ts-check
// Answers queries: which documents match, in what order, and which words of them to show.
//
// A query is matched against *units*: documents (articles, then notes, by their numbers in the index) and statements (numbers
// from 2^40 on: the article's number times 65,536 plus the statement's position in it). Everything is exact; the reference
// matcher in tests/search says the same in a few slow lines.
(() => {
  "use strict";

  const PER_ARTICLE = 65_536;
  const STATEMENTS = 2 ** 40;
  // BM25 with the usual parameters; a word in a title counts as four in the text. Statements count a fifth more: they come
  // after articles that have a word in their title and often in their text, and before those that only mention it.
  const K1 = 1.2;
  const B = 0.75;
  const TITLE = 4;
  const SPOKEN = 1.2;
  const TEXTUAL = ["word", "phrase", "prefix"];
  const DATED = ["on", "from", "to"];
  // `person` is no word of the query language but a filter of the page: who speaks, or of an article who is spoken of.
  const TABLES = { by: "people", person: "people", about: "topics", outlet: "outlets" };
  const { Index } = globalThis.onrecordIndex;
  const { parse, IS } = globalThis.onrecordQuery;
  const { folded } = globalThis.onrecordWords;

  const unitOf = (article, at) => STATEMENTS + article * PER_ARTICLE + at;
  const isStatement = (unit) => unit >= STATEMENTS;
  /** The document of a unit: itself, or the article of a statement. */
  const documentOf = (unit) => (isStatement(unit) ? Math.floor((unit - STATEMENTS) / PER_ARTICLE) : unit);
  /** Position of a statement in its article. */
  const positionOf = (unit) => unit % PER_ARTICLE;
  const wordsOf = (text) => globalThis.onrecordWords.pieces(text).map((piece) => folded(piece.text));
  const holds = (ranges, [start, end]) => ranges.some((range) => range[0] <= start && end <= range[1]);

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

    /** The articles among some documents. */
    articles(documents) {
      return Array.from(documents).filter((document) => document < this.index.root.articles);
    }

    /** The units that have a term, each with its weighted number of occurrences. */
    async units(places, scope) {
      const { root } = this.index;
      const units = new Map();
      const spoken = scope === "all" || scope === "statements";
      const statements = await this.index.ranges(spoken ? this.articles(places.keys()) : []);
      for (const [document, found] of places) {
        const note = document >= root.articles;
        if (spoken && !note) {
          statements(document).forEach((ranges, at) => {
            const inside = found.reduce((sum, range) => sum + (holds(ranges, range) ? 1 : 0), 0);
            if (inside > 0) units.set(unitOf(document, at), inside);
          });
        }
        if (scope === "statements" || (note ? scope === "titles" || scope === "articles" : scope === "notes")) continue;
        const titles = found.reduce((sum, [start]) => sum + (start < root.text ? 1 : 0), 0);
        const count = scope === "titles" ? titles : found.length + (TITLE - 1) * titles;
        if (count > 0) units.set(document, count);
      }
      return units;
    }

    /** Every unit of a scope. */
    async everything(scope) {
      const { articles, notes } = this.index.root;
      const range = (from, to) => Array.from({ length: Math.max(0, to - from) }, (_, at) => from + at);
      const whole = { notes: [articles, articles + notes], titles: [0, articles], articles: [0, articles], all: [0, articles + notes], statements: [0, 0] };
      const units = range(...whole[scope]);
      if (scope !== "all" && scope !== "statements") return units;
      const all = range(0, articles);
      const statements = await this.index.ranges(all);
      for (const article of all) statements(article).forEach((_, at) => units.push(unitOf(article, at)));
      return units;
    }

    /** The article of a unit, that of a note being the one it is about. */
    async owner() {
      const { notes } = await this.index.documents();
      const { articles } = this.index.root;
      return (unit) => {
        const document = documentOf(unit);
        return document < articles ? document : notes[document - articles];
      };
    }

    /** What is known of some units: their articles, the statements they are, and their dates. */
    async known(units) {
      const { spans } = await this.index.documents();
      const owner = await this.owner();
      const spoken = await this.index.statements(new Set(units.filter(isStatement).map(documentOf)));
      const statement = (unit) => (isStatement(unit) ? spoken(documentOf(unit))[positionOf(unit)] : undefined);
      const date = (unit) => {
        const said = statement(unit)?.said ?? (isStatement(unit) ? undefined : "article");
        return said === "article" ? spans[owner(unit)] : said;
      };
      return { owner, statement, date };
    }

    /**
     * Changes the operators of a query that name nothing into what can be meant: `from:` with an outlet into that outlet, `about:`
     * with no topic into its words; a date or a name that is none is left out. Gives each as it was written, what was made of it
     * (`outlet`, `words`, `nobody` or `left out`), and what may have been meant.
     */
    async reread(query) {
      const misread = [];
      for (const clause of query.clauses) {
        const terms = [];
        for (const term of clause.terms) {
          const dated = DATED.includes(term.type);
          if (TEXTUAL.includes(term.type) || term.type === "is" || (dated ? term.period !== undefined : (await this.named(term)).size > 0)) {
            terms.push(term);
            continue;
          }
          const outlet = { ...term, type: "outlet", words: wordsOf(term.value) };
          if (dated && outlet.words.length > 0 && (await this.named(outlet)).size > 0) {
            misread.push({ term, as: "outlet", meant: [] });
            terms.push(outlet);
          } else if (dated) {
            misread.push({ term, as: "left out", meant: [] });
          } else if (term.type === "about") {
            misread.push({ term, as: "words", meant: await this.meant(term) });
            terms.push(...parse(`"${term.value.replaceAll('"', "")}"`).clauses.flatMap((words) => words.terms));
          } else {
            misread.push({ term, as: "nobody", meant: await this.meant(term) });
            terms.push(term);
          }
        }
        clause.terms = terms;
      }
      query.clauses = query.clauses.filter((clause) => clause.terms.length > 0);
      return misread;
    }

    /** Those of some units for which a term holds that is no words of the text. */
    async sieve(term, units) {
      const { index } = this;
      const { owner, statement, date } = await this.known(units);
      if (DATED.includes(term.type)) {
        const [first, last] = term.period;
        const inPeriod = (when) => when !== undefined && (term.type === "to" || when[0] >= first) && (term.type === "from" || when[1] <= last);
        return { kept: units.filter((unit) => inPeriod(date(unit))) };
      }
      const articles = new Set(units.map(owner));
      const { articles: total } = index.root;
      const spoken = term.type === "by" || term.type === "is" ? await index.statements(articles) : undefined;
      // Of an article it is asked whether any of its statements is so.
      const any = (unit, test) => (isStatement(unit) ? test(statement(unit)) : unit < total && spoken(unit).some(test));
      if (term.type === "is") {
        // The filter of the page is for statements; only `in:articles` asks for the articles that have one.
        const said = term.exact ? units.filter(isStatement) : units;
        return { kept: said.filter((unit) => any(unit, IS[term.value])) };
      }
      const ids = await this.named(term);
      const facets = await index.facets(articles);
      const test = {
        outlet: (unit) => ids.has(facets(owner(unit)).outlet),
        about: (unit) => (statement(unit) ?? facets(owner(unit))).topics.some((topic) => ids.has(topic)),
        person: (unit) => (isStatement(unit) ? ids.has(statement(unit).speaker) : facets(owner(unit)).people.some((person) => ids.has(person))),
        by: (unit) => any(unit, ({ speaker }) => ids.has(speaker)),
      }[term.type];
      return { kept: units.filter(test) };
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
     * what hit nothing, each with what may have been meant; and which operators had to be read otherwise than they were written.
     */
    async run(text, { filters = [], sort = "relevance" } = {}) {
      await this.index.open();
      const query = parse(text);
      const { lengths, spans, average } = await this.index.documents();
      const scores = new Map();
      const nothing = [];
      const places = [];
      /** @type {Set<number> | undefined} */
      let matched;
      const misread = await this.reread(query);
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
              const size = await this.sizes(found.keys(), lengths);
              const idf = Math.log(1 + (lengths.length - found.size + 0.5) / (found.size + 0.5));
              for (const [unit, count] of units) {
                const weight = count / (count + K1 * (1 - B + (B * size(unit)) / average));
                const worth = idf * weight * (K1 + 1) * (isStatement(unit) ? SPOKEN : 1);
                scores.set(unit, (scores.get(unit) ?? 0) + worth);
              }
            }
            for (const unit of units.keys()) own.add(unit);
          } else {
            const { kept } = await this.sieve(term, Array.from(matched ?? (await this.everything(query.scope))));
            for (const unit of kept) own.add(unit);
          }
        }
        if (clause.not) matched = new Set([...(matched ?? (await this.everything(query.scope)))].filter((unit) => !own.has(unit)));
        else matched = matched === undefined ? own : new Set([...matched].filter((unit) => own.has(unit)));
      }
      const units = clauses.length === 0 ? [] : [...matched];
      // Articles are numbered in the order of their dates, undated ones last; so of equals the newest comes first.
      const day = (unit) => spans[documentOf(unit)]?.[0] ?? -Infinity;
      const newest = (a, b) => (day(b) === day(a) ? b - a : day(b) > day(a) ? 1 : -1);
      const oldest = (a, b) => documentOf(a) - documentOf(b) || a - b;
      units.sort(sort === "newest" ? newest : sort === "oldest" ? oldest : (a, b) => (scores.get(b) ?? 0) - (scores.get(a) ?? 0) || newest(a, b));
      return { query, units, scores, nothing, misread, places };
    }

    /**
     * Answers a question of several words that nothing has all of: the units that have most of its words, the rare ones counting
     * most. A statement has the name of its speaker too. Words in `small` ask, and are not what is asked for. Undefined if the
     * query is none of plain words.
     */
    async nearly(text, small, { filters = [], sort = "relevance" } = {}) {
      await this.index.open();
      const query = parse(text);
      const plain = query.scope === "all" && query.clauses.every(({ not, terms }) => !not && terms.length === 1 && terms[0].type === "word");
      const asked = new Map(query.clauses.map(({ terms: [term] }) => [term.form, term]));
      for (const word of small) asked.delete(folded(word));
      if (!plain || asked.size < 2) return undefined;
      const { lengths, spans } = await this.index.documents();
      const held = new Map();
      const [nothing, places, spoken] = [[], [], []];
      let whole = 0;
      for (const term of asked.values()) {
        const found = await this.places(term);
        const ids = await this.named({ type: "by", words: [term.form], value: term.value });
        if (found.size === 0 && ids.size === 0) {
          nothing.push({ term, elsewhere: false, meant: await this.meant(term) });
          continue;
        }
        const worth = Math.log(1 + (lengths.length - found.size + 0.5) / (found.size + 0.5));
        whole += worth;
        const units = await this.units(found, query.scope);
        for (const unit of units.keys()) held.set(unit, (held.get(unit) ?? 0) + worth);
        places.push({ term, found });
        if (ids.size > 0) spoken.push({ ids, worth, units });
      }
      const { statement } = await this.known([...held.keys()]);
      for (const unit of [...held.keys()].filter(isStatement)) {
        const { speaker } = statement(unit);
        for (const { ids, worth, units } of spoken) if (ids.has(speaker) && !units.has(unit)) held.set(unit, held.get(unit) + worth);
      }
      let units = [...held.keys()].filter((unit) => held.get(unit) >= whole / 2);
      for (const term of filters) units = (await this.sieve(term, units)).kept;
      const day = (unit) => spans[documentOf(unit)]?.[0] ?? -Infinity;
      const newest = (a, b) => (day(b) === day(a) ? b - a : day(b) > day(a) ? 1 : -1);
      const weight = (unit) => held.get(unit) * (isStatement(unit) ? SPOKEN : 1);
      const best = (a, b) => weight(b) - weight(a) || newest(a, b);
      units.sort(sort === "newest" ? newest : sort === "oldest" ? (a, b) => newest(b, a) : best);
      query.clauses = [{ not: false, terms: [...asked.values()] }];
      return { query, units, scores: held, nothing, misread: [], places };
    }

    /** How many words the units of some documents have; a statement those of its own. */
    async sizes(documents, lengths) {
      const statements = await this.index.ranges(this.articles(documents));
      const own = (unit) => statements(documentOf(unit))[positionOf(unit)].reduce((sum, [start, end]) => sum + end - start, 0);
      return (unit) => (isStatement(unit) ? own(unit) : lengths[unit]);
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
      const nearest = found.sort((a, b) => a[0] - b[0] || a[1] - b[1]).slice(0, 3).map(([, , form]) => form);
      return Promise.all(nearest.map((form) => this.spelled(form)));
    }

    /** A form as the archive spells it: in small letters if any name or text that has it does so, else with its capitals. */
    async spelled(form) {
      const names = await this.index.names();
      const known = Object.values(names).flat(2).flatMap((name) => globalThis.onrecordWords.pieces(name).map((piece) => piece.text));
      const entries = (await this.index.exact(form)).slice(0, 1);
      const documents = (await this.all(entries)).flatMap((postings) => [...postings.keys()].slice(0, 3));
      const records = await Promise.all(documents.map((document) => this.index.record(document)));
      const texts = records.flatMap((record) => record.items.filter((item) => item.place !== undefined).map((item) => item.text));
      const titled = records.flatMap((record) => globalThis.onrecordWords.pieces(record.title).map((piece) => piece.text));
      const spellings = (list) => list.filter((text) => folded(text) === form);
      // Page names are in small letters and say nothing; a title may have capitals that its words have nowhere else.
      const inTexts = spellings(texts);
      return inTexts.find((text) => text === text.toLowerCase()) ?? inTexts[0]
        ?? spellings(known).find((text) => text !== text.toLowerCase()) ?? spellings(titled)[0] ?? form;
    }

    /** How many of some units there are of each outlet, topic, person, year, the most first, and of each kind of statement. */
    async counts(units) {
      const { owner, statement, date } = await this.known(units);
      const facets = await this.index.facets(new Set(units.map(owner)));
      const names = await this.index.names();
      const counts = { people: new Map(), topics: new Map(), outlets: new Map(), years: new Map(), kinds: new Map() };
      const add = (map, key) => map.set(key, (map.get(key) ?? 0) + 1);
      for (const unit of units) {
        const article = facets(owner(unit));
        const said = statement(unit);
        if (article.outlet >= 0) add(counts.outlets, article.outlet);
        (said ?? article).topics.forEach((topic) => add(counts.topics, topic));
        if (said === undefined) article.people.forEach((person) => add(counts.people, person));
        else if (said.speaker >= 0) add(counts.people, said.speaker);
        if (said !== undefined) Object.keys(IS).filter((name) => IS[name](said)).forEach((name) => add(counts.kinds, name));
        const when = date(unit);
        if (when !== undefined) add(counts.years, new Date(when[0] * 86_400_000).getUTCFullYear());
      }
      const named = (map, list) => [...map].map(([id, count]) => ({ name: list[id][1] ?? list[id][0], count }));
      const order = (list) => list.sort((a, b) => b.count - a.count || (a.name < b.name ? -1 : 1));
      return {
        people: order(named(counts.people, names.people)),
        topics: order(named(counts.topics, names.topics)),
        outlets: order(named(counts.outlets, names.outlets)),
        kinds: Object.keys(IS).filter((name) => counts.kinds.has(name)).map((name) => ({ name, count: counts.kinds.get(name) })),
        years: [...counts.years].map(([name, count]) => ({ name: String(name), count })).sort((a, b) => Number(b.name) - Number(a.name)),
      };
    }

    /** A unit as a result shows it: its record, the statement it is, and the places in it that the query hit, in order. */
    async show(unit, { places }) {
      const document = documentOf(unit);
      const record = await this.index.record(document);
      const statement = isStatement(unit) ? record.statements[positionOf(unit)] : undefined;
      const hits = places.flatMap(({ found }, at) => (found.get(document) ?? []).map(([start, end]) => ({ start, end, at })));
      const inside = hits.filter(({ start, end }) => statement === undefined || holds(statement.ranges, [start, end]));
      return { document, record, statement, hits: inside.sort((a, b) => a.start - b.start || a.end - b.end) };
    }
  }

  /** Postings of several entries as one: for every document the places in order. Those of a single entry are it already. */
  function joined(postings) {
    if (postings.length === 1) return postings[0];
    const all = new Map();
    for (const documents of postings) {
      for (const [document, places] of documents) all.set(document, all.has(document) ? all.get(document).concat(places) : places);
    }
    for (const [document, places] of all) all.set(document, places.slice().sort((a, b) => a[0] - b[0]));
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
