import { existsSync } from "node:fs";
import { parseArgs } from "node:util";
import { type Change, isAtLeast, levelOf } from "../diff/codes/change.ts";
import { type Level, levels } from "../diff/codes/change-rule.ts";
import { type Comparison, compareApis } from "../diff/compare/compare-apis.ts";
import type { SpecificationDocument } from "../diff/documents/located.ts";
import { specificationsIn } from "../diff/documents/specification-files.ts";
import { readApi } from "../diff/operations/read-api.ts";
import { changesetFile, changesetText } from "../diff/report/changeset.ts";
import { jsonReport } from "../diff/report/json-report.ts";
import { markdownReport } from "../diff/report/markdown-report.ts";
import { releasesOf } from "../diff/report/releases.ts";
import { textReport } from "../diff/report/text-report.ts";
import { tokenPathsIn } from "../diff/report/token-paths.ts";
import { isDocumentPath } from "../import/read-documents.ts";
import { CodegenError } from "../source/codegen-error.ts";
import { changeFiles, readFileOrFolder, readFolder } from "../source/disk.ts";
import { contractDocuments } from "./contract-documents.ts";

const usage = `Usage: codegen diff <old> <new>

  Says what changed for callers between two bundles, two official documents, two folders of documents, or the folders
  of two specifications.

  --json              { level, changes, unknown } on standard output and nothing else there
  --markdown          for a pull request
  --fail-on <level>   exit code 1 if a change is of this level (major, minor, patch) or a higher one
  --changeset         writes ${changesetFile} into the folder of --out, or adds to it
  --out <folder>      the folder that gets the changeset. Default: .changeset
`;

export interface DiffResult {
  readonly output: string;
  readonly exitCode: number;
}

/** `diff`: compares, reports, and adds the changes to the next release if `--changeset` is set. */
export async function diffCommand(args: readonly string[], colour: boolean): Promise<DiffResult> {
  const { values, positionals } = parse(args);
  if (values.help) return { output: usage, exitCode: 0 };
  const [oldPath, newPath, ...rest] = positionals;
  if (oldPath === undefined || newPath === undefined || rest.length > 0)
    throw new CodegenError("diff takes two files or two folders: the old one and the new one");
  if (values.json && values.markdown) throw new CodegenError("--json and --markdown exclude each other");
  const threshold = values["fail-on"] === undefined ? undefined : levelNamed(values["fail-on"]);
  const old = await readSpecifications(oldPath);
  const next = await readSpecifications(newPath);
  const comparison = compareApis({ old: readApi(old), new: readApi(next) });
  const { changes } = comparison;
  if (values.changeset) await writeChangeset(values.out ?? ".changeset", changes, [...old, ...next]);
  const failed = threshold !== undefined && isAtLeast(levelOf(changes), threshold);
  return { output: report(comparison, values, colour), exitCode: failed ? 1 : 0 };
}

interface DiffFlags {
  readonly json?: boolean | undefined;
  readonly markdown?: boolean | undefined;
  readonly changeset?: boolean | undefined;
  readonly "fail-on"?: string | undefined;
  readonly out?: string | undefined;
  readonly help?: boolean | undefined;
}

function parse(args: readonly string[]): { values: DiffFlags; positionals: string[] } {
  try {
    return parseArgs({
      args: [...args],
      allowPositionals: true,
      options: {
        json: { type: "boolean" },
        markdown: { type: "boolean" },
        changeset: { type: "boolean" },
        "fail-on": { type: "string" },
        out: { type: "string" },
        help: { type: "boolean", short: "h" },
      },
    });
  } catch (cause) {
    throw new CodegenError(cause instanceof Error ? cause.message : "unreadable arguments", {}, { cause });
  }
}

function levelNamed(name: string): Level {
  const level = levels.find((candidate) => candidate === name);
  if (level === undefined) throw new CodegenError(`--fail-on takes ${levels.join(", ")}, not "${name}"`);
  return level;
}

async function readSpecifications(path: string): Promise<readonly SpecificationDocument[]> {
  return contractDocuments(path) ?? specificationsIn(readFileOrFolder(path, isDocumentPath));
}

function report(comparison: Comparison, { json, markdown }: DiffFlags, colour: boolean): string {
  if (json) return jsonReport(comparison);
  return markdown ? markdownReport(comparison) : textReport(comparison, { colour });
}

async function writeChangeset(
  folder: string,
  changes: readonly Change[],
  documents: readonly SpecificationDocument[],
): Promise<void> {
  if (changes.length === 0) return;
  const isChangeset = (path: string): boolean => path === changesetFile;
  const existing = existsSync(folder) ? readFolder(folder, isChangeset) : new Map<string, string>();
  const releases = releasesOf(changes, tokenPathsIn(documents));
  const text = changesetText(changes, releases, existing.get(changesetFile));
  await changeFiles(folder, { write: new Map([[changesetFile, text]]) });
}
