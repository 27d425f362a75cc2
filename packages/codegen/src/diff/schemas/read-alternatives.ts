import { isArray, isObject, type JsonObject, type JsonValue } from "../../source/json.ts";
import type { Located } from "../documents/located.ts";
import { canonicalText } from "./canonical-text.ts";
import { isUnion, mappedKinds } from "./discriminator.ts";
import { schemaKeywords } from "./keywords.ts";
import type { Alternative, Condition, Elements, Marks, Members } from "./meaning.ts";
import { readBounds } from "./read-bounds.ts";
import { readStatements } from "./read-statements.ts";
import { type SchemaNode, schemaBelow } from "./schema-node.ts";
import { type ValueType, valueTypes } from "./value-types.ts";

/** Finds the node of a schema inside another schema. */
export type NodeAt = (location: Located) => SchemaNode;

/** One schema object, read keyword by keyword. */
interface Reading {
  readonly schema: JsonObject;
  /** The node of the schema below the keys. */
  nodeAt(...keys: readonly (string | number)[]): SchemaNode;
  /** The node that a reference leads to. */
  referredBy(reference: string): SchemaNode;
}

/** Reads the keywords of one schema object, except those that combine schemas, as one alternative per type. */
export function readAlternatives(location: Located, nodeAt: NodeAt): readonly Alternative[] {
  const { value: schema } = location;
  if (!isObject(schema)) return schema === false ? [] : valueTypes.map((type) => anyValue(type));
  const reading: Reading = {
    schema,
    nodeAt: (...keys) => nodeAt(schemaBelow(location, ...keys)),
    referredBy: ($ref) => nodeAt({ ...location, value: { $ref } }),
  };
  const types = allowedTypes(schema);
  return types.flatMap((type) => readAlternative(type, reading) ?? []);
}

/** Returns an alternative for any value of a type. */
export function anyValue(type: ValueType): Alternative {
  return {
    type,
    isInteger: false,
    values: undefined,
    bounds: new Map(),
    statements: new Map(),
    conditions: [],
    marks: {},
    members:
      type === "object"
        ? {
            properties: new Map(),
            required: new Set(),
            patterns: new Map(),
            additional: "open",
            kinds: new Map(),
          }
        : undefined,
    elements: type === "array" ? { prefix: [], rest: "open" } : undefined,
  };
}

type TypeName = ValueType | "integer";

/**
 * The result is as in the generated types: a schema with properties is an object, and `enum` may add null to
 * other types.
 */
function allowedTypes(schema: JsonObject): readonly TypeName[] {
  const listed = listedValues(schema);
  if (unknownTypes(schema).length > 0) return valueTypes;
  if (schema["type"] !== undefined) {
    const stated = statedTypes(schema).filter(isTypeName);
    const nulls = listed?.includes(null) ? ["null" as const] : [];
    // Every integer is a number.
    const names = stated.filter((name) => name !== "integer" || !stated.includes("number"));
    return [...new Set([...names, ...nulls])];
  }
  if (listed !== undefined)
    return valueTypes.filter((name) => listed.some((value) => typeOf(value) === name));
  const { properties, additionalProperties = false, patternProperties } = schema;
  const hasProperties = isObject(properties) && Object.keys(properties).length > 0;
  const isMap = additionalProperties !== false || patternProperties !== undefined;
  return hasProperties || isMap ? ["object"] : valueTypes;
}

/** Returns names of types that are not types of JSON. */
export function unknownTypes(schema: JsonValue): readonly string[] {
  return statedTypes(schema)
    .filter((name) => !isTypeName(name))
    .map((name) => `type ${name}`);
}

function statedTypes(schema: JsonValue): readonly string[] {
  const { type = [] } = isObject(schema) ? schema : {};
  return (isArray(type) ? type : [type]).map(String);
}

function isTypeName(name: string): name is TypeName {
  return name === "integer" || valueTypes.some((type) => type === name);
}

function typeOf(value: JsonValue): ValueType {
  if (value === null) return "null";
  if (isArray(value)) return "array";
  const type = typeof value;
  return type === "string" || type === "number" || type === "boolean" ? type : "object";
}

function listedValues(schema: JsonObject): readonly JsonValue[] | undefined {
  if (schema["const"] !== undefined) return [schema["const"]];
  return isArray(schema["enum"]) ? schema["enum"] : undefined;
}

/** Returns undefined if no value of the type is valid. */
function readAlternative(name: TypeName, reading: Reading): Alternative | undefined {
  const type = name === "integer" ? "number" : name;
  const isInteger = name === "integer";
  const values = readValues(type, isInteger, reading.schema);
  if (values?.size === 0) return undefined;
  return {
    ...anyValue(type),
    // If values are listed, the list shows which of them are whole.
    isInteger: isInteger && values === undefined,
    values,
    bounds: readBounds(type, isInteger, reading.schema),
    statements: readStatements(type, reading.schema),
    conditions: readConditions(type, reading),
    members: type === "object" ? readMembers(reading) : undefined,
    elements: type === "array" ? readElements(reading) : undefined,
  };
}

function readValues(type: ValueType, isInteger: boolean, schema: JsonObject): Alternative["values"] {
  const listed = listedValues(schema);
  // Null is a single value, and types show it wherever it is mentioned.
  if (listed === undefined || type === "null") return undefined;
  const fitting = listed.filter((value) => typeOf(value) === type && (!isInteger || Number.isInteger(value)));
  return type === "boolean" && new Set(fitting).size === 2
    ? undefined
    : new Set(fitting.map((value) => canonicalText(value)));
}

function readConditions(type: ValueType, { schema, nodeAt }: Reading): readonly Condition[] {
  const has = (key: string): boolean => schema[key] !== undefined;
  const conditions: Condition[] = [];
  const add = (keyword: string, nodes: readonly SchemaNode[], subject = ""): void => {
    conditions.push({ keyword, subject, nodes });
  };
  if (has("not")) add("not", [nodeAt("not")]);
  // A missing branch accepts any value.
  if (has("if") && (has("then") || has("else"))) add("if", [nodeAt("if"), nodeAt("then"), nodeAt("else")]);
  if (type === "array" && has("contains")) add("contains", [nodeAt("contains")]);
  if (type === "string" && has("contentSchema")) add("contentSchema", [nodeAt("contentSchema")]);
  if (type !== "object") return conditions;
  if (has("propertyNames")) add("propertyNames", [nodeAt("propertyNames")]);
  for (const property of keysOf(schema["dependentSchemas"]))
    add("dependentSchemas", [nodeAt("dependentSchemas", property)], property);
  return conditions;
}

function keysOf(value: JsonValue | undefined): readonly string[] {
  return isObject(value) ? Object.keys(value) : [];
}

function readMembers({ schema, nodeAt, referredBy }: Reading): Members {
  const below = (keyword: string): ReadonlyMap<string, SchemaNode> =>
    new Map(keysOf(schema[keyword]).map((key) => [key, nodeAt(keyword, key)]));
  const { required, additionalProperties, unevaluatedProperties } = schema;
  const properties = below("properties");
  const patterns = below("patternProperties");
  const stated = additionalProperties !== undefined ? "additionalProperties" : "unevaluatedProperties";
  const others = additionalProperties ?? unevaluatedProperties;
  // With properties, "any other property" is the default of an object. Without properties, types show it as a
  // map.
  const isOpen = others === undefined || (isAnything(others) && properties.size + patterns.size > 0);
  return {
    properties,
    required: new Set(isArray(required) ? required.map(String) : []),
    patterns,
    additional: isOpen ? "open" : others === false ? "closed" : nodeAt(stated),
    kinds: new Map(
      // With a union, the mapping has the value of each variant, which is read together with the variants.
      isUnion(schema)
        ? []
        : mappedKinds(schema).map(({ property, value, reference }) => [
            `${property}=${value}`,
            referredBy(reference),
          ]),
    ),
  };
}

function readElements({ schema, nodeAt }: Reading): Elements {
  const { prefixItems, items, unevaluatedItems } = schema;
  const stated = items === undefined && unevaluatedItems !== undefined ? "unevaluatedItems" : "items";
  return {
    prefix: isArray(prefixItems) ? prefixItems.map((_, index) => nodeAt("prefixItems", index)) : [],
    rest: isAnything(schema[stated]) ? "open" : schema[stated] === false ? "closed" : nodeAt(stated),
  };
}

/** Whether a schema accepts any value. */
function isAnything(schema: JsonValue | undefined): boolean {
  if (!isObject(schema)) return schema !== false;
  return Object.keys(schema).every((key) => schemaKeywords[key]?.treatment === "no meaning");
}

/** Keywords that do not restrict values. */
export function readMarks(schema: JsonValue): Marks {
  if (!isObject(schema)) return {};
  return {
    ...(schema["readOnly"] === true ? { readOnly: true } : {}),
    ...(schema["writeOnly"] === true ? { writeOnly: true } : {}),
    ...(schema["deprecated"] === true ? { deprecated: true } : {}),
    ...(schema["default"] === undefined ? {} : { default: canonicalText(schema["default"]) }),
  };
}
