import fc, { type Arbitrary } from "fast-check";

export type Json = null | boolean | number | string | Json[] | { [key: string]: Json };

interface Schema {
  readonly $ref?: string;
  readonly type?: string | readonly string[];
  readonly format?: string;
  readonly enum?: readonly Json[];
  readonly const?: Json;
  readonly properties?: Readonly<Record<string, Schema>>;
  readonly required?: readonly string[];
  readonly additionalProperties?: boolean | Schema;
  readonly minProperties?: number;
  readonly items?: Schema;
  readonly minItems?: number;
  readonly maxItems?: number;
  readonly minimum?: number;
  readonly maximum?: number;
  readonly minLength?: number;
  readonly maxLength?: number;
  readonly anyOf?: readonly Schema[];
  readonly oneOf?: readonly Schema[];
}

/**
 * Returns values that are valid under a schema. It supports the keywords of JSON Schema that the
 * specification uses.
 */
export function validValues(schema: Schema, resolve: (ref: string) => Schema): Arbitrary<Json> {
  const nested = (child: Schema): Arbitrary<Json> => validValues(child, resolve);
  if (schema.$ref !== undefined) return nested(resolve(schema.$ref));
  if (schema.const !== undefined) return fc.constant(schema.const);
  if (schema.enum) return fc.constantFrom(...schema.enum);
  const alternatives = schema.oneOf ?? schema.anyOf;
  if (alternatives) return fc.oneof(...alternatives.map(nested));
  const types = typeof schema.type === "string" ? [schema.type] : (schema.type ?? ["object"]);
  return fc.oneof(...types.map((type) => valuesOfType(type, schema, nested)));
}

function valuesOfType(
  type: string,
  schema: Schema,
  nested: (child: Schema) => Arbitrary<Json>,
): Arbitrary<Json> {
  switch (type) {
    case "object":
      return objects(schema, nested);
    case "array": {
      const { items = {}, minItems: minLength = 0, maxItems: maxLength = minLength + 2 } = schema;
      return fc.array(nested(items), { minLength, maxLength });
    }
    case "string":
      return strings(schema);
    case "integer":
      return fc.integer({ min: schema.minimum ?? -1000, max: schema.maximum ?? 1000 });
    case "number":
      return fc.double({
        min: schema.minimum ?? -1000,
        max: schema.maximum ?? 1000,
        noNaN: true,
      });
    case "boolean":
      return fc.boolean();
    default:
      return fc.constant(null);
  }
}

/** Uses a few of the properties at a time, because a vehicle has hundreds. */
function objects(schema: Schema, nested: (child: Schema) => Arbitrary<Json>): Arbitrary<Json> {
  const { properties = {}, required = [], minProperties = 0, additionalProperties } = schema;
  const names = Object.keys(properties).filter((name) => !required.includes(name));
  const minLength = Math.min(names.length, Math.max(0, minProperties - required.length));
  const extra = typeof additionalProperties === "object" ? additionalProperties : undefined;
  const chosen = fc.subarray(names, { minLength, maxLength: Math.max(minLength, Math.min(names.length, 4)) });
  return fc
    .tuple(chosen, extra ? fc.dictionary(fc.string(), nested(extra), { maxKeys: 2 }) : fc.constant({}))
    .chain(([optional, more]) => {
      const model = Object.fromEntries(
        [...required, ...optional].map((name) => [name, nested(properties[name] ?? {})]),
      );
      return fc.record(model).map((known) => ({ ...more, ...known }) as Json);
    });
}

function strings({ format, minLength = 0, maxLength = 20 }: Schema): Arbitrary<Json> {
  switch (format) {
    case "date-time":
      return fc
        .date({ noInvalidDate: true, min: new Date(0), max: new Date("2100-01-01") })
        .map((date) => date.toISOString());
    case "date":
      return fc
        .date({ noInvalidDate: true, min: new Date(0), max: new Date("2100-01-01") })
        .map((date) => date.toISOString().slice(0, 10));
    case "decimal":
      return fc.integer({ min: -10_000, max: 10_000 }).map((cents) => (cents / 100).toFixed(2));
    default:
      return fc
        .string({ minLength, maxLength, unit: "grapheme" })
        .filter((text) => [...text].length <= maxLength);
  }
}

const strange: Arbitrary<Json> = fc.oneof(
  fc.constantFrom<Json>(
    null,
    true,
    0,
    -1,
    1.5,
    256,
    1e300,
    "",
    "x",
    "2026-02-30T10:00:00Z",
    "2026-11-24",
    [],
    {},
  ),
  fc.jsonValue({ maxDepth: 1 }) as Arbitrary<Json>,
);

/** Returns the value with one change at any place: replaced, removed, renamed, added or repeated. */
export function mutated(value: Json): Arbitrary<Json> {
  const children = typeof value === "object" && value !== null ? Object.entries(value) : [];
  const here = [strange, ...changes(value)];
  if (children.length === 0) return fc.oneof(...here);
  const inside = fc
    .constantFrom(...children)
    .chain(([key, child]) => mutated(child).map((changed) => withChild(value, key, changed)));
  return fc.oneof({ arbitrary: fc.oneof(...here), weight: 1 }, { arbitrary: inside, weight: 4 });
}

function changes(value: Json): Arbitrary<Json>[] {
  if (typeof value === "string")
    return [
      fc.string().map((end) => value + end),
      fc.constant(value.slice(1)),
      fc.constant(value.toUpperCase()),
    ];
  if (typeof value === "number") return [fc.constantFrom(value + 0.5, -value, value * 1000)];
  if (Array.isArray(value))
    return [
      strange.map((item) => [...value, item]),
      fc.constant(value.slice(1)),
      fc.constant([...value, ...value]),
    ];
  if (typeof value !== "object" || value === null) return [fc.constant(value)];
  const names = Object.keys(value);
  const added = fc
    .tuple(fc.oneof(fc.string(), fc.constantFrom("__proto__", "constructor", "data")), strange)
    .map(([name, child]) => withChild(value, name, child));
  if (names.length === 0) return [added];
  const removed = fc.constantFrom(...names).map((name) => {
    const { [name]: _, ...rest } = value;
    return rest;
  });
  return [added, removed];
}

function withChild(value: Json, key: string, child: Json): Json {
  if (Array.isArray(value)) return value.with(Number(key), child);
  const entries = typeof value === "object" && value !== null ? Object.entries(value) : [];
  // fromEntries defines: `__proto__` becomes a property, as in JSON.
  return Object.fromEntries([...entries.filter(([name]) => name !== key), [key, child]]);
}
