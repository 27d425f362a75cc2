import { describe, expect, test } from "vitest";
import { emitAliases } from "./emit-aliases.ts";
import { emitOperations } from "./emit-operations.ts";
import { emitTypes } from "./emit-types.ts";
import type { JsonObject } from "./json.ts";

function bundle(schemas: JsonObject, operation: JsonObject = {}): JsonObject {
  return {
    openapi: "3.1.1",
    info: { title: "t", version: "1" },
    paths: { "/a/{id}": { get: { responses: { 200: { description: "Fine." } }, ...operation } } },
    components: { schemas },
  };
}

// What the types rely on of openapi-typescript, which gets no updates any more.
describe("types", () => {
  const table: { name: string; given: JsonObject; want: string }[] = [
    {
      name: "enum as a union",
      given: bundle({ A: { type: "string", enum: ["x", "y"] } }),
      want: 'A: "x" | "y";',
    },
    {
      name: "optional and required members",
      given: bundle({
        A: { type: "object", required: ["a"], properties: { a: { type: "number" }, b: { type: "boolean" } } },
      }),
      want: "a: number; b?: boolean;",
    },
    {
      name: "null beside a type",
      given: bundle({ A: { type: ["string", "null"] } }),
      want: "A: string | null;",
    },
    {
      name: "const as a literal",
      given: bundle({
        A: { type: "object", required: ["a"], properties: { a: { type: "string", const: "eq" } } },
      }),
      want: 'a: "eq";',
    },
    {
      name: "a reference into a schema",
      given: bundle({
        A: { type: "object", required: ["b"], properties: { b: { type: "string" } } },
        B: { $ref: "#/components/schemas/A/properties/b" },
      }),
      want: 'B: components["schemas"]["A"]["b"];',
    },
    {
      name: "a map",
      given: bundle({ A: { type: "object", additionalProperties: { type: "string" } } }),
      want: "[key: string]: string;",
    },
    {
      name: "descriptions and deprecation as comments",
      given: bundle({
        A: { type: "object", properties: { b: { type: "string", description: "A b.", deprecated: true } } },
      }),
      want: "* @deprecated * @description A b.",
    },
    {
      name: "the schema of a parameter that has a media type",
      given: bundle(
        { F: { type: "object" } },
        {
          parameters: [
            { name: "id", in: "path", required: true, schema: { type: "string" } },
            {
              name: "f",
              in: "query",
              content: { "application/json": { schema: { $ref: "#/components/schemas/F" } } },
            },
          ],
        },
      ),
      want: 'f?: components["schemas"]["F"];',
    },
    {
      name: "a required body",
      given: bundle(
        {},
        { requestBody: { required: true, content: { "application/json": { schema: { type: "string" } } } } },
      ),
      want: 'requestBody: { content: { "application/json": string; }; };',
    },
  ];
  test.each(table)("$name", async ({ given, want }) => {
    const code = await emitTypes(given);
    expect(code.replaceAll(/\s+/g, " ")).toContain(want);
  });
});

describe("aliases", () => {
  const given = bundle({
    A: {
      type: "object",
      required: ["b"],
      properties: { b: { type: "string" }, c: { type: "array", items: {} } },
    },
  });

  test.each([
    { path: [], want: 'components["schemas"]["A"]' },
    { path: ["b"], want: 'components["schemas"]["A"]["b"]' },
    { path: ["c"], want: 'NonNullable<components["schemas"]["A"]["c"]>' },
    { path: ["c", "[]"], want: 'NonNullable<components["schemas"]["A"]["c"]>[number]' },
  ])("$path is $want", ({ path, want }) => {
    expect(emitAliases(given, [{ name: "Name", schema: "A", path }])).toContain(
      `export type Name = ${want};\n`,
    );
  });

  test("refuses a name for nothing", () => {
    expect(() => emitAliases(given, [{ name: "Name", schema: "Z", path: [] }])).toThrow(
      "spec/names.yaml #/types/Name: there is no schema Z",
    );
    expect(() => emitAliases(given, [{ name: "Name", schema: "A", path: ["z"] }])).toThrow(
      'spec/names.yaml #/types/Name: there is no "z" below schema A',
    );
  });
});

describe("operation table", () => {
  const operation: JsonObject = {
    operationId: "getA",
    tags: ["a"],
    security: [{ s: ["a:read"] }],
    "x-idempotent": true,
    "x-rate-limit": { calls: 60, periodSeconds: 60 },
  };

  test("writes a row per operation", () => {
    expect(emitOperations(bundle({}, operation))).toContain(`  getA: {
    id: "getA",
    method: "GET",
    path: "/a/{id}",
    tag: "a",
    scopes: ["a:read"],
    idempotent: true,
    deprecated: false,
    statuses: [200],
    rateLimit: { "calls": 60, "periodSeconds": 60 },
  },`);
  });

  test.each(["operationId", "tags", "security", "x-idempotent"])("refuses an operation without %s", (key) => {
    const { [key]: _, ...rest } = operation;
    expect(() => emitOperations(bundle({}, rest))).toThrow(/^GET \/a\/\{id\}: no /);
  });

  test("refuses two operations with one id", () => {
    const given = bundle({}, operation);
    const item = { get: { ...operation, responses: {} } };
    expect(() => emitOperations({ ...given, paths: { "/a": item, "/b": item } })).toThrow(
      "GET /b: operationId getA is also that of GET /a",
    );
  });
});
