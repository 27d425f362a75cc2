import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { checkCommand } from "../../packages/codegen/src/command/check.ts";
import { diffCommand } from "../../packages/codegen/src/command/diff.ts";
import { generateCommand } from "../../packages/codegen/src/command/generate.ts";
import { importCommand } from "../../packages/codegen/src/command/import.ts";
import { CodegenError } from "../../packages/codegen/src/source/codegen-error.ts";
import { changeFiles } from "../../packages/codegen/src/source/disk.ts";
import { singleLine } from "../../packages/codegen/src/source/escape.ts";
import { bundlePath, readSpecification } from "../../packages/codegen/src/source/specification.ts";
import { type Draft, draftBundle } from "../../packages/codegen/src/update/find-problems.ts";
import { scaffold } from "../../packages/codegen/src/update/scaffold.ts";
import { step } from "./progress.ts";
import { runTests } from "./run-tests.ts";
import { openSummary, problemSection, section, type UpdateSummary } from "./summary.ts";
import {
  beginUpdate,
  checkOutBefore,
  endUpdate,
  hasChanged,
  restoreChangeset,
  resumeUpdate,
  undoUpdate,
} from "./working-tree.ts";

const specFolder = "spec";
const outFolder = "packages/schema/src";

export interface UpdateOptions {
  /** The official documents; undefined to continue a running update. */
  readonly source: string | undefined;
  readonly scaffold: boolean;
  readonly skipTests: boolean;
  readonly summaryFile: string | undefined;
}

/**
 * Takes over the official documents.
 * @returns 0: done; 1: something is left to do by hand, or tests fail
 * @throws {RefusedUpdate} The update cannot begin or continue.
 * @throws {CodegenError} The documents are not understood. A failed new update changes nothing.
 */
export async function update(options: UpdateOptions): Promise<number> {
  const summary = openSummary(options.summaryFile);
  if (options.source === undefined) {
    resumeUpdate();
    return finish(await draft(options), options, summary);
  }
  beginUpdate();
  const begun = await begin(options.source, options).catch((error: unknown) => {
    undoUpdate();
    throw error;
  });
  if (begun === undefined) {
    undoUpdate();
    summary.add("Nothing to do: the official documents state the same facts.");
    return 0;
  }
  return finish(begun, options, summary);
}

async function begin(source: string, options: UpdateOptions): Promise<Draft | undefined> {
  await step("import", () => importCommand(specFolder, source, { fetch }));
  return hasChanged("spec/documents") ? draft(options) : undefined;
}

/** Builds the bundle as far as the overlays allow, with placeholders if the option is set, and writes it. */
async function draft(options: UpdateOptions): Promise<Draft> {
  return step("bundle", async () => {
    let current = await draftBundle(readSpecification(specFolder));
    // A body that becomes a component needs a description: each round finds problems that the previous round
    // caused.
    for (let round = 0; options.scaffold && round < 5; round += 1) {
      const files = scaffold(readSpecification(specFolder), current.problems);
      if (files.size === 0) break;
      await changeFiles(specFolder, { write: files });
      current = await draftBundle(readSpecification(specFolder));
    }
    await changeFiles(specFolder, { write: new Map([[bundlePath, current.bundle.text]]) });
    return current;
  });
}

/** Does all steps from the comparison on. Slow steps come last. */
async function finish({ problems }: Draft, options: UpdateOptions, summary: UpdateSummary): Promise<number> {
  summary.add(await step("compare", compare));
  summary.add(problemSection(problems));
  if (problems.length > 0) {
    summary.add(
      section("Not generated yet", [
        `- ${outFolder} is still generated from the old documents: it is generated when the specification is complete`,
      ]),
    );
    return leaveOpen();
  }
  await step("generate", () => generateCommand(specFolder, outFolder));
  const remaining = await step("check", checkGenerated);
  summary.add(section("To write or remove by hand", remaining));
  if (remaining.length > 0) return leaveOpen();
  const failures = options.skipTests ? [] : await step("test", testWithReport);
  summary.add(section("Failing tests", failures));
  if (failures.length > 0) return leaveOpen();
  endUpdate();
  return 0;
}

function leaveOpen(): number {
  process.stderr.write("spec:update: when this is done, continue with `pnpm spec:update --continue`\n");
  return 1;
}

/** The remaining findings of `check`: placeholders, and missing descriptions of push messages. */
async function checkGenerated(): Promise<readonly string[]> {
  const { documentation, orphans, placeholders } = await checkCommand(specFolder, outFolder);
  return [
    ...documentation.undocumented.map(({ kind, pointer }) => `- ${kind} without a description: #${pointer}`),
    ...orphans.map((orphan) => `- described, but does not exist: ${orphan}`),
    ...placeholders.map((pointer) => `- TODO is left at #${pointer}`),
  ].map(singleLine);
}

/** Compares with the last commit, and writes the changeset. */
async function compare(): Promise<string> {
  const scratch = mkdtempSync(join(tmpdir(), "hm-spec-update-"));
  try {
    restoreChangeset();
    const before = checkOutBefore(specFolder, scratch);
    const { output } = await diffCommand([before, specFolder, "--markdown", "--changeset"], false);
    return output;
  } catch (error) {
    if (!(error instanceof CodegenError)) throw error;
    return `The comparison is not possible yet: ${error.message}`;
  } finally {
    rmSync(scratch, { recursive: true, force: true });
  }
}

async function testWithReport(): Promise<readonly string[]> {
  const scratch = mkdtempSync(join(tmpdir(), "hm-spec-update-"));
  try {
    return await runTests(join(scratch, "tests.json"));
  } finally {
    rmSync(scratch, { recursive: true, force: true });
  }
}
