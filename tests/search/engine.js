// Answers a request with the search engine, without a page around it. Runs in an engine that knows no files: `evaluate` is given,
// and runs the script of the index that has a name.
(() => {
  "use strict";

  const waiting = new Map();
  globalThis.onrecordSearch = (name, ...parts) => waiting.get(name)(parts);
  const load = (name) => new Promise((resolve) => {
    waiting.set(name, resolve);
    evaluate(name);
  });

  globalThis.answer = async (asked) => {
    const request = JSON.parse(asked);
    const answer = {};
    const search = new globalThis.OnrecordSearch.Search(load);
    if (request.words) answer.stems = request.words.map(globalThis.onrecordWords.english);
    if (request.parsed) answer.parsed = request.parsed.map(globalThis.onrecordQuery.parse);
    if (request.queries) {
      answer.units = [];
      for (const query of request.queries) answer.units.push((await search.run(query)).units.sort((a, b) => a - b));
    }
    if (request.shows) {
      answer.shows = [];
      for (const query of request.shows) {
        const found = await search.run(query);
        const results = [];
        for (const unit of found.units) {
          const { record, statement } = await search.show(unit, found);
          const inside = ({ place }) => statement?.ranges.some(([start, end]) => start <= place && place < end);
          const words = record.items.filter(inside).map(({ text }) => text).join(" ");
          results.push({ words, standing: statement?.standing ?? 0, quoted: statement?.quoted ?? false });
        }
        answer.shows.push({ results, misread: found.misread, nothing: found.nothing });
      }
    }
    if (request.questions) {
      answer.questions = [];
      for (const { text, small } of request.questions) {
        const found = await search.nearly(text, small);
        const shown = await Promise.all((found?.units ?? []).map((unit) => search.show(unit, found)));
        answer.questions.push(shown.map(({ record, statement }) => {
          const inside = ({ place }) => statement?.ranges.some(([start, end]) => start <= place && place < end);
          return statement === undefined ? record.title : record.items.filter(inside).map(({ text }) => text).join(" ");
        }));
      }
    }
    if (request.texts) {
      await search.index.open();
      answer.texts = [];
      for (let article = 0; article < request.texts; article += 1) {
        const { items } = await search.index.record(article);
        const blocks = [];
        for (const item of items) blocks[item.block] = (blocks[item.block] ?? "") + item.text;
        answer.texts.push(Array.from(blocks, (block) => (block ?? "").replace(/\s+/g, " ").trim()).join("\n"));
      }
    }
    return JSON.stringify(answer);
  };
})();
