import { join } from "node:path";
import { buildBundle, bundleFile, lintedBundle } from "./build-bundle.ts";
import { CodegenError } from "./codegen-error.ts";
import { codesPage, codesPageFile } from "./diff/codes-page.ts";
import { readFolder, writeFiles } from "./disk.ts";
import { generate } from "./generate.ts";
import { type Files, type ImportInput, importAnyDocuments, importDocuments } from "./import-documents.ts";
import { type Names, readNames } from "./names.ts";
import { parseSources } from "./sources.ts";
import { type Documentation, documentationOf } from "./undocumented.ts";
import { parseSource } from "./yaml-source.ts";

const schemaFolder = "packages/schema/src";

const isYaml = (path: string): boolean => path.endsWith(".yaml");
/** Whether a path in a folder of official documents is one of them. */
export const isOfficial = (path: string): boolean =>
  /^[^/]+\.ya?ml$/.test(path) || /^json-schema\/.*\/spec\.json$/.test(path);

export interface ImportOptions {
  /** Writes every document there instead of the live ones into `spec/`. */
  readonly out?: string | undefined;
  /** With `out`: drops references that resolve to nothing. */
  readonly allowUnresolved: boolean;
}

/** `import <folder>`: official documents into `spec/`, or all of them into another folder. */
export async function runImport(root: string, folder: string, options: ImportOptions): Promise<string> {
  const input = await readImport(root, folder);
  if (options.out !== undefined) {
    const { files, dropped } = importAnyDocuments({ ...input, allowUnresolved: options.allowUnresolved });
    await writeFiles(options.out, files);
    return [...dropped, `imported ${files.size} documents into ${options.out}`].join("\n");
  }
  const files = importDocuments(input);
  await writeFiles(join(root, "spec"), files);
  return `imported ${files.size - 1} documents into spec/documents`;
}

/** `import --check <folder>`: the files in `spec/` that an import would change. */
export async function findStaleImports(root: string, folder: string): Promise<readonly string[]> {
  const spec = await readSpec(root);
  const files = importDocuments(await readImport(root, folder));
  return [...files].filter(([path, text]) => spec.get(path) !== text).map(([path]) => `spec/${path}`);
}

async function readImport(root: string, folder: string): Promise<ImportInput> {
  const spec = await readSpec(root);
  const entries = parseSources("spec/sources.yaml", spec.get("sources.yaml") ?? "");
  return { entries, official: await readFolder(folder, isOfficial) };
}

/** `bundle`: documents and overlays into the bundle. */
export async function runBundle(root: string): Promise<string> {
  const { text } = await lintedBundle(await readSpec(root));
  await writeFiles(root, new Map([[bundleFile, text]]));
  return `wrote ${bundleFile}`;
}

/** `generate`: the bundle into `packages/schema/src`. */
export async function runGenerate(root: string): Promise<string> {
  const spec = await readSpec(root);
  const text = spec.get("high-mobility.openapi.yaml");
  if (text === undefined)
    throw new CodegenError("is missing; run `codegen bundle` first", { file: bundleFile });
  const files = await generate(parseSource(bundleFile, text).value, names(spec));
  await writeFiles(join(root, schemaFolder), files);
  await writeFiles(root, new Map([[codesPageFile, codesPage()]]));
  return `wrote ${files.size} files into ${schemaFolder}, and ${codesPageFile}`;
}

export interface CheckReport {
  /** The generated files that differ from what bundle and generate would write now. */
  readonly stale: readonly string[];
  readonly documentation: Documentation;
  /** Where something is described that is not in the bundle, a line each. */
  readonly orphans: readonly string[];
}

/** `check`: whether the generated files are current, and everything in the bundle has a description. */
export async function runCheck(root: string): Promise<CheckReport> {
  const spec = await readSpec(root);
  const bundle = buildBundle(spec);
  const generated = await generate(bundle.value, names(spec));
  const actual = await readFolder(join(root, schemaFolder), () => true);
  const paths = new Set([...generated.keys(), ...actual.keys()]);
  const stale = [...paths].filter((path) => generated.get(path) !== actual.get(path)).sort();
  const page = await readFolder(join(root, "docs"), (path) => `docs/${path}` === codesPageFile);
  const isPageCurrent = [...page.values()][0] === codesPage();
  const isBundleCurrent = spec.get("high-mobility.openapi.yaml") === bundle.text;
  return {
    stale: [
      ...(isPageCurrent ? [] : [codesPageFile]),
      ...(isBundleCurrent ? [] : [bundleFile]),
      ...stale.map((path) => `${schemaFolder}/${path}`),
    ],
    documentation: documentationOf(bundle.value),
    orphans: bundle.orphans,
  };
}

function readSpec(root: string): Promise<Files> {
  return readFolder(join(root, "spec"), isYaml);
}

function names(spec: Files): Names {
  return readNames(parseSource("spec/names.yaml", spec.get("names.yaml") ?? ""));
}
