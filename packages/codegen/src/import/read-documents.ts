import { readFolder } from "../source/disk.ts";
import { downloadFiles, isUrl } from "../source/download.ts";
import { untilInterrupted } from "../source/interruption.ts";
import { labelOf, readSpecificationFile, type Specification } from "../source/specification.ts";
import type { ImportInput } from "./import-documents.ts";
import { readSources } from "./sources.ts";

/** Returns whether a file of the official repository is a document, by its path. */
export function isDocumentPath(path: string): boolean {
  return /^[^/]+\.ya?ml$/.test(path) || /^json-schema\/.*\/spec\.json$/.test(path);
}

/**
 * Returns the official documents in a folder, or those that a specification lists below a URL.
 * @throws {CodegenError} The documents cannot be read, or `sources.yaml` is malformed.
 */
export async function readDocuments(
  spec: Specification,
  from: string,
  fetch: typeof globalThis.fetch,
): Promise<ImportInput> {
  const entries = readSources(readSpecificationFile(spec, "sources.yaml"));
  const sourcesFile = labelOf(spec, "sources.yaml");
  if (!isUrl(from)) return { entries, sourcesFile, official: readFolder(from, isDocumentPath) };
  const paths = entries.map((entry) => entry.file);
  const official = await untilInterrupted((signal) => downloadFiles(from, paths, { fetch, signal }));
  return { entries, sourcesFile, official };
}
