// Fails when a text that a person reads has a term that was given up: `pnpm check:terms [folder or file…]`.
import { spawnSync } from "node:child_process";
import { readFileSync } from "node:fs";
import { findGivenUpTerms } from "./terms/given-up-terms.ts";
import { textPieces } from "./terms/text-pieces.ts";

/**
 * Files without a check: the list of terms contains the terms itself, and the pages of benchmarks are
 * generated from checked sources.
 */
const excepted = /^scripts\/terms\/|pnpm-lock\.yaml$|^docs\/benchmarks|\.(?:svg|png|snap|txt)$/;

const { stdout, status, stderr } = spawnSync(
  "git",
  ["ls-files", "-z", "--cached", "--others", "--exclude-standard", "--", ...process.argv.slice(2)],
  { encoding: "utf8", maxBuffer: 1 << 26 },
);
if (status !== 0) throw new Error(`git ls-files failed: ${stderr}`);
const files = stdout.split("\0").filter((file) => file !== "" && !excepted.test(file));
if (files.length === 0) {
  console.error(`No file of the repository is in ${process.argv.slice(2).join(", ")}.`);
  process.exit(2);
}

let problems = 0;
for (const file of files) {
  const text = readFileSync(file, "utf8");
  for (const { line, found, instead } of findGivenUpTerms(textPieces(file, text))) {
    console.error(`${file}:${line}: "${found}" is given up: write ${instead}`);
    problems++;
  }
}
console.log(`${files.length} files, ${problems} terms that were given up`);
process.exitCode = problems > 0 ? 1 : 0;
