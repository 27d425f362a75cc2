// Takes over what the official documents say now, and says what that means for a release:
// import, bundle and lint, diff and changeset, generate, test, a summary in Markdown on standard output.
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
codegen("bundle");
const after = join(scratch, "after");
copyContract(after);
const summary = codegen("diff", before, after, "--markdown", "--changeset");
codegen("generate");
const byHand = leftToDo();
const failures = values["skip-tests"] ? [] : runTests(join(scratch, "tests.json"));
report(
  [
    summary.trim(),
    ...section("To write or remove by hand", byHand),
    ...section("Failing tests", failures),
  ].join("\n\n"),
);
process.exitCode = failures.length + byHand.length > 0 ? 1 : 0;

function section(title: string, lines: readonly string[]): readonly string[] {
  return lines.length === 0 ? [] : [`### ${title}\n\n${lines.join("\n")}`];
}

/** Descriptions that are missing, or describe what is gone: words are people's work. */
function leftToDo(): readonly string[] {
  const { stderr } = run("check");
  return stderr
    .split("\n")
    .filter((line) => /^(undocumented|describes what is not there): /.test(line))
    .map((line) => `- ${line}`);
}

/** The bundle, and the documents that are no part of it: together, all that callers rely on. */
function copyContract(folder: string): void {
  mkdirSync(folder);
  cpSync("spec/high-mobility.openapi.yaml", join(folder, "high-mobility.yaml"));
  for (const file of readdirSync("spec/documents"))
    if (/^paths: \{\}$/m.test(readFileSync(join("spec/documents", file), "utf8")))
      cpSync(join("spec/documents", file), join(folder, file));
}

function codegen(verb: string, ...args: string[]): string {
  console.error(`spec:update: ${verb}`);
  const { status, stdout, stderr } = run(verb, ...args);
  if (status === 0) return stdout;
  restore();
  return refuse(stderr.trim());
}

function run(...args: string[]): { status: number | null; stdout: string; stderr: string } {
  const cli = fileURLToPath(new URL("../packages/codegen/src/cli.ts", import.meta.url));
  return spawnSync(process.execPath, [cli, ...args, "--root", "."], { encoding: "utf8" });
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
