import { describe, expect, test } from "vitest";
import { CodegenError } from "../codegen-error.ts";
import type { JsonObject } from "../json.ts";
import { type Change, describeWhere, levelOf } from "./change.ts";
import { diffApis } from "./diff-apis.ts";
import { apiOf } from "./operations-of.ts";

const vin: JsonObject = { name: "vin", in: "path", required: true, schema: { type: "string" } };

/** An API with one operation, POST /cars/{vin}. */
function api(operation: JsonObject, components: JsonObject = {}): JsonObject {
  return {
    openapi: "3.1.1",
    servers: [{ url: "https://api.example.com" }],
    paths: {
      "/cars/{vin}": { parameters: [vin], post: { operationId: "addCar", responses: {}, ...operation } },
    },
    components,
  };
}

function sending(schema: JsonObject, schemas: JsonObject = {}): JsonObject {
  return api({ requestBody: { content: { "application/json": { schema } } } }, { schemas });
}

function answering(schema: JsonObject, schemas: JsonObject = {}): JsonObject {
  return api(
    { responses: { 200: { description: "", content: { "application/json": { schema } } } } },
    { schemas },
  );
}

function diff(old: JsonObject, next: JsonObject): readonly Change[] {
  return diffApis({ old: apiOf([{ id: "old", value: old }]), new: apiOf([{ id: "new", value: next }]) });
}

/** `level where code`, which is what a table can hold. */
function lines(changes: readonly Change[]): readonly string[] {
  return changes.map(({ level, where, code }) => `${level} ${describeWhere(where)} ${code}`);
}

const text: JsonObject = { type: "string" };
const object = (properties: JsonObject, more: JsonObject = {}): JsonObject => ({
  type: "object",
  properties,
  ...more,
});

describe("a change of a schema has the level of its side", () => {
  const table: { name: string; old: JsonObject; next: JsonObject; request: string[]; response: string[] }[] =
    [
      {
        name: "an enum value more",
        old: object({ brand: { enum: ["a"] } }),
        next: object({ brand: { enum: ["a", "b"] } }),
        request: ["minor request body.brand enum-value-added"],
        response: ["minor response 200 .brand enum-value-added"],
      },
      {
        name: "a property less",
        old: object({ a: text, b: text }),
        next: object({ a: text }),
        request: ["major request body.b property-removed"],
        response: ["major response 200 .b property-removed"],
      },
      {
        name: "an optional property that is required",
        old: object({ a: text }),
        next: object({ a: text }, { required: ["a"] }),
        request: ["major request body.a property-became-required"],
        response: ["minor response 200 .a property-became-required"],
      },
      {
        name: "a required property more",
        old: object({}),
        next: object({ a: text }, { required: ["a"] }),
        request: ["major request body.a required-property-added"],
        response: ["minor response 200 .a required-property-added"],
      },
      {
        name: "another type deep inside",
        old: object({ list: { type: "array", items: object({ "odd name": text }) } }),
        next: object({ list: { type: "array", items: object({ "odd name": { type: "boolean" } }) } }),
        request: ['major request body.list[]["odd name"] type-changed'],
        response: ['major response 200 .list[]["odd name"] type-changed'],
      },
      {
        name: "null where there was none",
        old: object({ a: text }),
        next: object({ a: { oneOf: [text, { type: "null" }] } }),
        request: ["minor request body.a became-nullable"],
        response: ["major response 200 .a became-nullable"],
      },
      {
        name: "whole numbers only",
        old: { type: "number" },
        next: { type: "integer" },
        request: ["major request body became-integer"],
        response: ["patch response 200 became-integer"],
      },
      {
        name: "a lower maximum and a longer minimum",
        old: object({ a: { type: "number", maximum: 9 }, b: { type: "string", minLength: 1 } }),
        next: object({ a: { type: "number", maximum: 8 }, b: { type: "string", minLength: 2 } }),
        request: ["major request body.a constraint-tightened", "major request body.b constraint-tightened"],
        response: [
          "patch response 200 .a constraint-tightened",
          "patch response 200 .b constraint-tightened",
        ],
      },
      {
        name: "another pattern and no format",
        old: { type: "string", pattern: "^a", format: "date" },
        next: { type: "string", pattern: "^b" },
        request: ["major request body constraint-changed", "minor request body format-removed"],
        response: ["minor response 200 constraint-changed", "minor response 200 format-removed"],
      },
      {
        name: "another default",
        old: { type: "string", default: "a" },
        next: { type: "string", default: "b" },
        request: ["major request body default-changed"],
        response: ["patch response 200 default-changed"],
      },
      {
        name: "a deprecated property",
        old: object({ a: text }),
        next: object({ a: { ...text, deprecated: true } }),
        request: ["minor request body.a property-deprecated"],
        response: ["minor response 200 .a property-deprecated"],
      },
      {
        name: "one alternative changed, one added",
        old: { oneOf: [object({ op: { const: "eq" }, value: text }), object({ op: { const: "in" } })] },
        next: {
          oneOf: [
            object({ op: { const: "lt" } }),
            object({ op: { const: "in" } }),
            object({ op: { const: "eq" }, value: { type: "number" } }),
          ],
        },
        request: ["minor request body variant-added", "major request body(op=eq).value type-changed"],
        response: ["major response 200 variant-added", "major response 200 (op=eq).value type-changed"],
      },
      {
        name: "a map of another type",
        old: { type: "object", additionalProperties: text },
        next: { type: "object", additionalProperties: { type: "number" } },
        request: ["major request body[name] type-changed"],
        response: ["major response 200 [name] type-changed"],
      },
    ];
  test.each(table)("$name", ({ old, next, request, response }) => {
    expect(lines(diff(sending(old), sending(next)))).toEqual(request);
    expect(lines(diff(answering(old), answering(next)))).toEqual(response);
  });
});

describe("the same said in another way is no change", () => {
  const engine = object({ power: { type: "number" } });
  const table: { name: string; old: JsonObject; next: JsonObject }[] = [
    {
      name: "renamed components",
      old: answering({ $ref: "#/components/schemas/A" }, { A: engine }),
      next: answering({ $ref: "#/components/schemas/B" }, { B: engine }),
    },
    {
      name: "a component written out",
      old: answering({ $ref: "#/components/schemas/A" }, { A: engine }),
      next: answering(engine),
    },
    {
      name: "prose and order",
      old: answering({ ...object({ a: text, b: { enum: ["x", "y"] } }, { required: ["a", "b"] }) }),
      next: answering(
        object(
          { b: { enum: ["y", "x"], description: "B." }, a: { ...text, title: "A" } },
          { required: ["b", "a"] },
        ),
      ),
    },
    {
      name: "parts in an allOf",
      old: answering(object({ a: text, b: text }, { required: ["a"] })),
      next: answering({ allOf: [object({ a: text }, { required: ["a"] }), object({ b: text })] }),
    },
    {
      name: "null as a type or as an alternative",
      old: answering({ type: ["string", "null"] }),
      next: answering({ anyOf: [{ type: "null" }, text] }),
    },
    {
      name: "alternatives in another order",
      old: answering({ oneOf: [text, { type: "number" }] }),
      next: answering({ oneOf: [{ type: "number" }, text] }),
    },
    {
      name: "a property that is called like a keyword",
      old: answering(object({ description: text, default: text })),
      next: answering(object({ default: text, description: text })),
    },
  ];
  test.each(table)("$name", ({ old, next }) => {
    expect(diff(old, next)).toEqual([]);
    expect(diff(next, old)).toEqual([]);
  });
});

test("follows cycles, and finds what changed on the way round", () => {
  const tree = (leaf: JsonObject): JsonObject => ({
    Tree: object({ leaf, children: { type: "array", items: { $ref: "#/components/schemas/Tree" } } }),
    Alias: { allOf: [{ $ref: "#/components/schemas/Tree" }] },
  });
  const ref: JsonObject = { $ref: "#/components/schemas/Alias" };
  expect(diff(answering(ref, tree(text)), answering(ref, tree(text)))).toEqual([]);
  expect(lines(diff(answering(ref, tree(text)), answering(ref, tree({ type: "number" }))))).toContain(
    "major response 200 .leaf type-changed",
  );
});

describe("a change of an operation", () => {
  const secured = (scopes: string[], tokenUrl = "https://a/token"): JsonObject => ({
    ...api(
      { security: [{ any: scopes }] },
      {
        securitySchemes: { any: { type: "oauth2", flows: { clientCredentials: { tokenUrl, scopes: {} } } } },
      },
    ),
  });
  const query = (more: JsonObject): JsonObject =>
    api({ parameters: [{ name: "q", in: "query", schema: text, ...more }] });
  const statuses = (...codes: string[]): JsonObject =>
    api({ responses: Object.fromEntries(codes.map((code) => [code, { description: "" }])) });
  const table: { name: string; old: JsonObject; next: JsonObject; want: string[] }[] = [
    {
      name: "deprecation",
      old: api({}),
      next: api({ deprecated: true }),
      want: ["minor request operation-deprecated"],
    },
    {
      name: "its id",
      old: api({}),
      next: api({ operationId: "b" }),
      want: ["major request operation-id-changed"],
    },
    { name: "a scope", old: secured(["a"]), next: secured(["a", "b"]), want: ["major request scope-added"] },
    {
      name: "a scope less",
      old: secured(["a", "b"]),
      next: secured(["a"]),
      want: ["minor request scope-removed"],
    },
    {
      name: "the token address",
      old: secured([]),
      next: secured([], "https://b/token"),
      want: ["major request token-url-changed"],
    },
    { name: "credentials", old: api({}), next: secured([]), want: ["major request authentication-added"] },
    {
      name: "a parameter",
      old: api({}),
      next: query({}),
      want: ["minor request params.query.q parameter-added"],
    },
    {
      name: "a required parameter",
      old: query({}),
      next: query({ required: true }),
      want: ["major request params.query.q parameter-became-required"],
    },
    {
      name: "how a list is written",
      old: query({}),
      next: query({ explode: false }),
      want: ["major request params.query.q parameter-encoding-changed"],
    },
    {
      name: "the value of a parameter",
      old: query({}),
      next: query({ schema: { ...text, maxLength: 3 } }),
      want: ["major request params.query.q constraint-tightened"],
    },
    {
      name: "a status more",
      old: statuses("200"),
      next: statuses("200", "404"),
      want: ["minor response 404 status-added"],
    },
    {
      name: "a status less",
      old: statuses("200", "404"),
      next: statuses("200"),
      want: ["major response 404 status-removed"],
    },
    {
      name: "a body that comes",
      old: statuses("200"),
      next: answering(text),
      want: ["minor response 200 body-added"],
    },
    {
      name: "a body that is sent",
      old: api({}),
      next: sending(text),
      want: ["minor request body body-added"],
    },
    {
      name: "a lower rate",
      old: api({ "x-rate-limit": { calls: 60, periodSeconds: 60 } }),
      next: api({ "x-rate-limit": { calls: 60, periodSeconds: 120 } }),
      want: ["minor request rate-limit-lowered"],
    },
    {
      name: "the servers",
      old: api({}),
      next: { ...api({}), servers: [{ url: "https://b.example.com" }] },
      want: ["minor request server-added", "major request server-removed"],
    },
  ];
  test.each(table)("$name", ({ old, next, want }) => {
    expect(lines(diff(old, next))).toEqual(want);
  });
});

test("an operation that moves is removed and added", () => {
  const both = (path: string): JsonObject => ({
    openapi: "3.1.1",
    paths: { "/stays": { get: { responses: {} } }, [path]: { get: { responses: {} } } },
  });
  expect(diff(both("/a"), both("/b")).map(({ code, where }) => [code, where.operation])).toEqual([
    ["operation-removed", "GET /a"],
    ["operation-added", "GET /b"],
  ]);
});

test("a change says what it was, what it is and why it has its level", () => {
  expect(diff(answering({ enum: ["a"] }), answering({ enum: ["a", "b"] }))).toEqual([
    {
      code: "enum-value-added",
      level: "minor",
      where: { operation: "POST /cars/{vin}", side: "response", status: "200", path: "" },
      old: null,
      new: "b",
      reason: "A value may come back that the code does not know; code with a branch for others handles it.",
    },
  ]);
});

test("the level of all changes is the highest one", () => {
  const changes = diff(answering(object({ a: text })), answering(object({ b: text })));
  expect([levelOf(changes), levelOf([])]).toEqual(["major", "none"]);
});

test("refuses two different APIs", () => {
  const other = { ...api({}), paths: { "/planes": { get: { responses: {} } } } };
  expect(() => diff(api({}), other)).toThrow(
    new CodegenError("these are two different APIs: none of 1 and 1 operations is in both"),
  );
});
