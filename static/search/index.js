// @ts-check
// Reads the index that src/search writes: scripts below search/, loaded by name as a query needs them.
(() => {
  "use strict";

  const STOPPERS = 64;
  const CONTINUERS = 28;
  const DIGITS = new Uint8Array(128);
  for (let code = 32, digit = 0; code < 127; code += 1) {
    if (code !== 36 && code !== 92 && code !== 96) DIGITS[code] = digit++;
  }
  /** The digit that stands before a statement that is not one short range. */
  const LONG = 91;
  const { folded, pieces, places } = globalThis.onrecordWords;

  /** A number of any sign from one without: 0, 1, 2, 3 are 0, -1, 1, -2. */
  const signed = (number) => (number % 2 === 0 ? number / 2 : -(number + 1) / 2);

  /** Reads numbers from text, one after the other. */
  class Numbers {
    constructor(text, at = 0, end = text.length) {
      this.text = text;
      this.at = at;
      this.end = end;
    }

    get more() {
      return this.at < this.end;
    }

    next() {
      let number = 0;
      for (;;) {
        const digit = DIGITS[this.text.charCodeAt(this.at++)];
        if (digit < STOPPERS) return number * STOPPERS + digit;
        number = number * CONTINUERS + (digit - STOPPERS) + 1;
      }
    }

    digit() {
      return DIGITS[this.text.charCodeAt(this.at++)];
    }

    signed() {
      return signed(this.next());
    }

    list() {
      return Array.from({ length: this.next() }, () => this.next());
    }
  }

  /** Whether one word comes before another as the index sorts: by code points. */
  function before(a, b) {
    let at = 0;
    while (at < a.length && a[at] === b[at]) at += 1;
    return at < b.length && (at === a.length || a.codePointAt(at) < b.codePointAt(at));
  }

  /** First and last day of a date that begins on a day and has a precision, as days since 1970. */
  function span(day, precision) {
    const DAY = 86_400_000;
    const date = new Date(day * DAY);
    const months = [0, 0, 1, 3, 3, 12, 120][precision];
    if (precision === 0) return [day, day];
    if (precision === 1) return [day, day + 6];
    date.setUTCMonth(date.getUTCMonth() + months);
    return [day, date.getTime() / DAY - 1];
  }

  class Index {
    /** `load(name, version)` gives a promise of the arguments with which the script of that name called `onrecordSearch`. */
    constructor(load) {
      this.load = load;
      /** The contents of the index's first script, once it is open. */
      this.root = undefined;
      this.loaded = new Map();
    }

    /** What `make` makes of a script, once. */
    once(name, make) {
      if (!this.loaded.has(name)) {
        const loaded = this.load(name, this.root?.version).then((parts) => make(...parts));
        loaded.catch(() => this.loaded.delete(name));
        this.loaded.set(name, loaded);
      }
      return this.loaded.get(name);
    }

    async open() {
      this.root ??= await this.once("index", (root) => root);
      this.english = this.root.languages.some((tag) => /^en\b/i.test(tag));
      return this;
    }

    /** The shard to which the alphabet assigns a word. */
    home(word) {
      let [low, high] = [0, this.root.shards.length];
      while (low < high) {
        const middle = (low + high) >> 1;
        if (before(word, this.root.shards[middle])) high = middle;
        else low = middle + 1;
      }
      return Math.max(0, low - 1);
    }

    shard(number) {
      if (this.root.shards.length === 0) return Promise.resolve({ stems: new Map(), forms: new Map(), pointers: [] });
      return this.once(`t${number}`, (lines, postings, pointers) => {
        const stems = new Map();
        const forms = new Map();
        let [stem, at] = ["", 0];
        for (const line of lines.split("\n")) {
          const fields = line.split("\t");
          stem = stem.slice(0, DIGITS[fields[0].charCodeAt(0)]) + fields[0].slice(1);
          const entries = [];
          for (let field = 1; field < fields.length; field += 2) {
            const form = stem.slice(0, DIGITS[fields[field].charCodeAt(0)]) + fields[field].slice(1);
            const entry = { stem, form, text: postings, at, end: at, file: undefined };
            if (fields[field + 1][0] === "-") entry.file = fields[field + 1].slice(1);
            else entry.end = at += Number(fields[field + 1]);
            entries.push(entry);
            if (!forms.has(form)) forms.set(form, []);
            forms.get(form).push(entry);
          }
          stems.set(stem, entries);
        }
        return { stems, forms, pointers: pointers.split("\n").slice(0, -1).map((pointer) => pointer.split("\t")) };
      });
    }

    async ofStem(stem) {
      return (await this.shard(this.home(stem))).stems.get(stem) ?? [];
    }

    /** The entries of a form, whatever its stem. */
    async exact(form) {
      const { forms, pointers } = await this.shard(this.home(form));
      const elsewhere = pointers.filter((pointer) => pointer[0] === form).map((pointer) => this.ofStem(pointer[1]));
      const found = (await Promise.all(elsewhere)).flat().filter((entry) => entry.form === form);
      return [...(forms.get(form) ?? []), ...found];
    }

    /** The entries that share a stem with a form. */
    async inflected(form) {
      const exact = await this.exact(form);
      const stems = new Set(exact.map((entry) => entry.stem));
      if (this.english) stems.add(globalThis.onrecordWords.english(form));
      const found = await Promise.all(Array.from(stems, (stem) => this.ofStem(stem)));
      return found.flat();
    }

    /** The entries whose form begins so. */
    async beginning(prefix) {
      const [first, last] = [this.home(prefix), this.home(`${prefix}\u{10ffff}`)];
      const shards = await Promise.all(Array.from({ length: last - first + 1 }, (_, at) => this.shard(first + at)));
      const found = new Set();
      for (const { forms, pointers } of shards) {
        for (const [form, entries] of forms) if (form.startsWith(prefix)) entries.forEach((entry) => found.add(entry));
        for (const [form, stem] of pointers) {
          if (!form.startsWith(prefix)) continue;
          for (const entry of await this.ofStem(stem)) if (entry.form === form) found.add(entry);
        }
      }
      return Array.from(found);
    }

    /** The documents of an entry, each with its places as ranges: the first, and one past the last. */
    async postings(entry) {
      if (entry.documents === undefined) {
        const text = entry.file === undefined ? entry.text : await this.once(`p${entry.file}`, (large) => large);
        const numbers = entry.file === undefined ? new Numbers(text, entry.at, entry.end) : new Numbers(text);
        const documents = new Map();
        let document = 0;
        while (numbers.more) {
          const head = numbers.next();
          document += Math.floor(head / 2);
          const found = new Array(head % 2 === 1 ? numbers.next() + 2 : 1);
          for (let at = 0, place = 0; at < found.length; at += 1) {
            place += numbers.next();
            found[at] = [place, ++place];
          }
          documents.set(document++, found);
        }
        entry.documents = documents;
      }
      return entry.documents;
    }

    /** Length, in words, and date of every document; the articles of the notes. */
    documents() {
      return this.once("docs", (classes, dates, notes, words) => {
        const lengths = Array.from(classes, (letter) => {
          const digit = DIGITS[letter.charCodeAt(0)];
          return (8 + (digit % 8)) * 2 ** (Math.floor(digit / 8) + 1) - 16;
        });
        const spans = new Array(this.root.articles).fill(undefined);
        const numbers = new Numbers(dates);
        for (let [article, day] = [0, 0]; numbers.more;) {
          day += numbers.signed();
          const date = span(day, numbers.next());
          for (let count = numbers.next(); count > 0; count -= 1) spans[article++] = date;
        }
        return { lengths, spans, notes, average: Math.max(1, words / Math.max(1, lengths.length)) };
      });
    }

    /** What a column keeps of articles, given some of them: a function from an article to its part. */
    async column(letter, articles, read) {
      const { chunk } = this.root;
      const chunks = new Map();
      for (const article of articles) chunks.set(Math.floor(article / chunk), undefined);
      await Promise.all(Array.from(chunks.keys(), async (number) => {
        chunks.set(number, await this.once(`${letter}${number}`, (text) => {
          const numbers = new Numbers(text);
          const found = [];
          while (numbers.more) found.push(read(numbers));
          return found;
        }));
      }));
      return (article) => chunks.get(Math.floor(article / chunk))?.[article % chunk];
    }

    /** Where the statements of articles stand: for each statement a list of ranges of places. */
    ranges(articles) {
      return this.column("r", articles, (numbers) => {
        let end = 0;
        return Array.from({ length: numbers.next() }, () => {
          const first = numbers.digit();
          const range = (start, length) => {
            end = start + length;
            return [start, end];
          };
          if (first < LONG) return [range(end + numbers.next(), first)];
          return Array.from({ length: numbers.next() }, () => range(end + numbers.signed(), numbers.next()));
        });
      });
    }

    /** Speaker, date, kind, standing, review and topics of the statements of articles. */
    statements(articles) {
      return this.column("s", articles, (numbers) =>
        Array.from({ length: numbers.next() }, () => ({ speaker: numbers.next() - 1, said: saidOn(numbers.next()), ...how(numbers.next()), topics: numbers.list() })));
    }

    /** Outlet, topics and people of articles. */
    facets(articles) {
      return this.column("f", articles, (numbers) => ({ outlet: numbers.next() - 1, topics: numbers.list(), people: numbers.list() }));
    }

    names() {
      return this.once("names", (names) => names);
    }

    dictionary() {
      return this.once("words", (entries) => ["\n", "", ...entries.split("\n").slice(0, -1)]);
    }

    /** A document as results show it: facts, and the items of its text with their places and blocks. */
    async record(document) {
      const name = `x${Math.floor(document / this.root.perText)}`;
      const [records, dictionary] = await Promise.all([this.once(name, (all) => all), this.dictionary()]);
      const [slug, title, date, outlet, names, listed, text, ids, note] = records[document];
      const statements = listed.map(([key, name, how, ...flat]) => {
        const ranges = [];
        for (let at = 0; at < flat.length; at += 2) ranges.push([flat[at], flat[at] + flat[at + 1]]);
        return { key: `s-${key}`, speaker: names[name], standing: how % 16, quoted: how >= 16, ranges };
      });
      return { slug, title, date, outlet, statements, note, blocks: blocks(ids), items: items(text, dictionary, this.root.text) };
    }
  }

  /** How a statement was said: 0 quoted, 1 reported, 2 partly quoted; its standing; and 0 unless an editor 1 checked, 2 corrected or 3 added it. */
  function how(code) {
    return { standing: Math.floor(code / 12), kind: Math.floor(code / 4) % 3, review: code % 4 };
  }

  /** How the index writes the date of a statement: that of its article, none, or one of its own. */
  function saidOn(code) {
    if (code < 2) return code === 0 ? "article" : undefined;
    return span(signed(Math.floor((code - 2) / 8)), (code - 2) % 8);
  }

  /** The ids of the blocks of an article; undefined for those that have none. */
  function blocks(ids) {
    const numbers = new Numbers(ids);
    const found = [];
    while (numbers.more) {
      const number = numbers.next() - 1;
      found.push(number < 0 ? undefined : `p${number.toString(32).padStart(4, "0")}`);
    }
    return found;
  }

  const lengths = new Map();

  /** How many places an item takes: none if it is no word. */
  function lengthOf(item) {
    let length = lengths.get(item);
    if (length === undefined) {
      const [piece] = pieces(item);
      length = piece?.start === 0 ? places(piece) : 0;
      lengths.set(item, length);
    }
    return length;
  }

  /** The items of a text: words with their places, and what stands between them. */
  function items(text, dictionary, first) {
    const found = [];
    const spelled = [];
    let [place, block, at, afterWord] = [first, -1, 0, false];
    const add = (item) => {
      if (item === "\n") {
        if (block >= 0) {
          place += 1;
          found.push({ text: " ", block });
        }
        block += 1;
        afterWord = false;
        return;
      }
      const length = lengthOf(item);
      const word = length > 0;
      if (word && afterWord) found.push({ text: " ", block });
      if (word) {
        found.push({ text: item, block, place, length });
        place += length;
      } else if (item !== "") {
        found.push({ text: item, block });
      }
      afterWord = word;
    };
    while (at < text.length) {
      const digit = DIGITS[text.charCodeAt(at++)];
      if (digit < 40) add(dictionary[digit]);
      else if (digit < 85) add(dictionary[40 + (digit - 40) * 92 + DIGITS[text.charCodeAt(at++)]]);
      else if (digit < 90) add(spelled[(digit - 85) * 92 + DIGITS[text.charCodeAt(at++)]]);
      else {
        const end = text.indexOf("\n", at);
        const item = text.slice(at, end);
        if (digit === 90 && spelled.length < 460 && !spelled.includes(item)) spelled.push(item);
        add(item);
        at = end + 1;
      }
    }
    return found;
  }

  globalThis.onrecordIndex = { Index, folded };
})();
