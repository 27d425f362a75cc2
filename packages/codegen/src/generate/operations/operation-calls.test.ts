import { expect, test } from "vitest";
import type { JsonObject } from "../../source/json.ts";
import { operationCalls } from "./operation-calls.ts";

const vin = { name: "vin", in: "path", required: true, schema: { type: "string" } };
const filter = { name: "filter by", in: "query", schema: { type: "string" } };
const order = { name: "order", in: "query", schema: { type: "string" } };
const trace = { name: "trace", in: "header", schema: { type: "string" } };

function body(schema: JsonObject, required = true): JsonObject {
  return { requestBody: { required, content: { "application/json": { schema } } } };
}

function callOf(
  method: string,
  path: string,
  operation: JsonObject,
  item: JsonObject = {},
): string | undefined {
  const row = { operationId: "it", tags: ["a"], security: [], "x-idempotent": true, responses: {} };
  const bundle = {
    paths: { [path]: { ...item, [method]: { ...row, ...operation } } },
    components: {
      parameters: { Vin: vin },
      requestBodies: { Named: body(ref("schemas/Named"))["requestBody"] ?? null },
      schemas: {
        Named: { type: "object", properties: { a: {} } },
        Endless: { allOf: [{ $ref: "#/components/schemas/Endless" }] },
        Either: { oneOf: [{ $ref: "#/components/schemas/Named" }, { properties: { b: {} } }] },
      },
    },
  };
  return operationCalls(bundle)["it"];
}

function ref(path: string): JsonObject {
  return { $ref: `#/components/${path}` };
}

test.each<{ name: string; given: Parameters<typeof callOf>; want: string }>([
  { name: "no input", given: ["get", "/a", {}], want: "GET /a" },
  {
    name: "path and query, of the path item too, without headers",
    given: [
      "get",
      "/a/{vin}",
      { parameters: [order, filter, trace] },
      { parameters: [ref("parameters/Vin")] },
    ],
    want: "GET /a/{vin}?order&filter%20by",
  },
  {
    name: "a parameter that the operation repeats",
    given: ["get", "/a/{vin}", { parameters: [vin] }, { parameters: [vin] }],
    want: "GET /a/{vin}",
  },
  {
    name: "a parameter without a name",
    given: ["get", "/a", { parameters: [{ in: "query" }, order] }],
    want: "GET /a?order",
  },
  {
    name: "parameters that an object has as members of the same names in another place",
    given: [
      "post",
      "/a",
      { parameters: [{ ...order, in: "header" }], ...body({ properties: { order: {} } }) },
    ],
    want: "POST /a {}",
  },
  { name: "an object", given: ["post", "/a", body(ref("schemas/Named"))], want: "POST /a {}" },
  {
    name: "a body in another place of the document",
    given: ["post", "/a", { requestBody: ref("requestBodies/Named") }],
    want: "POST /a {}",
  },
  {
    name: "a body of another media type",
    given: ["post", "/a", { requestBody: { required: true, content: { "text/plain": { schema: {} } } } }],
    want: "POST /a []",
  },
  { name: "properties without a type", given: ["post", "/a", body({ properties: {} })], want: "POST /a {}" },
  {
    name: "parts",
    given: ["post", "/a", body({ allOf: [ref("schemas/Named")], anyOf: [{ type: "object" }] })],
    want: "POST /a {}",
  },
  { name: "a part that is no object", given: ["post", "/a", body({ anyOf: [{}] })], want: "POST /a []" },
  {
    name: "an optional body without `required`",
    given: ["post", "/a", { requestBody: {} }],
    want: "POST /a []?",
  },
  { name: "an optional object", given: ["post", "/a", body({ type: "object" }, false)], want: "POST /a {}?" },
  {
    name: "alternatives that may be combined",
    given: ["put", "/a", body({ anyOf: [ref("schemas/Named")] })],
    want: "PUT /a {}",
  },
  { name: "alternatives", given: ["put", "/a", body(ref("schemas/Either"))], want: "PUT /a {}" },
  { name: "a list", given: ["post", "/a", body({ type: "array" })], want: "POST /a []" },
  { name: "an optional text", given: ["post", "/a", body({ type: "string" }, false)], want: "POST /a []?" },
  {
    name: "a schema that contains itself",
    given: ["post", "/a", body(ref("schemas/Endless"))],
    want: "POST /a []",
  },
  {
    name: "an object or a list",
    given: ["post", "/a", body({ oneOf: [ref("schemas/Named"), { type: "array" }] })],
    want: "POST /a []",
  },
])("an operation that takes $name", ({ given, want }) => {
  expect(callOf(...given)).toBe(want);
});

test.each<{ given: Parameters<typeof callOf>; want: string }>([
  {
    given: ["get", "/a/{vin}", { parameters: [vin, { ...order, name: "vin" }] }],
    want: "GET /a/{vin}: vin is a path parameter and a query parameter: its method cannot have both",
  },
  {
    given: ["post", "/a", { parameters: [{ ...order, name: "b" }], ...body(ref("schemas/Either")) }],
    want: "POST /a: b is a query parameter and a member of the body: its method cannot have both",
  },
  {
    given: ["post", "/a", { parameters: [{ ...order, name: "body" }], ...body({ type: "array" }) }],
    want: "POST /a: body is a query parameter and a member of the body: its method cannot have both",
  },
  {
    given: ["get", "/a", { operationId: "then" }],
    want: "GET /a: operationId then is the name of another member of the client",
  },
])("rejects $want", ({ given, want }) => {
  expect(() => callOf(...given)).toThrow(want);
});

test("rejects a query parameter with the name of a member of an object's part", () => {
  const part = { allOf: [{ allOf: [{ properties: { a: {} } }] }] };
  expect(() => callOf("post", "/a", { parameters: [{ ...order, name: "a" }], ...body(part) })).toThrow(
    "POST /a: a is a query parameter and a member of the body: its method cannot have both",
  );
});

test.each(["GET", "PUT", "POST", "PATCH", "DELETE", "use", "eject", "then"])(
  "an operation may not have the id %s, which is a member of each client or makes it a promise",
  (operationId) => {
    expect(() => callOf("get", "/a", { operationId })).toThrow(
      `GET /a: operationId ${operationId} is the name of another member of the client`,
    );
  },
);
