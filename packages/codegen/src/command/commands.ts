import { existsSync } from "node:fs";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { buildBundle, bundleFile, lintedBundle } from "../bundle/build-bundle.ts";
import { type Documentation, documentationOf } from "../bundle/documentation.ts";
import { readNames } from "../bundle/names.ts";
import { codesPage, codesPageFile } from "../diff/codes-page.ts";
import { generate } from "../generate/generate.ts";
import { pushDocuments } from "../generate/push-messages/push-documents.ts";
import { pushV2Document } from "../generate/push-messages/push-v2-document.ts";
import { type EmitTypes, withTypesThread } from "../generate/types/types-thread.ts";
import { type ImportInput, importAnyDocuments, importDocuments } from "../import/import-documents.ts";
import { parseSources } from "../import/sources.ts";
import { CodegenError } from "../source/codegen-error.ts";
import { changeFiles, readFolder } from "../source/disk.ts";
import { downloadFiles, isUrl } from "../source/download.ts";
import type { Files } from "../source/files.ts";
import type { JsonObject } from "../source/json.ts";
import { readSpecFile } from "../source/specification.ts";
import { parseYaml } from "../source/yaml.ts";

const schemaFolder = "packages/schema/src";

/** What validators need at run time is copied as source, which the package ships beside its own code. */
const runtimeFolder = fileURLToPath(new URL("../../src/generate/validators/runtime", import.meta.url));

const isYaml = (path: string): boolean => path.endsWith(".yaml");
/** Whether a path in a folder of official documents is one of them. */
export const isOfficial = (path: string): boolean =>
  /^[^/]+\.ya?ml$/.test(path) || /^json-schema\/.*\/spec\.json$/.test(path);

/** What a command needs from the process that runs it. */
export interface CommandContext {
  readonly fetch: typeof globalThis.fetch;
  /** Stops the command before it changes anything. */
  readonly signal: AbortSignal;
}

export interface ImportOptions extends CommandContext {
  /** Writes every document there instead of the live ones into `spec/`. */
  readonly out?: string | undefined;
  /** With `out`: drops references that resolve to nothing. */
  readonly allowUnresolved: boolean;
}

/** `import <folder|url>`: official documents into `spec/`, or all of them into another folder. */
export async function runImport(root: string, from: string, options: ImportOptions): Promise<string> {
  const { out, allowUnresolved, signal } = options;
  const spec = readSpec(root);
  const input = await readImport(spec, from, options);
  if (out !== undefined) {
    const { files, dropped } = importAnyDocuments({ ...input, allowUnresolved });
    await changeFiles(out, { write: files, signal });
    return [...dropped, `imported ${files.size} documents into ${out}`].join("\n");
  }
  const files = importDocuments(input);
  await changeFiles(join(root, "spec"), { write: files, remove: leftDocuments(spec, files), signal });
  return `imported ${files.size - 1} documents into spec/documents`;
}

/** `import --check <folder|url>`: the files in `spec/` that an import would change. */
export async function findStaleImports(
  root: string,
  from: string,
  context: CommandContext,
): Promise<readonly string[]> {
  const spec = readSpec(root);
  const files = importDocuments(await readImport(spec, from, context));
  const changed = [...files].filter(([path, text]) => spec.get(path) !== text).map(([path]) => path);
  return [...changed, ...leftDocuments(spec, files)].map((path) => `spec/${path}`);
}

/** Documents in `spec/` that an import no longer makes. */
function leftDocuments(spec: Files, files: Files): readonly string[] {
  return [...spec.keys()].filter((path) => path.startsWith("documents/") && !files.has(path));
}

async function readImport(spec: Files, from: string, context: CommandContext): Promise<ImportInput> {
  const entries = parseSources("spec/sources.yaml", spec.get("sources.yaml") ?? "");
  const official = isUrl(from)
    ? downloadFiles(
        from,
        entries.map((entry) => entry.file),
        context,
      )
    : readFolder(from, isOfficial);
  return { entries, official: await official };
}

/** `bundle`: documents and overlays into the bundle. */
export async function runBundle(root: string, signal?: AbortSignal): Promise<string> {
  const { text } = await lintedBundle(readSpec(root));
  await changeFiles(root, { write: new Map([[bundleFile, text]]), signal });
  return `wrote ${bundleFile}`;
}

/** `generate`: the bundle into `packages/schema/src`, where nothing else is kept. */
export async function runGenerate(root: string, signal?: AbortSignal): Promise<string> {
  const spec = readSpec(root);
  const text = spec.get("high-mobility.openapi.yaml");
  if (text === undefined)
    throw new CodegenError("is missing; run `codegen bundle` first", { file: bundleFile });
  const files = await withTypesThread((emitTypes) =>
    generateFrom(spec, parseYaml(bundleFile, text).value, emitTypes),
  );
  const folder = join(root, schemaFolder);
  const old = existsSync(folder) ? readFolder(folder, () => true) : new Map<string, string>();
  const write = new Map([...files].filter(([path, code]) => old.get(path) !== code));
  const remove = [...old.keys()].filter((path) => !files.has(path));
  await changeFiles(folder, { write, remove, signal });
  await changeFiles(root, { write: new Map([[codesPageFile, codesPage()]]), signal });
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
export function runCheck(root: string): Promise<CheckReport> {
  return withTypesThread((emitTypes) => check(root, emitTypes));
}

async function check(root: string, emitTypes: EmitTypes): Promise<CheckReport> {
  const spec = readSpec(root);
  const bundle = buildBundle(spec);
  const generating = generateFrom(spec, bundle.value, emitTypes);
  // Awaited below, unless something else fails first. Until then there is work for this thread.
  generating.catch(() => undefined);
  const isBundleCurrent = spec.get("high-mobility.openapi.yaml") === bundle.text;
  const documentation = documentationOf(bundle.value);
  const actual = readFolder(join(root, schemaFolder), () => true);
  const page = readFolder(join(root, "docs"), (path) => `docs/${path}` === codesPageFile);
  const isPageCurrent = [...page.values()][0] === codesPage();
  const generated = await generating;
  const paths = new Set([...generated.keys(), ...actual.keys()]);
  const stale = [...paths].filter((path) => generated.get(path) !== actual.get(path)).sort();
  return {
    stale: [
      ...(isPageCurrent ? [] : [codesPageFile]),
      ...(isBundleCurrent ? [] : [bundleFile]),
      ...stale.map((path) => `${schemaFolder}/${path}`),
    ],
    documentation,
    orphans: bundle.orphans,
  };
}

function readSpec(root: string): Files {
  return readFolder(join(root, "spec"), isYaml);
}

function generateFrom(spec: Files, bundle: JsonObject, emitTypes: EmitTypes): Promise<Files> {
  const names = readNames(readSpecFile(spec, "names.yaml"));
  const runtime = readFolder(runtimeFolder, (path) => !path.includes(".test."));
  const pushV2 = pushV2Document(spec, bundle);
  return generate(bundle, names, { pushes: pushDocuments(spec), pushV2, runtime, emitTypes });
}
