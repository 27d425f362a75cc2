import { expect, test } from "vitest";
import type { SpecificationNames } from "../../bundle/names.ts";
import type { JsonObject } from "../../source/json.ts";
import { emitFacts } from "./emit-facts.ts";

const errorList = { type: "object", properties: { errors: { type: "array" } } };
const tracedList = {
  type: "object",
  properties: { errors: { type: "array" }, request_id: { type: "string" } },
};
const oauthError = { type: "object", properties: { error: { type: "string" } } };

const names: Pick<SpecificationNames, "file" | "types" | "lists"> = {
  file: "spec/names.yaml",
  types: [
    { name: "Brand", schema: "Vehicle", path: ["brand"] },
    { name: "Vehicle", schema: "Vehicle", path: [] },
  ],
  lists: [{ name: "brands", type: "Brand", description: "Known brands." }],
};

function bundleOf(paths: JsonObject): JsonObject {
  const brand = { type: "string", enum: ["seat", "audi"] };
  return {
    paths,
    components: { schemas: { Vehicle: { type: "object", properties: { brand } }, ErrorList: errorList } },
  };
}

function operation(
  operationId: string,
  statuses: Record<string, JsonObject | null>,
  more: JsonObject = {},
): JsonObject {
  const responses = Object.entries(statuses).map(([status, schema]) => [
    status,
    { description: "", ...(schema ? { content: { "application/json": { schema } } } : {}) },
  ]);
  return {
    operationId,
    tags: ["a"],
    security: [],
    "x-idempotent": true,
    responses: Object.fromEntries(responses),
    ...more,
  };
}

test("prints the values of an enumeration, sorted, with its description", () => {
  const code = emitFacts(bundleOf({}), names);
  expect(code).toContain('/** Known brands. */\nexport const brands = ["audi", "seat"] as const;\n');
});

test("rejects a list without a type, and a type without an enumeration", () => {
  const list = (type: string) => ({
    ...names,
    lists: [{ name: "brands", type, description: "Known brands." }],
  });
  expect(() => emitFacts(bundleOf({}), list("Colour"))).toThrow(
    "spec/names.yaml #/lists/brands: there is no type Colour in the same file",
  );
  expect(() => emitFacts(bundleOf({}), list("Vehicle"))).toThrow(
    "spec/names.yaml #/lists/brands: type Vehicle has no enumeration",
  );
});

test("prints operation keys, rate limits and exceptions to HTTP's idempotency", () => {
  const code = emitFacts(
    bundleOf({
      "/a": {
        get: operation("readA", { 200: null }, { "x-rate-limit": { calls: 2, periodSeconds: 3 } }),
        post: operation("checkA", { 200: null }),
        delete: operation("countA", { 200: null }, { "x-idempotent": false }),
        put: operation("writeA", { 200: null }),
        patch: operation("changeA", { 200: null }, { "x-idempotent": false }),
      },
    }),
    names,
  );
  expect(code).toContain('type OperationKey = "PATCH /a" | "POST /a" | "DELETE /a" | "GET /a" | "PUT /a";');
  expect(code).toContain(
    'export const documentedRateLimits = { "GET /a": { calls: 2, periodSeconds: 3 } } as const;',
  );
  expect(code).toContain(
    '{ readonly [operation: string]: boolean } = { "POST /a": true, "DELETE /a": false };',
  );
});

test("a documented error status is not in the list of undocumented ones", () => {
  const statusesOf = (code: string, name: string): readonly number[] => {
    const [, union = ""] = new RegExp(`export type ${name} =([^;]*);`).exec(code) ?? [];
    return [...union.matchAll(/\d+/g)].map(([status]) => Number(status));
  };
  const code = emitFacts(
    bundleOf({ "/a": { get: operation("readA", { 200: null, 418: null, 405: null }) } }),
    names,
  );
  expect(statusesOf(code, "DocumentedErrorStatus")).toEqual([405, 418]);
  const undocumented = statusesOf(code, "UndocumentedErrorStatus");
  expect(undocumented).toHaveLength(44);
  expect(undocumented).not.toContain(405);
  expect(undocumented).toContain(502);
});

test("takes the format of errors from the schemas; the most frequent one is the default", () => {
  const $ref = "#/components/schemas/ErrorList";
  const code = emitFacts(
    bundleOf({
      "/a": {
        get: operation("readA", {
          200: oauthError,
          400: oauthError,
          401: { $ref },
          404: errorList,
          500: null,
        }),
        put: operation("writeA", { 401: tracedList }),
        post: operation("checkA", { 200: null }),
      },
    }),
    names,
  );
  expect(code).toContain('readA: { "400": "oauth", default: "errors" }');
  expect(code).toContain('writeA: { default: "errors-with-request-id" }');
  expect(code).toContain('checkA: { default: "errors" }');
});

test("rejects an error body in an unknown format", () => {
  const paths = { "/a": { get: operation("readA", { 401: { type: "object", properties: {} } }) } };
  expect(() => emitFacts(bundleOf(paths), names)).toThrow(
    "GET /a 401: the error body has neither a property `error` nor a property `errors`",
  );
});
