import { type ImportInput, importAnyDocuments, importDocuments } from "../import/import-documents.ts";
import { readDocuments } from "../import/read-documents.ts";
import { CodegenError } from "../source/codegen-error.ts";
import { changeFiles } from "../source/disk.ts";
import type { Files } from "../source/files.ts";
import { labelOf, readSpecification, type Specification } from "../source/specification.ts";

export interface ImportOptions {
  readonly fetch: typeof globalThis.fetch;
  /** A folder for all documents, instead of the live ones in the folder of the specification. */
  readonly out?: string | undefined;
  /** With `out`: drops references that resolve to nothing. Default: `false`. */
  readonly allowUnresolved?: boolean | undefined;
}

/**
 * Writes the facts of official documents into the folder of a specification, or those of all documents into another one.
 * @param from a folder, or the base URL of the official documents
 * @returns a few lines about the result
 */
export async function importCommand(
  specFolder: string,
  from: string,
  options: ImportOptions,
): Promise<string> {
  const { out, allowUnresolved = false, fetch } = options;
  if (allowUnresolved && out === undefined)
    throw new CodegenError("--allow-unresolved needs --out: the documents of a specification must be whole");
  const spec = readSpecification(specFolder);
  const input = await readDocuments(spec, from, fetch);
  if (out === undefined) return importInto(spec, input);
  const { files, dropped } = importAnyDocuments({ ...input, allowUnresolved });
  await changeFiles(out, { write: files });
  return [...dropped, `imported ${files.size} documents into ${out}`].join("\n");
}

async function importInto(spec: Specification, input: ImportInput): Promise<string> {
  const files = importDocuments(input);
  await changeFiles(spec.folder, { write: files, remove: leftDocuments(spec, files) });
  return `imported ${files.size - 1} documents into ${labelOf(spec, "documents")}`;
}

/** Returns the files in the folder of a specification that an import would change. */
export async function findStaleImports(
  specFolder: string,
  from: string,
  fetch: typeof globalThis.fetch,
): Promise<readonly string[]> {
  const spec = readSpecification(specFolder);
  const files = importDocuments(await readDocuments(spec, from, fetch));
  const changed = [...files].filter(([path, text]) => spec.files.get(path) !== text).map(([path]) => path);
  return [...changed, ...leftDocuments(spec, files)].map((path) => labelOf(spec, path));
}

/** Returns the documents of a specification that an import no longer makes. */
function leftDocuments({ files }: Specification, imported: Files): readonly string[] {
  return [...files.keys()].filter((path) => path.startsWith("documents/") && !imported.has(path));
}
