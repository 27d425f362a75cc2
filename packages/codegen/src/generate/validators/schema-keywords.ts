import { CodegenError } from "../../source/codegen-error.ts";
import { isArray, isObject, type JsonObject, type JsonValue } from "../../source/json.ts";
import { childPointer } from "../../source/json-pointer.ts";
import type { FormatName, JsonType, Primitive } from "./runtime/check.ts";

/** The place of a schema. */
export interface SchemaPlace {
  readonly file: string;
  readonly pointer: string;
}

/** The kinds of values that have specific keywords. */
export type ValueKind = "string" | "number" | "integer" | "array" | "object";

const numberKeywords = ["minimum", "maximum", "multipleOf"];

const keywordsOf: Readonly<Record<ValueKind, readonly string[]>> = {
  string: ["minLength", "maxLength", "pattern", "format"],
  number: numberKeywords,
  integer: numberKeywords,
  array: ["items", "minItems", "maxItems", "uniqueItems"],
  object: ["properties", "required", "additionalProperties", "minProperties", "maxProperties"],
};

export const combining = ["allOf", "anyOf", "oneOf"] as const;

const checking = new Set<string>([
  "type",
  "enum",
  "const",
  "not",
  ...combining,
  ...Object.values(keywordsOf).flat(),
]);

/** Keywords that do not restrict values. */
const annotations = new Set([
  "default",
  "deprecated",
  "description",
  "example",
  "examples",
  "externalDocs",
  "readOnly",
  "title",
  "writeOnly",
]);

const formatNames: readonly string[] = ["date", "date-time", "decimal"] satisfies readonly FormatName[];

/** Formats of numbers. They name a machine type, and every number is valid. */
const machineFormats: readonly string[] = ["double", "float", "int32", "int64"];

const typeNames: readonly string[] = ["array", "boolean", "integer", "null", "number", "object", "string"];

/** @throws {CodegenError} a keyword has no check: unknown keywords are not skipped. */
export function refuseUnknownKeywords(schema: JsonObject, place: SchemaPlace): void {
  for (const key of Object.keys(schema))
    if (!checking.has(key) && !annotations.has(key) && !key.startsWith("x-"))
      throw new CodegenError(`keyword "${key}" has no check`, below(place, key));
}

/** Returns whether the schema has a keyword for values of the kind. */
export function hasKeywordsOf(schema: JsonObject, kind: ValueKind): boolean {
  return keywordsOf[kind].some((key) => schema[key] !== undefined);
}

export function typesOf({ type }: JsonObject, place: SchemaPlace): readonly JsonType[] | undefined {
  if (type === undefined) return undefined;
  const types = isArray(type) ? type : [type];
  const isTypeName = (name: JsonValue): name is JsonType =>
    typeof name === "string" && typeNames.includes(name);
  if (!types.every(isTypeName))
    throw new CodegenError("expected the name of a JSON type", below(place, "type"));
  return types;
}

/** Returns the values of `enum` or `const` that `type` allows. */
export function listedValues(schema: JsonObject, place: SchemaPlace): readonly Primitive[] | undefined {
  const key = schema["const"] === undefined ? "enum" : "const";
  const values = key === "const" ? [schema["const"] ?? null] : schema["enum"];
  if (values === undefined) return undefined;
  if (!isArray(values)) throw new CodegenError("expected a list", below(place, key));
  const types = typesOf(schema, place);
  return values
    .map((value) => primitive(value, below(place, key)))
    .filter((value) => types === undefined || types.some((type) => isOfType(value, type)));
}

function isOfType(value: Primitive, type: JsonType): boolean {
  if (value === null) return type === "null";
  return type === "integer" ? Number.isInteger(value) : typeof value === type;
}

function primitive(value: JsonValue, place: SchemaPlace): Primitive {
  if (isArray(value) || isObject(value))
    throw new CodegenError("only strings, numbers, true, false and null can be compared", place);
  return value;
}

export function formatOf({ format }: JsonObject, place: SchemaPlace): { format?: FormatName } {
  if (format === undefined || machineFormats.includes(String(format))) return {};
  const isFormatName = (name: JsonValue): name is FormatName => formatNames.includes(String(name));
  if (!isFormatName(format))
    throw new CodegenError(`format "${String(format)}" has no check`, below(place, "format"));
  return { format };
}

export function patternOf({ pattern }: JsonObject, place: SchemaPlace): { pattern?: RegExp } {
  if (typeof pattern !== "string") return {};
  try {
    return { pattern: new RegExp(pattern, "u") };
  } catch (cause) {
    throw new CodegenError("is not a regular expression", below(place, "pattern"), { cause });
  }
}

/** Returns the keywords of the schema that are numbers. */
export function numbersOf<Key extends string>(
  schema: JsonObject,
  keys: readonly Key[],
): Partial<Record<Key, number>> {
  const numbers: Partial<Record<Key, number>> = {};
  for (const key of keys) {
    const value = schema[key];
    if (typeof value === "number") numbers[key] = value;
  }
  return numbers;
}

export function below({ file, pointer }: SchemaPlace, key: string | number): SchemaPlace {
  return { file, pointer: childPointer(pointer, key) };
}
