import { compareText, isArray, isObject, type JsonObject, type JsonValue, objectAt } from "../source/json.ts";
import type { RawSchema, Resolve } from "./resolver.ts";

/** The schemas that a value has to satisfy at once: one, or those of an `allOf`. Without `$ref` and `allOf`. */
export interface SchemaNode {
  /** The same for the same schemas, however they were reached. */
  readonly key: string;
  readonly parts: readonly RawSchema[];
  /** `null` was an alternative beside them. */
  readonly nullable: boolean;
}

/** What a schema says, however it is written down. */
export interface Shape {
  /** `undefined` is any. `null` is in `nullable`. */
  readonly types: ReadonlySet<string> | undefined;
  readonly nullable: boolean;
  /** JSON texts of `enum` or `const`. */
  readonly values: ReadonlySet<string> | undefined;
  /** Keywords that say nothing about the type: bounds, `format`, `default`, marks. */
  readonly keywords: JsonObject;
  readonly properties: ReadonlyMap<string, SchemaNode>;
  readonly required: ReadonlySet<string>;
  /** What members that are not in `properties` look like. */
  readonly additional: SchemaNode | "closed" | "open";
  readonly items: SchemaNode | undefined;
  /** `oneOf` and `anyOf`. */
  readonly variants: readonly SchemaNode[];
}

/** Reads the schemas of one specification. */
export interface SchemaReader {
  nodeOf(raw: RawSchema): SchemaNode;
  shapeOf(node: SchemaNode): Shape;
}

/** The same schema object gets the same key, so that a cycle is seen as one. */
export function createSchemaReader(resolve: Resolve): SchemaReader {
  const ids = new WeakMap<object, number>();
  const shapes = new Map<string, Shape>();
  let lastId = 0;

  const idOf = (value: JsonValue): string => {
    if (typeof value !== "object" || value === null) return String(value);
    const id = ids.get(value) ?? ++lastId;
    ids.set(value, id);
    return String(id);
  };
  const join = (raws: readonly RawSchema[]): SchemaNode => {
    const found: Flat = { parts: new Map(), nullable: false, seen: new Set() };
    for (const raw of raws) flatten(raw, found, { resolve, idOf });
    const keys = [...found.parts.keys()].sort(compareText);
    return {
      key: `${keys.join("+")}${found.nullable ? "?" : ""}`,
      parts: [...found.parts.values()],
      nullable: found.nullable,
    };
  };
  return {
    nodeOf: (raw) => join([raw]),
    shapeOf(node) {
      const shape = shapes.get(node.key) ?? readShape(node, join);
      shapes.set(node.key, shape);
      return shape;
    },
  };
}

interface Flat {
  readonly parts: Map<string, RawSchema>;
  readonly seen: Set<string>;
  nullable: boolean;
}

interface FlattenTools {
  readonly resolve: Resolve;
  idOf(value: JsonValue): string;
}

function flatten(raw: RawSchema, found: Flat, tools: FlattenTools): void {
  const { value, document } = raw;
  const id = tools.idOf(value);
  if (found.seen.has(id)) return;
  found.seen.add(id);
  if (!isObject(value)) return;
  const { $ref, allOf } = value;
  if (typeof $ref === "string") flatten(tools.resolve($ref, document), found, tools);
  if (isArray(allOf)) for (const part of allOf) flatten({ value: part, document }, found, tools);
  const [only, ...others] = variantsOf(value).filter((variant) => !isNull(variant));
  if (only !== undefined && others.length === 0) {
    if (variantsOf(value).length > 1) found.nullable = true;
    flatten({ value: only, document }, found, tools);
  }
  found.parts.set(id, raw);
}

function variantsOf(schema: JsonObject): readonly JsonValue[] {
  const lists = [schema["oneOf"], schema["anyOf"]];
  return lists.flatMap((list) => (isArray(list) ? list : []));
}

function isNull(schema: JsonValue): boolean {
  return isObject(schema) && schema["type"] === "null";
}

type Join = (raws: readonly RawSchema[]) => SchemaNode;

function readShape(node: SchemaNode, join: Join): Shape {
  const parts = node.parts.flatMap(({ value, document }) => (isObject(value) ? [{ value, document }] : []));
  const typeSets = parts.flatMap(({ value }) => typesOf(value) ?? []);
  const types = intersection(typeSets);
  const variantLists = parts.map(({ value, document }) =>
    variantsOf(value).map((variant) => ({ value: variant, document })),
  );
  const variants = variantLists
    .filter((list) => list.filter(({ value }) => !isNull(value)).length > 1)
    .flat();
  const nullable = types?.has("null") === true || variants.some(({ value }) => isNull(value));
  return {
    types: types && new Set([...types].filter((type) => type !== "null")),
    nullable: nullable || node.nullable,
    values: intersection(parts.flatMap(({ value }) => valuesOf(value) ?? [])),
    keywords: Object.assign({}, ...parts.map(({ value }) => keywordsOf(value))),
    properties: propertiesOf(parts, join),
    required: new Set(parts.flatMap(({ value }) => namesIn(value["required"]))),
    additional: additionalOf(parts, join),
    items: itemsOf(parts, join),
    variants: variants.filter(({ value }) => !isNull(value)).map((variant) => join([variant])),
  };
}

type Part = RawSchema & { readonly value: JsonObject };

/** In a list, so that no statement differs from an empty one. */
function typesOf(schema: JsonObject): [ReadonlySet<string>] | undefined {
  const { type } = schema;
  if (typeof type === "string") return [new Set([type])];
  if (isArray(type)) return [new Set(type.map(String))];
  const values = listedValues(schema);
  if (values !== undefined) return [new Set(values.map(jsonTypeOf))];
  if (schema["properties"] !== undefined || isObject(schema["additionalProperties"]))
    return [new Set(["object"])];
  return undefined;
}

function jsonTypeOf(value: JsonValue): string {
  if (value === null) return "null";
  return isArray(value) ? "array" : typeof value;
}

function listedValues(schema: JsonObject): readonly JsonValue[] | undefined {
  if (schema["const"] !== undefined) return [schema["const"]];
  return isArray(schema["enum"]) ? schema["enum"] : undefined;
}

function valuesOf(schema: JsonObject): [ReadonlySet<string>] | undefined {
  const values = listedValues(schema)?.filter((value) => value !== null);
  return values && [new Set(values.map((value) => JSON.stringify(value)))];
}

function intersection(sets: readonly ReadonlySet<string>[]): ReadonlySet<string> | undefined {
  const [first, ...others] = sets;
  return first && new Set([...first].filter((item) => others.every((set) => set.has(item))));
}

const typeKeywords = new Set([
  ...["$ref", "allOf", "oneOf", "anyOf", "type", "enum", "const"],
  ...["properties", "required", "additionalProperties", "items"],
  ...["title", "summary", "description", "example", "examples", "externalDocs"],
]);

function keywordsOf(schema: JsonObject): JsonObject {
  return Object.fromEntries(
    Object.entries(schema).filter(([key]) => !typeKeywords.has(key) && !key.startsWith("x-")),
  );
}

function propertiesOf(parts: readonly Part[], join: Join): ReadonlyMap<string, SchemaNode> {
  const raws = new Map<string, RawSchema[]>();
  for (const { value, document } of parts)
    for (const [name, schema] of Object.entries(objectAt(value, "properties")))
      raws.set(name, [...(raws.get(name) ?? []), { value: schema, document }]);
  return new Map([...raws].map(([name, list]) => [name, join(list)]));
}

/** A schema for other members counts even beside one that refuses them: that is what the generated types show. */
function additionalOf(parts: readonly Part[], join: Join): Shape["additional"] {
  const stated = parts.flatMap(({ value, document }) =>
    value["additionalProperties"] === undefined ? [] : [{ value: value["additionalProperties"], document }],
  );
  const schemas = stated.filter(({ value }) => value !== false);
  if (schemas.length > 0) return join(schemas);
  return stated.length > 0 ? "closed" : "open";
}

function itemsOf(parts: readonly Part[], join: Join): SchemaNode | undefined {
  const stated = parts.flatMap(({ value, document }) =>
    value["items"] === undefined ? [] : [{ value: value["items"], document }],
  );
  return stated.length === 0 ? undefined : join(stated);
}

function namesIn(value: JsonValue | undefined): readonly string[] {
  return isArray(value) ? value.map(String) : [];
}
