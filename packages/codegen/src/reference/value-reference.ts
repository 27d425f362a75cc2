import { isArray, isObject, type JsonObject, type JsonValue, objectAt, stringAt } from "../source/json.ts";
import { resolveReference, schemaNameOf } from "../source/references.ts";
import type { MemberReference, ValueReference } from "./reference.ts";

const types: ReadonlySet<string> = new Set(["object", "string", "number", "integer", "boolean"]);

/** A schema after its references were followed, with the names and descriptions on the path. */
export interface FollowedSchema {
  readonly schema: JsonObject;
  /** The name of the last component, or null if there was none. */
  readonly typeName: string | null;
  /** The description that is nearest to the use of the schema. */
  readonly description: string;
}

/** Follows the references of a schema. An unresolved reference is an empty schema. */
export function followSchema(start: JsonValue | undefined, document: JsonObject): FollowedSchema {
  let schema = isObject(start) ? start : {};
  let typeName: string | null = null;
  let description = stringAt(schema, "description") ?? "";
  const seen = new Set<JsonObject>();
  for (let ref = stringAt(schema, "$ref"); ref !== undefined && !seen.has(schema); ) {
    seen.add(schema);
    typeName = schemaNameOf(ref) ?? typeName;
    const target = resolveReference(document, ref);
    schema = isObject(target) ? target : {};
    description ||= stringAt(schema, "description") ?? "";
    ref = stringAt(schema, "$ref");
  }
  return { schema, typeName, description };
}

/**
 * Returns the description of a value by its schema.
 * @param around the schemas around it: a schema inside itself is only named
 */
export function valueReference(
  start: JsonValue | undefined,
  document: JsonObject,
  around: readonly JsonObject[] = [],
): ValueReference {
  const { schema, typeName } = followSchema(start, document);
  const only = onlyVariant(schema);
  if (only !== undefined) {
    const inner = valueReference(only.variant, document, around);
    return {
      ...inner,
      typeName: inner.typeName ?? typeName,
      isNullable: inner.isNullable || only.isNullable,
    };
  }
  const named = [schema["type"]].flat().filter((type): type is string => typeof type === "string");
  const described = named.filter((type) => type !== "null");
  const isRepeated = around.includes(schema);
  const inside = [...around, schema];
  const units = unitsOf(schema, document);
  const variants = isRepeated ? [] : variantsOf(schema, ["anyOf", "oneOf"]);
  const values = valuesOf(schema);
  return {
    type: units.length > 0 ? "quantity" : variants.length > 0 ? "one-of" : typeOf(described, schema, values),
    typeName,
    isNullable: named.includes("null") || values.includes(null),
    values,
    units,
    format: stringAt(schema, "format") ?? null,
    ...boundsOf(schema),
    variants: variants.map((variant) => valueReference(variant, document, inside)),
    members: isRepeated || units.length > 0 ? [] : membersOf(schema, document, inside),
    items:
      isRepeated || schema["items"] === undefined ? null : valueReference(schema["items"], document, inside),
  };
}

/** The variants of a union or the parts of an intersection, without `null`. */
function variantsOf(schema: JsonObject, keywords: readonly string[]): readonly JsonValue[] {
  return keywords
    .flatMap((keyword) => {
      const list = schema[keyword];
      return isArray(list) ? list : [];
    })
    .filter((variant) => stringAt(variant, "type") !== "null");
}

/** Returns the only variant of a schema, with or without `null`. */
function onlyVariant(schema: JsonObject): { variant: JsonValue; isNullable: boolean } | undefined {
  const variants = ["anyOf", "oneOf", "allOf"].flatMap((keyword) => schema[keyword] ?? []);
  const others = variantsOf(schema, ["anyOf", "oneOf", "allOf"]);
  const [variant] = others;
  return variant === undefined || others.length > 1 || schema["properties"] !== undefined
    ? undefined
    : { variant, isNullable: others.length < variants.length };
}

function typeOf(
  named: readonly string[],
  schema: JsonObject,
  values: ValueReference["values"],
): ValueReference["type"] {
  const [type] = named;
  if (type === "array" || schema["items"] !== undefined) return "list";
  if (named.length === 1 && type !== undefined && types.has(type)) return type as ValueReference["type"];
  if (named.length === 0 && schema["properties"] !== undefined) return "object";
  return named.length === 0 && values.length > 0 && values.every((value) => typeof value === "string")
    ? "string"
    : "any";
}

function valuesOf(schema: JsonObject): ValueReference["values"] {
  const list = schema["const"] === undefined ? schema["enum"] : [schema["const"]];
  return isArray(list)
    ? list.filter(
        (value): value is string | number | boolean | null => value === null || typeof value !== "object",
      )
    : [];
}

/** The units of `{ unit, value }`. */
function unitsOf(schema: JsonObject, document: JsonObject): readonly string[] {
  const properties = objectAt(schema, "properties");
  if (Object.keys(properties).sort().join() !== "unit,value") return [];
  return valuesOf(followSchema(properties["unit"], document).schema).map(String);
}

function membersOf(
  schema: JsonObject,
  document: JsonObject,
  around: readonly JsonObject[],
): readonly MemberReference[] {
  const required = isArray(schema["required"]) ? schema["required"] : [];
  return Object.entries(objectAt(schema, "properties")).map(([name, member]) => ({
    name,
    description: followSchema(member, document).description,
    required: required.includes(name),
    value: valueReference(member, document, around),
  }));
}

type ValueBounds = Pick<
  ValueReference,
  "minimum" | "maximum" | "minLength" | "maxLength" | "minItems" | "maxItems" | "pattern"
>;

function boundsOf(schema: JsonObject): ValueBounds {
  return {
    minimum: numberAt(schema, "minimum"),
    maximum: numberAt(schema, "maximum"),
    minLength: numberAt(schema, "minLength"),
    maxLength: numberAt(schema, "maxLength"),
    minItems: numberAt(schema, "minItems"),
    maxItems: numberAt(schema, "maxItems"),
    pattern: stringAt(schema, "pattern") ?? null,
  };
}

function numberAt(schema: JsonObject, key: string): number | null {
  const value = schema[key];
  return typeof value === "number" ? value : null;
}
