import { expect, test } from "vitest";
import type { JsonObject } from "../../source/json.ts";
import { emitOperations } from "./emit-operations.ts";

const operation: JsonObject = {
  operationId: "getA",
  summary: "Get an a",
  tags: ["a"],
  security: [{ s: ["a:read"] }],
  "x-idempotent": true,
  "x-rate-limit": { calls: 60, periodSeconds: 60 },
};

function given(get: JsonObject): JsonObject {
  return { paths: { "/a/{id}": { get: { responses: { 200: { description: "Fine." } }, ...get } } } };
}

test("writes a row per operation", () => {
  expect(emitOperations(given(operation))).toContain(`  /** Get an a */
  getA: {
    id: "getA",
    method: "GET",
    path: "/a/{id}",
    tag: "a",
    scopes: ["a:read"],
    idempotent: true,
    deprecated: false,
    statuses: [200],
    rateLimit: { calls: 60, periodSeconds: 60 },
  },`);
});

test("names the newest operation of an older level", () => {
  const older = { ...operation, operationId: "getAV1", "x-level-of": "getA", responses: {} };
  const text = emitOperations({
    paths: { "/v2/a": { get: { ...operation, responses: {} } }, "/v1/a": { get: older } },
  });
  expect(text).toMatch(/getAV1: \{[^}]*path: "\/v1\/a",[\s\S]*?levelOf: "getA",\n {2}\},/);
  expect(text.match(/levelOf: "/g)).toHaveLength(1);
  expect(text).toContain('export type OlderLevel = "getAV1";');
});

test.each(["operationId", "tags", "security", "x-idempotent"])("rejects an operation without %s", (key) => {
  const { [key]: _, ...rest } = operation;
  expect(() => emitOperations(given(rest))).toThrow(/^GET \/a\/\{id\}: no /);
});

test("rejects two operations with one id", () => {
  const item = { get: { ...operation, responses: {} } };
  expect(() => emitOperations({ paths: { "/a": item, "/b": item } })).toThrow(
    "GET /b: operationId getA is also that of GET /a",
  );
});

test("a table without older levels has no type of them; an operation without a summary has no comment", () => {
  const { summary: _, ...rest } = operation;
  const text = emitOperations(given(rest));
  expect(text).toContain("export type OlderLevel = never;\n");
  expect(text.startsWith('const table = {\n  getA: {\n    id: "getA",\n')).toBe(true);
});

test("two older levels are a union, in the order of the table", () => {
  const level = (operationId: string, newest = {}) => ({
    get: { ...operation, operationId, responses: {}, ...newest },
  });
  const text = emitOperations({
    paths: {
      "/v3/a": level("getA"),
      "/v2/a": level("getAV2", { "x-level-of": "getA" }),
      "/v1/a": level("getAV1", { "x-level-of": "getA" }),
    },
  });
  expect(text).toContain('export type OlderLevel = "getAV1" | "getAV2";\n');
});
