// Takes over what the official documents say now, and says what that means for a release:
// import, prune words for what went, bundle and lint, diff and changeset, generate, test, a summary in Markdown on standard output.
// A failed step before the tests leaves the checkout as it was. Exit code 1: tests fail; 2: refused.
import { spawnSync } from "node:child_process";
import { cpSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { parseArgs } from "node:util";
import { runTests } from "./failed-tests.ts";

const { values, positionals } = parseArgs({
  allowPositionals: true,
  options: { summary: { type: "string" }, "skip-tests": { type: "boolean" } },
});
const cli = fileURLToPath(new URL("../packages/codegen/src/cli.ts", import.meta.url));
const touched = ["spec", "packages/schema/src", "docs/spec-changes.md", ".changeset"];
const scratch = mkdtempSync(join(tmpdir(), "hm-spec-update-"));
process.on("exit", () => rmSync(scratch, { recursive: true, force: true }));

const [source] = positionals;
if (source === undefined || positionals.length > 1)
  refuse("it takes one folder or URL with the official documents");
const dirty = git("status", "--porcelain").trim();
if (dirty !== "")
  refuse(
    `the working tree has changes, which a failed update could not tell from its own:\n${dirty}\ncommit or stash them`,
  );

const before = join(scratch, "before");
copyContract(before);
codegen("import", source);
if (git("status", "--porcelain", "--", "spec/documents") === "") {
  restore();
  report("Nothing to do: the official documents state the same facts.");
  process.exit(0);
}
const pruned = codegen("prune").trim();
codegen("bundle");
const after = join(scratch, "after");
copyContract(after);
const summary = codegen("diff", before, after, "--markdown", "--changeset");
codegen("generate");
const failures = values["skip-tests"] ? [] : runTests(join(scratch, "tests.json"));
report(
  [
    summary.trim(),
    section("Descriptions removed with what they describe", pruned.replaceAll(/^pruned (.*)$/gm, "- `$1`")),
    section("Without a description yet: write one in spec/overlays", undescribed().join("\n")),
    section("Failing tests", failures.join("\n")),
  ]
    .filter(Boolean)
    .join("\n\n"),
);
process.exitCode = failures.length > 0 ? 1 : 0;

/** The bundle, and the documents that are no part of it: together, all that callers rely on. */
function copyContract(folder: string): void {
  mkdirSync(folder);
  cpSync("spec/high-mobility.openapi.yaml", join(folder, "high-mobility.yaml"));
  for (const file of readdirSync("spec/documents"))
    if (/^paths: \{\}$/m.test(readFileSync(join("spec/documents", file), "utf8")))
      cpSync(join("spec/documents", file), join(folder, file));
}

function section(title: string, text: string): string {
  return text === "" ? "" : `### ${title}\n\n${text}`;
}

function undescribed(): readonly string[] {
  const { stderr } = spawnSync(process.execPath, [cli, "check"], { encoding: "utf8" });
  return [...stderr.matchAll(/^undocumented: (.*)$/gm)].map(([, name]) => `- ${name}`);
}

function codegen(verb: string, ...args: string[]): string {
  console.error(`spec:update: ${verb}`);
  const { status, stdout, stderr } = spawnSync(process.execPath, [cli, verb, ...args, "--root", "."], {
    encoding: "utf8",
  });
  if (status === 0) return stdout;
  restore();
  return refuse(stderr.trim());
}

function git(...args: string[]): string {
  const { status, stdout, stderr } = spawnSync("git", args, { encoding: "utf8" });
  return status === 0 ? stdout : refuse(stderr.trim());
}

function restore(): void {
  git("restore", "--", ...touched.filter((path) => git("ls-files", "--", path) !== ""));
  git("clean", "-fdq", "--", ...touched);
}

function report(text: string): void {
  console.log(text);
  if (values.summary !== undefined) writeFileSync(values.summary, `${text}\n`);
}

function refuse(reason: string): never {
  console.error(`spec:update: refused: ${reason}`);
  process.exit(2);
}
