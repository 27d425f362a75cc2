import {
  compareText,
  isArray,
  isObject,
  type JsonObject,
  type JsonValue,
  sortedEntries,
} from "../../source/json.ts";
import type { Check, ObjectCheck } from "./runtime/check.ts";
import {
  below,
  formatOf,
  hasKeywordsOf,
  listedValues,
  numbersOf,
  patternOf,
  type SchemaPlace,
  typesOf,
  type ValueKind,
} from "./schema-keywords.ts";

/**
 * Returns a schema as a check. Equal checks of one table are one object, for any schemas.
 * @throws {CodegenError} a keyword, format or value has no check, or a reference is unresolved or circular.
 */
export type CompileCheck = (schema: JsonValue, place: SchemaPlace) => Check;

type KindCheck = Extract<Check, { kind: ValueKind }>;

/** Returns the checks of a schema's types, listed values, and the keywords of single types. */
export function typedChecks(schema: JsonObject, place: SchemaPlace, compile: CompileCheck): readonly Check[] {
  const listed = listedValues(schema, place);
  if (listed === undefined) return kindChecks(schema, place, { compile, isListed: false });
  const [value] = listed;
  const isConstant = schema["const"] !== undefined && value !== undefined;
  const check: Check = isConstant ? { kind: "const", value } : { kind: "enum", values: listed };
  return [check, ...kindChecks(schema, place, { compile, isListed: true })];
}

interface KindContext {
  readonly compile: CompileCheck;
  /** Whether the values are listed, and so have the right types. */
  readonly isListed: boolean;
}

function kindChecks(
  schema: JsonObject,
  place: SchemaPlace,
  { compile, isListed }: KindContext,
): readonly Check[] {
  const checkOf = (kind: ValueKind): KindCheck =>
    kind === "array" || kind === "object"
      ? containerCheck(kind, { schema, place, compile })
      : scalarCheck(kind, schema, place);
  const types = typesOf(schema, place);
  const [only] = types?.length === 1 ? types : [];
  if (only !== undefined && only !== "boolean" && only !== "null")
    return isListed && !hasKeywordsOf(schema, only) ? [] : [checkOf(only)];
  const untyped = (["string", "number", "array", "object"] as const)
    .filter((kind) => hasKeywordsOf(schema, kind))
    .map((kind): Check => ({ ...checkOf(kind), untyped: true }));
  return types === undefined || isListed ? untyped : [{ kind: "type", types }, ...untyped];
}

function scalarCheck(
  kind: "string" | "number" | "integer",
  schema: JsonObject,
  place: SchemaPlace,
): KindCheck {
  if (kind !== "string") return { kind, ...numbersOf(schema, ["minimum", "maximum", "multipleOf"]) };
  return {
    kind,
    ...numbersOf(schema, ["minLength", "maxLength"]),
    ...patternOf(schema, place),
    ...formatOf(schema, place),
  };
}

interface Container {
  readonly schema: JsonObject;
  readonly place: SchemaPlace;
  readonly compile: CompileCheck;
}

function containerCheck(kind: "array" | "object", container: Container): KindCheck {
  const { schema, place, compile } = container;
  const { items, uniqueItems } = schema;
  if (kind === "array")
    return {
      kind,
      ...(items !== undefined && { items: compile(items, below(place, "items")) }),
      ...numbersOf(schema, ["minItems", "maxItems"]),
      ...(uniqueItems === true && { uniqueItems }),
    };
  return {
    kind,
    ...requiredOf(schema),
    ...propertiesOf(container),
    ...additionalOf(container),
    ...numbersOf(schema, ["minProperties", "maxProperties"]),
  };
}

function propertiesOf({ schema, place, compile }: Container): Pick<ObjectCheck, "properties"> {
  const { properties } = schema;
  if (!isObject(properties)) return {};
  const inside = below(place, "properties");
  const checks = sortedEntries(properties).map(
    ([key, child]) => [key, compile(child, below(inside, key))] as const,
  );
  return { properties: Object.fromEntries(checks) };
}

function additionalOf({ schema, place, compile }: Container): Pick<ObjectCheck, "additionalProperties"> {
  const { additionalProperties: additional } = schema;
  if (additional === undefined || additional === true) return {};
  if (additional === false) return { additionalProperties: false };
  return { additionalProperties: compile(additional, below(place, "additionalProperties")) };
}

function requiredOf({ required }: JsonObject): Pick<ObjectCheck, "required"> {
  if (!isArray(required) || required.length === 0) return {};
  return { required: required.map(String).sort(compareText) };
}
