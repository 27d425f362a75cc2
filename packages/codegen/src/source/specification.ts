import { posix } from "node:path";
import { CodegenError } from "./codegen-error.ts";
import { readFolder } from "./disk.ts";
import type { Files } from "./files.ts";
import { type ParsedFile, parseYaml } from "./yaml.ts";

/** A folder with `sources.yaml`, `documents/`, overlays, `names.yaml` and the bundle. */
export interface Specification {
  /** The path in the spelling of the caller, with which messages begin. */
  readonly folder: string;
  /** The YAML files below the folder. */
  readonly files: Files;
}

/** The bundle's path in the folder of a specification. */
export const bundlePath = "high-mobility.openapi.yaml";

/** @throws {CodegenError} The folder cannot be read. */
export function readSpecification(folder: string): Specification {
  return { folder, files: readFolder(folder, (path) => path.endsWith(".yaml")) };
}

/** Returns the name of a file of the specification for messages. */
export function labelOf({ folder }: Pick<Specification, "folder">, path: string): string {
  return posix.join(folder.replaceAll("\\", "/"), path);
}

/**
 * Returns one file of a specification, parsed.
 * @param hint what to do if the file is missing
 * @throws {CodegenError} The file is missing or malformed.
 */
export function readSpecificationFile(spec: Specification, path: string, hint = ""): ParsedFile {
  const text = spec.files.get(path);
  const file = labelOf(spec, path);
  if (text === undefined) throw new CodegenError(["is missing", hint].filter(Boolean).join("; "), { file });
  return parseYaml(file, text);
}

/** Returns the paths of a folder's overlays, in the order in which they apply. */
export function overlayPaths({ files }: Specification, folder: string): readonly string[] {
  return [...files.keys()].filter((path) => path.startsWith(`${folder}/`)).sort();
}
