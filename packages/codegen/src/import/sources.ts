import { CodegenError, mustBe, type Place } from "../source/codegen-error.ts";
import { formatYaml } from "../source/format-yaml.ts";
import { isArray, isObject, type JsonValue, stringAt } from "../source/json.ts";
import { type ParsedFile, placeIn } from "../source/yaml.ts";

export const kinds = ["openapi3", "swagger2", "asyncapi2", "json-schema"] as const;
export const statuses = ["live", "deprecated"] as const;

/** The entry of one official document in `spec/sources.yaml`. */
export interface SourceEntry {
  /** The name of the file in `spec/documents`. */
  readonly id: string;
  /** Path in the official repository. */
  readonly file: string;
  readonly kind: (typeof kinds)[number];
  readonly status: (typeof statuses)[number];
  /** The version in the document. */
  readonly revision: string;
  /** The digest of the official file's bytes, in hexadecimal. */
  readonly sha256: string;
}

/** @throws {CodegenError} An entry has a missing or unknown value, or two entries have the same id or file. */
export function readSources(file: ParsedFile): readonly SourceEntry[] {
  const place = (pointer: string): Place => placeIn(file, pointer);
  const list = file.value["documents"];
  if (!isArray(list)) throw mustBe("a list", list, place("/documents"));
  const entries = list.map((entry, index) => parseEntry(entry, place(`/documents/${index}`)));
  for (const key of ["id", "file"] as const)
    for (const [index, entry] of entries.entries())
      if (entries.findIndex((other) => other[key] === entry[key]) < index)
        throw new CodegenError(`${key} "${entry[key]}" is taken`, place(`/documents/${index}/${key}`));
  return entries;
}

function parseEntry(entry: JsonValue, place: Place): SourceEntry {
  if (!isObject(entry)) throw mustBe("a mapping", entry, place);
  const required = (key: string): string => {
    const value = stringAt(entry, key);
    if (value === undefined) throw mustBe(`a mapping with the text "${key}"`, entry, place);
    return value;
  };
  return {
    id: matching(/^[a-z\d]+(-[a-z\d]+)*$/, required("id"), place),
    // The path must be below the folder or URL of the import.
    file: matching(/^(?:[\w-][\w.-]*\/)*[\w-][\w.-]*$/, required("file"), place),
    kind: oneOf(kinds, required("kind"), place),
    status: oneOf(statuses, required("status"), place),
    revision: stringAt(entry, "revision") ?? "",
    sha256: stringAt(entry, "sha256") ?? "",
  };
}

function matching(pattern: RegExp, value: string, place: Place): string {
  if (!pattern.test(value)) throw mustBe(`text that matches ${pattern.source}`, value, place);
  return value;
}

function oneOf<T extends string>(options: readonly T[], value: string, place: Place): T {
  const found = options.find((option) => option === value);
  if (found === undefined) throw mustBe(`one of ${options.join(", ")}`, value, place);
  return found;
}

export function formatSources(entries: readonly SourceEntry[]): string {
  return formatYaml({ documents: entries.map((entry) => ({ ...entry })) }, [
    "The official documents. id, file, kind and status are written by hand;",
    "revision and sha256 by `codegen import`.",
  ]);
}
