import { expect, test } from "vitest";
import type { JsonObject } from "../../source/json.ts";
import { type BodyKind, bodyKinds } from "./body-kinds.ts";

const closed: JsonObject = { type: "object", required: ["a"], properties: { a: {} } };
const open: JsonObject = { type: "object", properties: { a: {} } };
const list: JsonObject = { type: "array", items: {} };

function kindOf(responses: JsonObject): BodyKind | undefined {
  const get = { operationId: "read", tags: ["a"], security: [], "x-idempotent": true, responses };
  const schemas = {
    Closed: closed,
    Response: json(closed),
    Circle: { allOf: [{ $ref: "#/components/schemas/Circle" }] },
  };
  return bodyKinds({ paths: { "/a": { get } }, components: { schemas } })[0]?.[1];
}

function json(schema: JsonObject): JsonObject {
  return { content: { "application/json": { schema } } };
}

test.each<{ name: string; schema: JsonObject; want: BodyKind }>([
  { name: "a list", schema: list, want: "list" },
  { name: "a list without a type", schema: { items: {} }, want: "list" },
  {
    name: "an object with a required member",
    schema: { $ref: "#/components/schemas/Closed" },
    want: "object",
  },
  { name: "an object whose members are optional", schema: open, want: "open" },
  { name: "an object that requires an empty list", schema: { ...open, required: [] }, want: "open" },
  { name: "properties without a type", schema: { properties: {} }, want: "open" },
  { name: "a part that requires a member", schema: { allOf: [open, closed] }, want: "object" },
  { name: "variants that all require a member", schema: { oneOf: [closed, closed] }, want: "object" },
  { name: "variants of which one requires none", schema: { anyOf: [closed, open] }, want: "open" },
  { name: "a list or an object", schema: { oneOf: [list, closed] }, want: "none" },
  { name: "text", schema: { type: "string" }, want: "none" },
  { name: "an object that also has items", schema: { ...open, items: {} }, want: "open" },
  { name: "text with properties", schema: { type: "string", properties: {} }, want: "none" },
  { name: "text or an object", schema: { oneOf: [{ type: "string" }, closed] }, want: "none" },
  { name: "text or a list", schema: { anyOf: [list, { type: "string" }] }, want: "none" },
  { name: "a list or a list", schema: { oneOf: [list, list] }, want: "list" },
  { name: "variants of both kinds", schema: { oneOf: [closed], anyOf: [closed, open] }, want: "open" },
  { name: "a list beside an object", schema: { ...closed, allOf: [list] }, want: "list" },
  { name: "an unresolved reference", schema: { $ref: "#/components/schemas/None" }, want: "none" },
  { name: "any value", schema: {}, want: "none" },
  { name: "a schema that contains itself", schema: { $ref: "#/components/schemas/Circle" }, want: "none" },
])("returns the kind of $name", ({ schema, want }) => {
  expect(kindOf({ 200: json(schema), 404: json(list) })).toBe(want);
});

test("reads a response through its reference", () => {
  expect(kindOf({ 200: { $ref: "#/components/schemas/Response" } })).toBe("object");
});

test("only the statuses from 200 to 299 count", () => {
  expect(kindOf({ 204: {}, 302: json(list), 402: json(list), 502: json(list) })).toBe("none");
  expect(kindOf({ 299: json(list), 302: json(closed), 402: json(closed) })).toBe("list");
});

test("returns the kinds of all operations, by method and path", () => {
  const operation = (operationId: string, method: string, schema: JsonObject): JsonObject => ({
    [method]: {
      operationId,
      tags: ["a"],
      security: [],
      "x-idempotent": true,
      responses: { 200: json(schema) },
    },
  });
  const paths = {
    "/b": operation("read", "get", list),
    "/a": { ...operation("write", "put", open), ...operation("check", "post", closed) },
  };
  expect(bodyKinds({ paths })).toEqual([
    ["POST /a", "object"],
    ["GET /b", "list"],
    ["PUT /a", "open"],
  ]);
});

test("combines the 2xx statuses, and omits those without JSON", () => {
  expect(kindOf({ 200: json(closed), 201: json(open), 204: { description: "" } })).toBe("open");
  expect(kindOf({ 204: { description: "" }, 400: json(closed) })).toBe("none");
});
