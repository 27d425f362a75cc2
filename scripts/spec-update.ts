// Takes over what the official documents say now, and says what that means for a release:
// import, bundle and lint, diff and changeset, generate, test, a summary in Markdown on standard output.
// A failed step before the tests leaves the checkout as it was. Exit code 1: tests fail, or there are
// words to write or remove by hand; 2: refused.
import { spawnSync } from "node:child_process";
import { cpSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { parseArgs } from "node:util";
import { bundleCommand } from "../packages/codegen/src/command/bundle.ts";
import { checkCommand } from "../packages/codegen/src/command/check.ts";
import { diffCommand } from "../packages/codegen/src/command/diff.ts";
import { generateCommand } from "../packages/codegen/src/command/generate.ts";
import { importCommand } from "../packages/codegen/src/command/import.ts";
import { CodegenError } from "../packages/codegen/src/source/codegen-error.ts";
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

// An interruption ends the step under way; the checkout is then put back as it was.
const interrupted = new AbortController();
for (const name of ["SIGINT", "SIGTERM"] as const)
  process.once(name, () => interrupted.abort(new CodegenError(`interrupted by ${name}`)));

try {
  process.exitCode = await update(source);
} catch (error) {
  restore();
  if (!(error instanceof CodegenError)) throw error;
  refuse(error.message);
}

async function update(from: string): Promise<number> {
  const before = copyContract("before");
  await importCommand("spec", from, { fetch });
  if (git("status", "--porcelain", "--", "spec/documents") === "") {
    restore();
    report("Nothing to do: the official documents state the same facts.");
    return 0;
  }
  await bundleCommand("spec");
  const { output } = await diffCommand([before, copyContract("after"), "--markdown", "--changeset"], false);
  await generateCommand("spec", "packages/schema/src");
  const { documentation, orphans } = await checkCommand("spec", "packages/schema/src");
  const byHand = [
    ...documentation.undocumented.map(({ kind, pointer }) => `- undocumented: ${kind} #${pointer}`),
    ...orphans.map((orphan) => `- describes what is not there: ${orphan}`),
  ];
  const failures = values["skip-tests"] ? [] : runTests(join(scratch, "tests.json"));
  const sections = [
    output,
    section("To write or remove by hand", byHand),
    section("Failing tests", failures),
  ];
  report(sections.filter(Boolean).join("\n\n"));
  return failures.length + byHand.length > 0 ? 1 : 0;
}

function section(title: string, lines: readonly string[]): string {
  return lines.length === 0 ? "" : `### ${title}\n\n${lines.join("\n")}`;
}

/** The bundle, and the documents that are no part of it: together, all that callers rely on. */
function copyContract(name: string): string {
  const folder = join(scratch, name);
  mkdirSync(folder);
  cpSync("spec/high-mobility.openapi.yaml", join(folder, "high-mobility.yaml"));
  for (const file of readdirSync("spec/documents"))
    if (/^paths: \{\}$/m.test(readFileSync(join("spec/documents", file), "utf8")))
      cpSync(join("spec/documents", file), join(folder, file));
  return folder;
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
