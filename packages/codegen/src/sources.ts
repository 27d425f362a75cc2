import { CodegenError } from "./codegen-error.ts";
import { isArray, isObject, type JsonValue, stringAt } from "./json.ts";
import { formatYaml, parseSource } from "./yaml-source.ts";

export const kinds = ["openapi3", "swagger2", "asyncapi2", "json-schema"] as const;
export const statuses = ["live", "deprecated"] as const;

/** One official document, as `spec/sources.yaml` records it. */
export interface SourceEntry {
  /** Names the file in `spec/documents`. */
  readonly id: string;
  /** Path in the official repository. */
  readonly file: string;
  readonly kind: (typeof kinds)[number];
  readonly status: (typeof statuses)[number];
  /** The version that the document gives itself. */
  readonly revision: string;
  /** Of the official file's bytes, hexadecimal. */
  readonly sha256: string;
}

/** @throws {CodegenError} an entry with a missing or unknown value. */
export function parseSources(file: string, text: string): readonly SourceEntry[] {
  const source = parseSource(file, text);
  const entries = source.value["documents"];
  if (!isArray(entries)) throw new CodegenError('expected a list "documents"', { file });
  return entries.map((entry, index) => parseEntry(entry, { file, pointer: `/documents/${index}` }));
}

function parseEntry(entry: JsonValue, place: { file: string; pointer: string }): SourceEntry {
  if (!isObject(entry)) throw new CodegenError("expected a mapping", place);
  const required = (key: string): string => {
    const value = stringAt(entry, key);
    if (value === undefined) throw new CodegenError(`"${key}" must be a string`, place);
    return value;
  };
  return {
    id: required("id"),
    file: required("file"),
    kind: oneOf(kinds, required("kind"), place),
    status: oneOf(statuses, required("status"), place),
    revision: stringAt(entry, "revision") ?? "",
    sha256: stringAt(entry, "sha256") ?? "",
  };
}

function oneOf<T extends string>(
  options: readonly T[],
  value: string,
  place: { file: string; pointer: string },
): T {
  const found = options.find((option) => option === value);
  if (found === undefined) throw new CodegenError(`"${value}" is not one of ${options.join(", ")}`, place);
  return found;
}

export function formatSources(entries: readonly SourceEntry[]): string {
  return formatYaml({ documents: entries.map((entry) => ({ ...entry })) }, [
    "The official documents. id, file, kind and status are written by hand;",
    "revision and sha256 by `codegen import`.",
  ]);
}
