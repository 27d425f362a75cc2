import { CodegenError } from "./codegen-error.ts";
import type { Files } from "./files.ts";
import { type ParsedFile, parseYaml } from "./yaml.ts";

/**
 * One file of `spec/`, parsed.
 * @param spec the files below `spec/`, by path from there
 */
export function readSpecFile(spec: Files, path: string): ParsedFile {
  const text = spec.get(path);
  if (text === undefined) throw new CodegenError("is missing", { file: `spec/${path}` });
  return parseYaml(`spec/${path}`, text);
}

/** The paths of a folder's overlays, in the order in which they apply. */
export function overlayPaths(spec: Files, folder: string): readonly string[] {
  return [...spec.keys()].filter((path) => path.startsWith(`${folder}/`)).sort();
}
