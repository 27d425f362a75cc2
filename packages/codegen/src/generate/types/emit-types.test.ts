import { describe, expect, test } from "vitest";
import type { JsonObject } from "../../source/json.ts";
import { emitTypes } from "./emit-types.ts";

function bundle(schemas: JsonObject, operation: JsonObject = {}): JsonObject {
  return {
    openapi: "3.1.1",
    info: { title: "t", version: "1" },
    paths: { "/a/{id}": { get: { responses: { 200: { description: "Fine." } }, ...operation } } },
    components: { schemas },
  };
}

// Tests the features of openapi-typescript on which the types depend, because the library gets no updates any
// more.
describe("types", () => {
  const table: { name: string; given: JsonObject; want: string | readonly string[] }[] = [
    {
      name: "enum as a union",
      given: bundle({ A: { type: "string", enum: ["x", "y"] } }),
      want: 'export type A = "x" | "y";',
    },
    {
      name: "no type for parts of allOf without properties, whether they reject others or not",
      given: bundle({
        A: {
          allOf: [
            { type: "object", properties: {}, minProperties: 1 },
            { oneOf: [{ type: "object" }] },
            { $ref: "#/components/schemas/Closed" },
            { type: "object", required: ["a"], properties: { a: { type: "number" } } },
          ],
        },
        Closed: { type: "object", additionalProperties: false },
      }),
      want: ["export type A = { a: number; };", "export type Closed = Record<string, never>;"],
    },
    {
      name: "the first of several parts without properties",
      given: bundle({ A: { allOf: [{ type: "object" }, { type: "object" }] } }),
      want: "export type A = Record<string, never>;",
    },
    {
      name: "a part that only requires a property, and parts that are not plain objects",
      given: bundle({
        A: {
          allOf: [
            { type: "object", required: ["a"] },
            { type: "object", properties: { a: { type: "number" } } },
          ],
        },
        B: {
          allOf: [{ type: "string" }, { type: "object", patternProperties: { "^x": { type: "number" } } }],
        },
      }),
      want: ["export type A = { a?: number; };", "export type B = string & { [key: string]: number; };"],
    },
    {
      name: "a part for any properties",
      given: bundle({
        A: {
          allOf: [
            { type: "object", additionalProperties: true },
            { type: "object", properties: { a: { type: "number" } } },
          ],
        },
      }),
      want: "export type A = { [key: string]: unknown; } & { a?: number; };",
    },
    {
      name: "optional and required members",
      given: bundle({
        A: { type: "object", required: ["a"], properties: { a: { type: "number" }, b: { type: "boolean" } } },
      }),
      want: "a: number; b?: boolean;",
    },
    {
      name: "null in addition to a type",
      given: bundle({ A: { type: ["string", "null"] } }),
      want: "export type A = string | null;",
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
      want: 'export type B = A["b"];',
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
      want: "/** * A b. * * @deprecated */ b?: string;",
    },
    {
      name: "a description next to a reference",
      given: bundle({
        A: {
          type: "object",
          properties: { b: { $ref: "#/components/schemas/B", description: "A's b." } },
        },
        B: { type: "string" },
      }),
      want: "/** A's b. */ b?: B;",
    },
    {
      name: "the meanings of an enum's values, one per line, without a tag that repeats the type",
      given: bundle({
        A: {
          type: "object",
          properties: {
            b: { type: "string", enum: ["x", "y"], description: "Which:\n\n- `x`: one\n- `y`: two" },
          },
        },
      }),
      want: '/** * Which: * * - `x`: one * - `y`: two */ b?: "x" | "y";',
    },
    {
      name: "a format after the description",
      given: bundle({
        A: {
          type: "object",
          properties: { b: { type: "string", format: "date-time", description: "When." } },
        },
      }),
      want: "/** * When. * * Format: date-time */ b?: string;",
    },
    {
      name: "the descriptions of an operation, a parameter and a status",
      given: bundle(
        {},
        {
          operationId: "getA",
          summary: "Get an a",
          description: "More.",
          parameters: [
            { name: "id", in: "path", required: true, schema: { type: "string" }, description: "Which a." },
          ],
          requestBody: {
            description: "A body.",
            content: { "application/json": { schema: { type: "string" } } },
          },
        },
      ),
      want: [
        '/** * Get an a * * More. */ get: operations["getA"];',
        "/** * Get an a * * More. */ getA: {",
        "/** Which a. */ id: string;",
        "/** A body. */ requestBody?: {",
        "/** Fine. */ 200: {",
      ],
    },
    {
      name: "a comment without an early end",
      given: bundle({ A: { type: "string", description: "Not */ here." } }),
      want: "/** Not *\\/ here. */ export type A = string;",
    },
    {
      name: "a schema with its own name, and in components",
      given: bundle({ A: { type: "object", description: "An a.", properties: { b: { type: "string" } } } }),
      want: ["/** An a. */ export type A = { b?: string; };", "schemas: { A: A; };"],
    },
    {
      name: "references by name",
      given: bundle(
        {
          A: { type: "array", items: { $ref: "#/components/schemas/B" } },
          B: { oneOf: [{ type: "string" }, { $ref: "#/components/schemas/C" }] },
          C: { type: "object", additionalProperties: { $ref: "#/components/schemas/A" } },
        },
        {
          responses: {
            200: {
              description: "Fine.",
              content: { "application/json": { schema: { $ref: "#/components/schemas/A" } } },
            },
          },
        },
      ),
      want: [
        "export type A = B[];",
        "export type B = string | C;",
        "export type C = { [key: string]: A; };",
        'content: { "application/json": A; };',
      ],
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
      want: "f?: F;",
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
    const code = (await emitTypes(given, { file: "spec/names.yaml", generics: [] })).replaceAll(/\s+/g, " ");
    for (const part of [want].flat()) expect(code).toContain(part);
  });

  test.each([
    { name: "Record", want: "a schema must not be called Record, which generated code uses" },
    {
      name: "a-b",
      want: 'a name in TypeScript must be letters, digits, _ and $, and no reserved word, got "a-b"',
    },
    {
      name: "string",
      want: 'a name in TypeScript must be letters, digits, _ and $, and no reserved word, got "string"',
    },
  ])("rejects a schema called $name", async ({ name, want }) => {
    const given = bundle({ [name]: { type: "integer" } });
    await expect(emitTypes(given, { file: "spec/names.yaml", generics: [] })).rejects.toThrow(
      `spec/names.yaml #/documents: ${want}`,
    );
  });
});

describe("generic types", () => {
  const envelope = (data: JsonObject, more: JsonObject = {}): JsonObject => ({
    type: "object",
    properties: { data, time: { type: "string", description: "When." }, ...more },
  });
  const generics = [
    {
      name: "Envelope",
      schemas: /^(.+)Property$/,
      parameter: "data",
      enums: "$1",
      description: "A value and its time.",
      parameterDescription: "The value.",
    },
  ];

  test("generic types represent schemas that differ in one property", async () => {
    const given = bundle({
      A: {
        type: "object",
        properties: {
          b: { $ref: "#/components/schemas/BProperty", description: "One." },
          c: { type: "array", items: { $ref: "#/components/schemas/CProperty" } },
          d: { $ref: "#/components/schemas/DProperty", description: "Two." },
        },
      },
      B: { type: "string" },
      BProperty: envelope({ $ref: "#/components/schemas/B", description: "A b." }),
      CProperty: envelope({ type: "number", description: "A c." }),
      DProperty: envelope({ type: "string", enum: ["x", "y"], description: "A d." }),
    });
    const code = (await emitTypes(given, { file: "spec/names.yaml", generics })).replaceAll(/\s+/g, " ");
    for (const want of [
      "/** A value and its time. */ export type Envelope<Data> = { /** The value. */ data?: Data; /** When. */ time?: string; };",
      "/** One. */ b?: Envelope<B>; c?: Envelope<number>[]; /** * Two. * * A d. */ d?: Envelope<D>; };",
      "schemas: { A: A; B: B; BProperty: Envelope<B>; CProperty: Envelope<number>; DProperty: Envelope<D>; };",
      '/** A d. */ export type D = "x" | "y";',
    ])
      expect(code).toContain(want);
    expect(code).not.toContain("export type BProperty");
  });

  test.each<{ name: string; schemas: JsonObject; want: string }>([
    {
      name: "schemas that differ in more than one property",
      schemas: { BProperty: envelope({}), CProperty: envelope({}, { more: {} }) },
      want: 'CProperty and BProperty differ in more than "data"',
    },
    {
      name: "schemas of which one has another property with the name description",
      schemas: {
        BProperty: envelope({}, { description: { type: "string" } }),
        CProperty: envelope({}, { description: { type: "number" } }),
      },
      want: 'CProperty and BProperty differ in more than "data"',
    },
    {
      name: "schemas of which one has no parameter",
      schemas: {
        BProperty: envelope({}),
        CProperty: { type: "object", properties: { time: { type: "string" } } },
      },
      want: 'CProperty and BProperty differ in more than "data"',
    },
    { name: "a pattern that matches nothing", schemas: { B: {} }, want: "no schema matches ^(.+)Property$" },
  ])("reject $name", async ({ schemas, want }) => {
    await expect(emitTypes(bundle(schemas), { file: "spec/names.yaml", generics })).rejects.toThrow(
      `spec/names.yaml #/generics/Envelope: ${want}`,
    );
  });
});
