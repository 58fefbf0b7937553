// Runs the search engine without a browser: `node engine.mjs <static/search> <site>`, the request as JSON on standard input.
import fs from "node:fs";
import path from "node:path";
import vm from "node:vm";

const [scripts, site] = process.argv.slice(2);
for (const name of ["words", "query", "index", "engine"]) {
  vm.runInThisContext(fs.readFileSync(path.join(scripts, `${name}.js`), "utf8"), { filename: `${name}.js` });
}
const waiting = new Map();
globalThis.onrecordSearch = (name, ...parts) => waiting.get(name)(parts);
const load = (name) => new Promise((resolve) => {
  waiting.set(name, resolve);
  vm.runInThisContext(fs.readFileSync(path.join(site, "search", `${name}.js`), "utf8"), { filename: name });
});
const request = JSON.parse(fs.readFileSync(0, "utf8"));
const answer = {};
const search = new globalThis.OnrecordSearch.Search(load);

if (request.words) answer.stems = request.words.map(globalThis.onrecordWords.english);
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
process.stdout.write(JSON.stringify(answer));
