// Runs search.mjs, which is also there to be run by hand on any site, on the built archive.
import { execFileSync } from "node:child_process";
import { test } from "node:test";
import { fileURLToPath } from "node:url";
import { folder } from "./site.mjs";

test("search gives the same results from disk, from a server and below a sub-path", () => {
  execFileSync(process.execPath, [fileURLToPath(new URL("search.mjs", import.meta.url)), folder], { stdio: "inherit" });
});
