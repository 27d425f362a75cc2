import fc from "fast-check";
import type { JsonObject, JsonValue } from "../../src/source/json.ts";

const names = ["alpha", "beta", "gamma", "delta", "epsilon"];
const componentNames = ["Engine", "Door", "Seat"];

const text = fc.constantFrom<JsonObject>(
  { type: "string" },
  { type: "string", format: "date" },
  { type: "string", maxLength: 17 },
  { type: "string", pattern: "^a" },
  { type: "string", default: "a" },
  { type: "string", readOnly: true },
  { type: "string", not: { const: "none" } },
  { type: ["string", "null"] },
);
const number = fc.constantFrom<JsonObject>(
  { type: "number" },
  { type: "integer" },
  { type: "integer", minimum: 0 },
  { type: "number", multipleOf: 2 },
  { type: ["integer", "null"] },
);
const listed = fc
  .subarray(["one", "two", "three", "four"], { minLength: 1 })
  .map((values): JsonObject => ({ type: "string", enum: values }));
const primitive = fc.oneof(
  text,
  number,
  listed,
  fc.constant<JsonObject>({ type: "boolean" }),
  fc.constant<JsonObject>({}),
);
const reference = fc
  .constantFrom(...componentNames)
  .map((name): JsonObject => ({ $ref: `#/components/schemas/${name}` }));

const { schema } = fc.letrec<{ schema: JsonObject; object: JsonObject }>((tie) => ({
  schema: fc.oneof(
    { maxDepth: 3, depthSize: "medium", withCrossShrink: true },
    primitive,
    reference,
    tie("object"),
    fc
      .tuple(tie("schema"), fc.boolean())
      .map(([items, uniqueItems]): JsonObject => ({ type: "array", items, uniqueItems })),
    fc
      .tuple(tie("schema"), tie("schema"))
      .map((prefixItems): JsonObject => ({ type: "array", prefixItems: [...prefixItems] })),
    tie("schema").map((values): JsonObject => ({ type: "object", patternProperties: { "^x-": values } })),
    tie("schema").map((values): JsonObject => ({ type: "object", additionalProperties: values })),
    fc.tuple(tie("object"), tie("object")).map(
      ([left, right]): JsonObject => ({
        oneOf: [withKind(left, "left"), withKind(right, "right")],
      }),
    ),
    fc
      .tuple(tie("object"), tie("object"), tie("object"))
      // The common part of all alternatives is next to them, with separate names.
      .map(
        ([base, left, right]): JsonObject => ({
          ...withPrefix(base),
          oneOf: [withKind(left, "left"), withKind(right, "right")],
        }),
      ),
    fc.tuple(tie("object"), reference).map(([left, right]): JsonObject => ({ allOf: [left, right] })),
  ),
  object: fc
    .record({
      properties: fc.dictionary(fc.constantFrom(...names), tie("schema"), { maxKeys: 4 }),
      required: fc.subarray(names),
      isClosed: fc.boolean(),
    })
    .map(({ properties, required, isClosed }): JsonObject => {
      const mine = required.filter((name) => Object.hasOwn(properties, name));
      return {
        type: "object",
        properties,
        ...(mine.length > 0 ? { required: mine } : {}),
        ...(isClosed ? { additionalProperties: false } : {}),
      };
    }),
}));

/** The property that distinguishes the alternatives of a union. */
function withKind(object: JsonObject, kind: string): JsonObject {
  const { properties, required } = object;
  const others = Array.isArray(required) ? required : [];
  return {
    ...object,
    properties: { ...(properties as JsonObject), kind: { type: "string", const: kind } },
    required: ["kind", ...others],
  };
}

function withPrefix({ type, properties, required }: JsonObject): JsonObject {
  const entries = Object.entries(properties as JsonObject);
  return {
    type: type ?? "object",
    // Without any property, the generated types would drop the base and its type.
    properties: {
      base: { type: "boolean" },
      ...Object.fromEntries(entries.map(([name, value]) => [`base_${name}`, value])),
    },
    ...(Array.isArray(required) ? { required: required.map((name) => `base_${name}`) } : {}),
  };
}

const securitySchemes: JsonObject = {
  token: {
    type: "oauth2",
    flows: { clientCredentials: { tokenUrl: "https://example.com/token", scopes: { read: "" } } },
  },
  basic: { type: "http", scheme: "basic" },
  key: { type: "apiKey", in: "header", name: "X-Key" },
};

const security = fc.constantFrom<JsonValue>(
  [],
  [{ token: ["read"] }],
  [{ token: ["read"] }, { key: [] }],
  [{ basic: [] }],
);

const headers = fc.constantFrom<JsonObject>(
  {},
  { "X-Count": { schema: { type: "integer" } } },
  { "X-Count": { required: true, schema: { type: "integer" } } },
);

const parameter = fc.record({
  name: fc.constantFrom("limit", "offset", "filter"),
  in: fc.constant("query"),
  required: fc.boolean(),
  schema: fc.oneof(text, number, listed),
});

function content(value: JsonValue): JsonObject {
  return { "application/json": { schema: value } };
}

/** A component without references affects no caller. */
function withComponents(found: JsonObject): JsonObject {
  const references = componentNames.map((name) => [name, { $ref: `#/components/schemas/${name}` }]);
  return { type: "object", properties: { found, ...Object.fromEntries(references) }, required: ["found"] };
}

/**
 * Generates an OpenAPI 3.1 document with one operation that uses most features of schemas, including cycles.
 */
export const specification: fc.Arbitrary<JsonObject> = fc
  .record({
    components: fc.tuple(schema, schema, schema),
    parameters: fc.uniqueArray(parameter, { selector: ({ name }) => name, maxLength: 2 }),
    body: fc.option(fc.record({ required: fc.boolean(), schema }), { freq: 5 }),
    found: schema,
    refused: fc.option(schema),
    security,
    headers,
  })
  .map(({ components, parameters, body, found, refused, ...access }) => ({
    openapi: "3.1.1",
    servers: [{ url: "https://example.com" }],
    info: { title: "Random", version: "1" },
    paths: {
      "/things": {
        post: {
          operationId: "doThings",
          security: access.security,
          ...(parameters.length > 0 ? { parameters: [...parameters] } : {}),
          ...(body ? { requestBody: { required: body.required, content: content(body.schema) } } : {}),
          responses: {
            200: {
              description: "Fine.",
              headers: access.headers,
              content: content(withComponents(found)),
            },
            404: { description: "Gone.", ...(refused ? { content: content(refused) } : {}) },
          },
        },
      },
    },
    components: {
      securitySchemes,
      schemas: Object.fromEntries(
        components.map((value, index) => [
          componentNames[index] ?? "",
          // A component that is only a reference could be circular.
          { type: "object", properties: { self: value } },
        ]),
      ),
    },
  }));
