// Fails when a source does not follow the dialect of CONTRIBUTING.md, unless scripts/dialect/allowed/<package>.json allows it.
// These lists may only become shorter: an entry that is no longer needed fails too, and `--shrink` removes it.
import { existsSync, globSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { type AllowedViolations, compareWithAllowed } from "./dialect/allowed.ts";
import { repeatableNames, repeatedNames, unusedRepeatableNames } from "./dialect/repeated-names.ts";
import { type DialectViolation, dialectRules, factsOf } from "./dialect/violations.ts";

const shrink = process.argv.includes("--shrink");
const files = globSync(["packages/*/**/*.{ts,mts}", "scripts/**/*.ts", "examples/**/*.ts"], {
  exclude: (path) => /(?:^|[\\/])(?:node_modules|dist)$/.test(path),
})
  .map((file) => file.replaceAll("\\", "/"))
  .filter((file) => !file.endsWith(".d.ts") && !file.startsWith("packages/schema/src/"))
  .sort();
const facts = new Map(files.map((file) => [file, factsOf(file, readFileSync(file, "utf8"))]));

const byPackage = new Map<string, DialectViolation[]>();
for (const violation of [
  ...[...facts.values()].flatMap((each) => each.violations),
  ...repeatedNames(facts),
]) {
  const [top = "", name = ""] = violation.file.split("/");
  const owner = top === "packages" ? name : top;
  byPackage.set(owner, [...(byPackage.get(owner) ?? []), violation]);
}

let problems = 0;
let left = 0;
for (const listed of globSync("scripts/dialect/allowed/*.json")) {
  const owner = listed.replace(/^.*[\\/]|\.json$/g, "");
  if (!byPackage.has(owner)) byPackage.set(owner, []);
}
for (const [owner, violations] of [...byPackage].sort()) {
  const listFile = `scripts/dialect/allowed/${owner}.json`;
  const allowed: AllowedViolations = existsSync(listFile) ? JSON.parse(readFileSync(listFile, "utf8")) : {};
  const { added, stale, remaining } = compareWithAllowed(violations, allowed);
  for (const { rule, name, file, line } of added)
    console.error(`${file}:${line}: ${name}: ${dialectRules[rule]} (${rule})`);
  if (shrink && stale.length > 0) write(listFile, remaining);
  else
    for (const entry of stale) console.error(`${listFile}: stale: ${entry}; run pnpm check:dialect --shrink`);
  problems += added.length + (shrink ? 0 : stale.length);
  for (const [rule, names] of Object.entries(remaining)) {
    const count = Object.values(names).reduce((sum, each) => sum + each, 0);
    left += count;
    console.log(`${owner}: ${count} × ${rule} allowed for now: ${Object.keys(names).join(", ")}`);
  }
}
for (const name of unusedRepeatableNames(facts)) {
  console.error(`scripts/dialect/repeated-names.ts: "${name}" is declared once: remove its exception`);
  problems++;
}

console.log(
  `${files.length} files, ${problems} dialect problems, ${left} allowed for now, ` +
    `${Object.keys(repeatableNames).length} names excepted`,
);
process.exitCode = problems > 0 ? 1 : 0;

function write(file: string, list: AllowedViolations): void {
  if (Object.keys(list).length === 0) rmSync(file);
  else writeFileSync(file, `${JSON.stringify(list, undefined, 2)}\n`);
}
