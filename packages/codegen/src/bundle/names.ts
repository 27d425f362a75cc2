import { CodegenError, type Place } from "../source/codegen-error.ts";
import { isArray, isObject, type JsonObject, type JsonValue, objectAt, stringAt } from "../source/json.ts";
import { type ParsedFile, placeIn } from "../source/yaml.ts";

/** How one document's schemas are called in the bundle. */
export interface DocumentNames {
  /** Official name to ours. */
  readonly exact: ReadonlyMap<string, string>;
  /** For names without an exact entry, the first pattern that matches decides. */
  readonly patterns: readonly { readonly match: RegExp; readonly name: string }[];
}

/** A name of the public types and the schema, or the part of one, that it stands for. */
export interface TypeAlias {
  readonly name: string;
  readonly schema: string;
  /** Property names below the schema; `[]` is an array's item. */
  readonly path: readonly string[];
}

/** A type with a parameter, for schemas that differ in one property alone. */
export interface GenericType {
  readonly name: string;
  /** Matches the names of those schemas. */
  readonly schemas: RegExp;
  /** The property in which they differ. */
  readonly parameter: string;
  /** What an enum in that property is called; `$1` is the first group of `schemas`. */
  readonly enums: string;
  readonly description: string;
  readonly parameterDescription: string;
}

/** A constant with the values of an enumeration. */
export interface NamedList {
  readonly name: string;
  /** Name of the enumeration among the types. */
  readonly type: string;
  readonly description: string;
}

export interface Names {
  /** By the id of the document. */
  readonly documents: ReadonlyMap<string, DocumentNames>;
  readonly types: readonly TypeAlias[];
  readonly generics: readonly GenericType[];
  readonly lists: readonly NamedList[];
}

/** @throws {CodegenError} anything in `names.yaml` that is not understood. */
export function readNames(source: ParsedFile): Names {
  const documents = new Map(
    Object.keys(objectAt(source.value, "documents")).map((id) => [
      id,
      readDocumentNames(objectAt(objectAt(source.value, "documents"), id), source, `/documents/${id}`),
    ]),
  );
  const types = Object.entries(objectAt(source.value, "types")).map(([name, target]) => {
    if (typeof target !== "string")
      throw new CodegenError("expected a schema name", placeIn(source, `/types/${name}`));
    const [schema = "", ...path] = target.split(".");
    return { name, schema, path };
  });
  const generics = Object.entries(objectAt(source.value, "generics")).map(([name, value]) =>
    readGeneric(name, value, source),
  );
  const lists = Object.entries(objectAt(source.value, "lists")).map(([name, value]) => {
    const text = textReader(value, { file: source.file, pointer: `/lists/${name}` });
    return { name, type: text("type"), description: text("description") };
  });
  return { documents, types, generics, lists };
}

function readGeneric(name: string, value: JsonValue, { file }: ParsedFile): GenericType {
  const text = textReader(value, { file, pointer: `/generics/${name}` });
  return {
    name,
    schemas: new RegExp(text("schemas")),
    parameter: text("parameter"),
    enums: text("enums"),
    description: text("description"),
    parameterDescription: text("parameterDescription"),
  };
}

/** Returns a function that reads a required string of the value. */
function textReader(value: JsonValue, place: Place): (key: string) => string {
  return (key) => {
    const found = stringAt(value, key);
    if (found === undefined) throw new CodegenError(`expected ${key}`, place);
    return found;
  };
}

function readDocumentNames(value: JsonObject, source: ParsedFile, pointer: string): DocumentNames {
  const exact = Object.entries(objectAt(value, "exact")).map(([official, name]) => {
    if (typeof name !== "string")
      throw new CodegenError("expected a name", placeIn(source, `${pointer}/exact/${official}`));
    return [official, name] as const;
  });
  const list = value["patterns"] ?? [];
  if (!isArray(list)) throw new CodegenError("expected a list", placeIn(source, `${pointer}/patterns`));
  const patterns = list.map((entry, index) => {
    const match = stringAt(entry, "match");
    const name = stringAt(entry, "name");
    if (!isObject(entry) || match === undefined || name === undefined)
      throw new CodegenError("expected match and name", placeIn(source, `${pointer}/patterns/${index}`));
    return { match: new RegExp(match), name };
  });
  return { exact: new Map(exact), patterns };
}

/** The bundle's name of an official schema; `$1`, `$2` in a pattern's name are its groups in Pascal case. */
export function nameOf(official: string, names: DocumentNames | undefined): string {
  const exact = names?.exact.get(official);
  if (exact !== undefined) return exact;
  for (const { match, name } of names?.patterns ?? []) {
    const groups = match.exec(official);
    if (groups)
      return name.replaceAll(/\$(\d)/g, (_, index: string) => pascalCase(groups[Number(index)] ?? ""));
  }
  return official;
}

export function pascalCase(name: string): string {
  return name.replaceAll(/(?:^|_)(\w)/g, (_, letter: string) => letter.toUpperCase());
}

/** `VehicleDataError401` and `battery_level` as file names have them. */
export function kebabCase(name: string): string {
  return name
    .replaceAll(/([a-z])([A-Z\d])/g, "$1-$2")
    .replaceAll(/\W|_/g, "-")
    .toLowerCase();
}
