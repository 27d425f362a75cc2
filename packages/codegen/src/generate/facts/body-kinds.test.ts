import { expect, test } from "vitest";
import type { JsonObject } from "../../source/json.ts";
import { type BodyKind, bodyKinds } from "./body-kinds.ts";

const closed: JsonObject = { type: "object", required: ["a"], properties: { a: {} } };
const open: JsonObject = { type: "object", properties: { a: {} } };
const list: JsonObject = { type: "array", items: {} };

function kindOf(responses: JsonObject): BodyKind | undefined {
  const get = { operationId: "read", tags: ["a"], security: [], "x-idempotent": true, responses };
  const schemas = { Closed: closed, Circle: { allOf: [{ $ref: "#/components/schemas/Circle" }] } };
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
  { name: "any value", schema: {}, want: "none" },
  { name: "a schema that contains itself", schema: { $ref: "#/components/schemas/Circle" }, want: "none" },
])("returns the kind of $name", ({ schema, want }) => {
  expect(kindOf({ 200: json(schema), 404: json(list) })).toBe(want);
});

test("combines the 2xx statuses, and omits those without JSON", () => {
  expect(kindOf({ 200: json(closed), 201: json(open), 204: { description: "" } })).toBe("open");
  expect(kindOf({ 204: { description: "" }, 400: json(closed) })).toBe("none");
});
