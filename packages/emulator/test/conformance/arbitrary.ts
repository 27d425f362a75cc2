import { openapi } from "@high-mobility-ts/schema/openapi";
import fc from "fast-check";

/** The part of JSON Schema that request bodies and parameters of the bundle use. */
export interface Schema {
  readonly $ref?: string;
  readonly type?: string;
  readonly format?: string;
  readonly const?: unknown;
  readonly enum?: readonly unknown[];
  readonly oneOf?: readonly Schema[];
  readonly properties?: Readonly<Record<string, Schema>>;
  readonly required?: readonly string[];
  readonly additionalProperties?: boolean | Schema;
  readonly items?: Schema;
}

export function resolve(schema: Schema): Schema {
  if (schema.$ref === undefined) return schema;
  const parts = schema.$ref.slice(2).split("/");
  const found = parts.reduce<unknown>(
    (node, part) => (node as Readonly<Record<string, unknown>>)[part],
    openapi as unknown,
  );
  return resolve(found as Schema);
}

const second = fc.integer({ min: 0, max: 4_000_000_000 }).map((time) => new Date(time * 1_000).toISOString());

/** Generates values that a schema allows. @throws {Error} if a part of the schema is not supported. */
export function valid(given: Schema): fc.Arbitrary<unknown> {
  const schema = resolve(given);
  if (schema.const !== undefined) return fc.constant(schema.const);
  if (schema.enum) return fc.constantFrom(...schema.enum);
  if (schema.oneOf) return fc.oneof(...schema.oneOf.map(valid));
  switch (schema.type) {
    case "string":
      return validString(schema.format);
    case "integer":
      return fc.nat(500_000);
    case "number":
      return fc.double({ noNaN: true, noDefaultInfinity: true });
    case "boolean":
      return fc.boolean();
    case "array":
      return fc.array(valid(schema.items ?? {}), { minLength: 1, maxLength: 3 });
    case "object":
      return validObject(schema);
    default:
      throw new Error(`cannot make a value of ${JSON.stringify(schema)}`);
  }
}

function validString(format: string | undefined): fc.Arbitrary<string> {
  switch (format) {
    case undefined:
      return fc.string({ minLength: 1, maxLength: 20 });
    case "date":
      return second.map((time) => time.slice(0, 10));
    case "date-time":
      return second;
    default:
      throw new Error(`cannot make a string of the format ${format}`);
  }
}

function validObject({
  properties = {},
  required = [],
  additionalProperties,
}: Schema): fc.Arbitrary<unknown> {
  const arbitraries = Object.fromEntries(
    Object.entries(properties).map(([name, property]) => [name, valid(property)]),
  );
  if (typeof additionalProperties === "object" && Object.keys(properties).length === 0)
    return fc.dictionary(fc.stringMatching(/^[a-z]{1,8}$/), valid(additionalProperties), { maxKeys: 3 });
  return fc.record(arbitraries, { requiredKeys: [...required] });
}

type Mutation = (value: Readonly<Record<string, unknown>>, schema: Schema) => fc.Arbitrary<unknown>;

function anotherType(value: unknown): unknown {
  return typeof value === "number" ? "text" : 5;
}

/** Changes that make a valid object invalid, in its own members. */
export const mutations: Readonly<Record<string, Mutation>> = {
  "a required member is missing": (value, { required = [] }) =>
    fc.constantFrom(...required).map((name) => ({ ...value, [name]: undefined })),
  "a member has another type": (value, { required = [] }) =>
    fc.constantFrom(...required).map((name) => ({ ...value, [name]: anotherType(value[name]) })),
  "it is a list": (value) => fc.constant([value]),
  "it is null": () => fc.constant(null),
};
