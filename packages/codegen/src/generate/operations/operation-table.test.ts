import { expect, test } from "vitest";
import type { JsonObject } from "../../source/json.ts";
import { operationTable } from "./operation-table.ts";

const whole: JsonObject = {
  operationId: "readA",
  tags: ["a", "b"],
  security: [{ token: ["x", "y"] }],
  "x-idempotent": true,
  responses: { 200: {}, 404: {} },
};

function tableOf(change: JsonObject, method = "get"): ReturnType<typeof operationTable> {
  return operationTable({ paths: { "/a": { [method]: { ...whole, ...change } } } });
}

test("reads a row", () => {
  expect(tableOf({ deprecated: true, "x-rate-limit": { calls: 2, periodSeconds: 3 } })).toEqual([
    {
      id: "readA",
      method: "GET",
      path: "/a",
      tag: "a",
      scopes: ["x", "y"],
      idempotent: true,
      deprecated: true,
      statuses: [200, 404],
      rateLimit: { calls: 2, periodSeconds: 3 },
    },
  ]);
});

test.each([
  { what: "no security at all", security: [], scopes: [] },
  { what: "a requirement that is not an object", security: [null], scopes: [] },
  { what: "a scheme whose scopes are not a list", security: [{ token: "x" }], scopes: [] },
  { what: "a requirement without scopes", security: [{ key: [] }], scopes: [] },
  { what: "two schemes that are needed together", security: [{ key: [], token: ["x"] }], scopes: ["x"] },
])("reads the scopes of $what", ({ security, scopes }) => {
  expect(tableOf({ security })[0]?.scopes).toEqual(scopes);
});

test.each<{ what: string; change: JsonObject; want: string }>([
  {
    what: "alternative security requirements, which must not be merged into one",
    change: { security: [{ token: ["x"] }, { token: ["y"] }] },
    want: "GET /a: alternative security requirements are not supported",
  },
  {
    what: "security that is optional",
    change: { security: [{ token: ["x"] }, {}] },
    want: "GET /a: alternative security requirements are not supported",
  },
  { what: "tags that are not a list", change: { tags: "a" }, want: "GET /a: no tag" },
  { what: "a tag that is not text", change: { tags: [1] }, want: "GET /a: no tag" },
  { what: "an id that is not text", change: { operationId: 1 }, want: "GET /a: no operationId" },
  {
    what: "a rate limit that is not an object",
    change: { "x-rate-limit": 2 },
    want: "GET /a: x-rate-limit needs calls and periodSeconds",
  },
  {
    what: "a rate limit without calls",
    change: { "x-rate-limit": { periodSeconds: 2 } },
    want: "GET /a: x-rate-limit needs calls and periodSeconds",
  },
  ...["1000", "2200", "20", "2XX", "099", "600"].map((status) => ({
    what: `the status ${status}`,
    change: { responses: { [status]: {} } },
    want: `GET /a: a response must have a status from 100 to 599, got ${status}`,
  })),
  { what: "no tag", change: { tags: [] }, want: "GET /a: no tag" },
  { what: "no x-idempotent", change: { "x-idempotent": "yes" }, want: "GET /a: no x-idempotent" },
  {
    what: "half a rate limit",
    change: { "x-rate-limit": { calls: 2 } },
    want: "GET /a: x-rate-limit needs calls and periodSeconds",
  },
  {
    what: "a response without a status",
    change: { responses: { default: {} } },
    want: "GET /a: a response must have a status from 100 to 599, got default",
  },
  {
    what: "an id that is not a name",
    change: { operationId: "read-a" },
    want: 'GET /a: the name of a member must be letters, digits, _ and $, and no member of every object, got "read-a"',
  },
  {
    what: "an id that every object has",
    change: { operationId: "constructor" },
    want: 'GET /a: the name of a member must be letters, digits, _ and $, and no member of every object, got "constructor"',
  },
])("rejects $what", ({ change, want }) => {
  expect(() => tableOf(change)).toThrow(expect.objectContaining({ name: "CodegenError", message: want }));
});

test("rejects what fetch cannot send, and an operation without security", () => {
  expect(() => tableOf({}, "trace")).toThrow("TRACE /a: fetch cannot send TRACE");
  const { security: _, ...open } = whole;
  expect(() => operationTable({ paths: { "/a": { get: open } } })).toThrow("GET /a: no security");
});

test("a row has only the facts that the document has", () => {
  const { operationId, tags, security, "x-idempotent": idempotent } = whole as Record<string, JsonObject>;
  const least = { operationId, tags, security, "x-idempotent": idempotent } as JsonObject;
  expect(operationTable({ paths: { "/a": { get: least } } })).toEqual([
    {
      id: "readA",
      method: "GET",
      path: "/a",
      tag: "a",
      scopes: ["x", "y"],
      idempotent: true,
      deprecated: false,
      statuses: [],
      rateLimit: null,
    },
  ]);
});

test("accepts every status from 100 to 599", () => {
  const responses = { 100: {}, 199: {}, 599: {} };
  expect(tableOf({ responses })[0]?.statuses).toEqual([100, 199, 599]);
});

test("rows are sorted by id; members of a path that are not operations are skipped", () => {
  const named = (operationId: string): JsonObject => ({ ...whole, operationId });
  const table = operationTable({
    paths: {
      "/a": { put: named("c"), get: named("b"), parameters: [], post: null },
      "/b": { get: named("a") },
      "/c": null,
    },
  });
  expect(table.map(({ id, method, path }) => `${id} ${method} ${path}`)).toEqual([
    "a GET /b",
    "b GET /a",
    "c PUT /a",
  ]);
});

test("rejects two operations with one id", () => {
  expect(() => operationTable({ paths: { "/a": { get: whole }, "/b": { put: whole } } })).toThrow(
    "PUT /b: operationId readA is also that of GET /a",
  );
});
