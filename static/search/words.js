// @ts-check
// What counts as a word, and which words count as the same: what src/search/words.rs does to the texts, for queries.
(() => {
  "use strict";

  /** Longest form, in characters. */
  const LONGEST = 40;
  const RUN = "\\u3005\\u3041-\\u3096\\u30a1-\\u30fa\\u30fc\\u3400-\\u4dbf\\u4e00-\\u9fff\\uf900-\\ufaff\\u{20000}-\\u{3ffff}";
  /** A letter, digit or mark of a word, a single letter, and what nobody sees: soft hyphens, characters without width. */
  const LETTER = `(?![${RUN}])[\\p{Alphabetic}\\p{N}\\p{M}]`;
  const SINGLE = `(?![${RUN}])\\p{Alphabetic}`;
  const UNSEEN = "\\u00ad\\u200b-\\u200d\\u2060\\ufeff";
  const GROUPS = ".,'’";
  const END = `(?!${LETTER}|[${UNSEEN}])`;
  /** A run; letters with stops between them; digits in groups of three; any other word. */
  const PIECES = new RegExp(
    `([${RUN}]+)|(${SINGLE}(?:\\.${SINGLE})+${END}|[0-9]{1,3}(?:[${GROUPS}][0-9]{3})+${END}|${LETTER}(?:${LETTER}|[${UNSEEN}])*)`,
    "gu",
  );
  const JOINTS = new RegExp(`[${UNSEEN}${GROUPS}]+`, "gu");
  const ACCENTS = /[\u0300-\u036f\u0591-\u05bd\u05bf-\u05c7\u064b-\u065f\u0670]+/g;
  const LETTERS = { "ß": "ss", "æ": "ae", "œ": "oe", "þ": "th", "ø": "o", "ł": "l", "đ": "d", "ð": "d" };

  /** The form of a word: what is left when case, accents and what joins its parts do not count. */
  function folded(word) {
    if (/^[a-z0-9]{1,40}$/.test(word)) return word;
    const plain = word.replace(JOINTS, "").toLowerCase().normalize("NFKD").replace(ACCENTS, "").replace(/[ßæœþøłđð]/g, (letter) => LETTERS[letter]);
    return Array.from(plain.normalize("NFC")).slice(0, LONGEST).join("");
  }

  /** The words of a text: where each is, and whether it is a run of Chinese or Japanese. */
  function pieces(text) {
    const found = [];
    let skip = -1;
    for (const match of text.matchAll(PIECES)) {
      if (match.index === skip) continue;
      const end = match.index + match[0].length;
      found.push({ start: match.index, end, text: match[0], run: match[1] !== undefined });
      // The possessive 's is no word.
      if (match[2] !== undefined && /^['’][sS]/.test(text.slice(end, end + 2))) {
        const next = text.slice(end + 2, end + 4);
        if (next === "" || !next[Symbol.iterator]().next().value.match(/[\p{Alphabetic}\p{N}\p{M}]/u)) skip = end + 1;
      }
    }
    return found;
  }

  /** How many places a word takes: a run one for each character, anything else one. */
  const places = (piece) => (piece.run ? Array.from(piece.text).length : 1);

  // The English stemmer of Snowball 3 (Porter, "The English (Porter2) stemming algorithm"). It works on forms, as the index does.
  const VOWELS = "aeiouy";
  const isVowel = (letter) => letter !== undefined && VOWELS.includes(letter);
  const WHOLE = {
    skis: "ski", skies: "sky", idly: "idl", gently: "gentl", ugly: "ugli", early: "earli", only: "onli", singly: "singl",
    andes: "andes", atlas: "atlas", bias: "bias", cosmos: "cosmos", howe: "howe", news: "news", sky: "sky",
  };
  const PREFIXES = ["arsen", "commun", "emerg", "gener", "inter", "later", "organ", "past", "univers"];
  const STEP2 = Object.entries({
    ational: "ate", tional: "tion", enci: "ence", anci: "ance", abli: "able", entli: "ent", ization: "ize", izer: "ize",
    ation: "ate", ator: "ate", alism: "al", aliti: "al", alli: "al", fulness: "ful", fulli: "ful", ousli: "ous", ousness: "ous",
    iveness: "ive", iviti: "ive", biliti: "ble", bli: "ble", ogist: "og", ogi: "og", lessli: "less", li: "",
  });
  const STEP3 = Object.entries({
    ational: "ate", tional: "tion", alize: "al", icate: "ic", iciti: "ic", ical: "ic", ful: "", ness: "", ative: "",
  });
  const STEP4 = "ic ance ence able ible ate ive ize iti al ism ion er ous ant ent ment ement".split(" ").map((ending) => [ending, ""]);

  /** The longest of some endings that a word has, with what replaces it. */
  function ending(word, endings) {
    let best;
    for (const pair of endings) {
      if (word.endsWith(pair[0]) && (best === undefined || pair[0].length > best[0].length)) best = pair;
    }
    return best;
  }

  /** The place after the first vowel that a non-vowel follows, looking from `from` on. */
  function region(word, from) {
    let at = from;
    while (at < word.length && !isVowel(word[at])) at += 1;
    while (at < word.length && isVowel(word[at])) at += 1;
    return at < word.length ? at + 1 : word.length;
  }

  /** Whether the word ends in a short syllable. */
  function endsShort(word) {
    const [a, b, c] = [word.at(-3), word.at(-2), word.at(-1)];
    if (word.endsWith("past")) return true;
    if (word.length === 2) return isVowel(b) && !isVowel(c);
    return word.length > 2 && !isVowel(a) && isVowel(b) && !isVowel(c) && !"wxY".includes(c);
  }

  const hasVowel = (part) => Array.from(part).some(isVowel);

  /** Without the plural or the third person. */
  function step1a(word) {
    if (word.endsWith("sses")) return word.slice(0, -2);
    if (word.endsWith("ied") || word.endsWith("ies")) return word.slice(0, -3) + (word.length > 4 ? "i" : "ie");
    if (!word.endsWith("s") || word.endsWith("ss") || word.endsWith("us")) return word;
    return hasVowel(word.slice(0, -2)) ? word.slice(0, -1) : word;
  }

  /** Without -ed and -ing. */
  function step1b(word, p1) {
    const found = ["eedly", "ingly", "edly", "eed", "ing", "ed"].find((suffix) => word.endsWith(suffix));
    if (found === undefined) return word;
    const before = word.slice(0, -found.length);
    if (found.startsWith("eed")) {
      return before.length >= p1 && !["succ", "proc", "exc"].includes(before) ? `${before}ee` : word;
    }
    if (found === "ing") {
      if (before.length === 2 && before[1] === "y" && !isVowel(before[0])) return `${before[0]}ie`;
      if (["even", "cann", "inn", "earr", "herr", "out"].includes(before)) return word;
    }
    if (!hasVowel(before)) return word;
    if (/(?:at|bl|iz)$/.test(before)) return `${before}e`;
    if (/(?:bb|dd|ff|gg|mm|nn|pp|rr|tt)$/.test(before)) {
      return before.length === 3 && "aeo".includes(before[0]) ? before : before.slice(0, -1);
    }
    return before.length === p1 && endsShort(before) ? `${before}e` : before;
  }

  function step2(word, p1) {
    const found = ending(word, STEP2);
    if (found === undefined) return word;
    const before = word.slice(0, -found[0].length);
    const allowed = found[0] === "ogi" ? before.endsWith("l") : found[0] !== "li" || "cdeghkmnrt".includes(before.at(-1) ?? " ");
    return before.length >= p1 && allowed ? before + found[1] : word;
  }

  function step3(word, p1, p2) {
    const found = ending(word, STEP3);
    if (found === undefined) return word;
    const before = word.slice(0, -found[0].length);
    return before.length >= (found[0] === "ative" ? Math.max(p1, p2) : p1) ? before + found[1] : word;
  }

  function step4(word, p2) {
    const found = ending(word, STEP4);
    if (found === undefined) return word;
    const before = word.slice(0, -found[0].length);
    return before.length >= p2 && (found[0] !== "ion" || /[st]$/.test(before)) ? before : word;
  }

  function step5(word, p1, p2) {
    const before = word.slice(0, -1);
    if (word.endsWith("e")) return before.length >= p2 || (before.length >= p1 && !endsShort(before)) ? before : word;
    return word.endsWith("ll") && before.length >= p2 ? before : word;
  }

  /** The stem of an English form. */
  function english(form) {
    if (Object.hasOwn(WHOLE, form)) return WHOLE[form];
    if (Array.from(form).length < 3) return form;
    const letters = Array.from(form);
    letters.forEach((letter, at) => {
      if (letter === "y" && (at === 0 || isVowel(letters[at - 1]))) letters[at] = "Y";
    });
    let word = letters.join("");
    const prefix = PREFIXES.find((start) => word.startsWith(start));
    const p1 = prefix === undefined ? region(word, 0) : prefix.length;
    const p2 = region(word, p1);
    word = step1b(step1a(word), p1);
    if (/[yY]$/.test(word) && word.length > 2 && !isVowel(word.at(-2))) word = `${word.slice(0, -1)}i`;
    word = step5(step4(step3(step2(word, p1), p1, p2), p2), p1, p2);
    return word.replaceAll("Y", "y");
  }

  globalThis.onrecordWords = { folded, pieces, places, english };
})();
