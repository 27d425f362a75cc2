import { CodegenError, describeValue, mustBe, type Place } from "../source/codegen-error.ts";
import { isArray, type JsonObject, type JsonValue, objectAt, stringAt } from "../source/json.ts";
import { childPointer } from "../source/json-pointer.ts";
import { type ParsedFile, placeIn } from "../source/yaml.ts";

/** The names of one document's schemas in the bundle. */
export interface DocumentNames {
  /** Official names to names of the bundle. */
  readonly exact: ReadonlyMap<string, string>;
  /** The first pattern that matches applies to names without an exact entry. */
  readonly patterns: readonly { readonly match: RegExp; readonly name: string }[];
}

/** A name of the public types, and its schema or part of a schema. */
export interface TypeAlias {
  readonly name: string;
  readonly schema: string;
  /** Property names below the schema; `[]` is an array's item. */
  readonly path: readonly string[];
}

/** A type with a parameter, for schemas that differ only in one property. */
export interface GenericType {
  readonly name: string;
  /** Matches the names of those schemas. */
  readonly schemas: RegExp;
  /** The property in which they differ. */
  readonly parameter: string;
  /** The name of an enum in that property; `$1` is the first group of `schemas`. */
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

export interface SpecificationNames {
  /** The file of the names, as it appears in messages. */
  readonly file: string;
  /** By the id of the document. */
  readonly documents: ReadonlyMap<string, DocumentNames>;
  readonly types: readonly TypeAlias[];
  readonly generics: readonly GenericType[];
  readonly lists: readonly NamedList[];
}

/** The names that the types of generic schemas need. */
export type GenericNames = Pick<SpecificationNames, "file" | "generics">;

/** @throws {CodegenError} Part of `names.yaml` is not understood. */
export function readNames(source: ParsedFile): SpecificationNames {
  const documents = new Map(
    Object.keys(objectAt(source.value, "documents")).map((id) => [
      id,
      readDocumentNames(objectAt(objectAt(source.value, "documents"), id), source, `/documents/${id}`),
    ]),
  );
  const types = Object.entries(objectAt(source.value, "types")).map(([name, target]) => {
    if (typeof target !== "string")
      throw mustBe("the name of a schema", target, placeIn(source, childPointer("/types", name)));
    const [schema = "", ...path] = target.split(".");
    return { name, schema, path };
  });
  const generics = Object.entries(objectAt(source.value, "generics")).map(([name, value]) =>
    readGeneric(name, value, source),
  );
  const lists = Object.entries(objectAt(source.value, "lists")).map(([name, value]) => {
    const text = textReader(value, { file: source.file, pointer: childPointer("/lists", name) });
    return { name, type: text("type"), description: text("description") };
  });
  return { file: source.file, documents, types, generics, lists };
}

function readGeneric(name: string, value: JsonValue, { file }: ParsedFile): GenericType {
  const place = { file, pointer: childPointer("/generics", name) };
  const text = textReader(value, place);
  return {
    name,
    schemas: regularExpression(text("schemas"), place),
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
    if (found === undefined) throw mustBe(`a mapping with the text "${key}"`, value, place);
    return found;
  };
}

function regularExpression(text: string, place: Place): RegExp {
  try {
    return new RegExp(text);
  } catch (cause) {
    throw new CodegenError(`must be a regular expression, got ${describeValue(text)}`, place, { cause });
  }
}

function readDocumentNames(value: JsonObject, source: ParsedFile, pointer: string): DocumentNames {
  const exact = Object.entries(objectAt(value, "exact")).map(([official, name]) => {
    if (typeof name !== "string")
      throw mustBe("a name", name, placeIn(source, childPointer(`${pointer}/exact`, official)));
    return [official, name] as const;
  });
  const list = value["patterns"] ?? [];
  if (!isArray(list)) throw mustBe("a list", list, placeIn(source, `${pointer}/patterns`));
  const patterns = list.map((entry, index) => {
    const match = stringAt(entry, "match");
    const name = stringAt(entry, "name");
    const place = placeIn(source, `${pointer}/patterns/${index}`);
    if (match === undefined || name === undefined)
      throw mustBe('a mapping with the texts "match" and "name"', entry, place);
    return { match: regularExpression(match, place), name };
  });
  return { exact: new Map(exact), patterns };
}

/**
 * Returns the bundle's name of an official schema. `$1` and `$2` in the name of a pattern are its groups in
 * Pascal case.
 */
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

/** Returns `VehicleDataError401` and `battery_level` as they are spelled in file names. */
export function kebabCase(name: string): string {
  return name
    .replaceAll(/([a-z])([A-Z\d])/g, "$1-$2")
    .replaceAll(/\W|_/g, "-")
    .toLowerCase();
}
