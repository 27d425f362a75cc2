import { expect, test } from "vitest";
import type { JsonObject } from "../../source/json.ts";
import { emitTypes } from "./emit-types.ts";

function bundle(schemas: JsonObject, more: JsonObject = {}): JsonObject {
  return {
    openapi: "3.1.1",
    info: { title: "t", version: "1" },
    paths: {},
    ...more,
    components: { schemas, ...(more["components"] as JsonObject) },
  };
}

function ref(place: string): JsonObject {
  return { $ref: `#/components/${place}` };
}

async function typesOf(
  given: JsonObject,
  generics: Parameters<typeof emitTypes>[1]["generics"] = [],
): Promise<string> {
  return await emitTypes(given, { file: "names.yaml", generics });
}

const envelope = {
  name: "Envelope",
  schemas: /^(.+)Property$/,
  parameter: "data",
  enums: "$1",
  description: "A value.",
  parameterDescription: "The data.",
};

test("has paths, webhooks, components, operations and the schemas", async () => {
  const given = bundle(
    {
      A: { type: "object", description: "An a.", properties: { b: ref("schemas/B") } },
      B: { type: "string" },
    },
    {
      components: {
        parameters: { Id: { name: "id", in: "query", description: "Which.", schema: ref("schemas/B") } },
      },
      paths: {
        "/a": {
          get: { operationId: "getA", summary: "Get", parameters: [ref("parameters/Id")], responses: {} },
        },
      },
    },
  );
  expect(await typesOf(given)).toBe(`export interface paths {
    "/a": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Get */
        get: operations["getA"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
}
export type webhooks = Record<string, never>;
export interface components {
    schemas: {
        A: A;
        B: B;
    };
    responses: never;
    parameters: {
        /** Which. */
        Id: B;
    };
    requestBodies: never;
    headers: never;
    pathItems: never;
}
export type $defs = Record<string, never>;
export interface operations {
    /** Get */
    getA: {
        parameters: {
            query?: {
                /** Which. */
                id?: components["parameters"]["Id"];
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: never;
    };
}
/** An a. */
export type A = {
    b?: B;
};
export type B = string;
`);
});

test("a member with a default value is optional", async () => {
  const code = await typesOf(
    bundle({ A: { type: "object", properties: { b: { type: "string", default: "c" } } } }),
  );
  expect(code).toContain(`export type A = {
    /** @default c */
    b?: string;
};
`);
});

test.each([
  { name: "a parameter whose media type has no schema", content: { "text/plain": {} }, want: "f?: string;" },
  { name: "a parameter without a media type", content: {}, want: "f?: string;" },
  {
    name: "a parameter with a media type",
    content: { "a/b": { schema: { type: "number" } } },
    want: "f?: number;",
  },
])("$name", async ({ content, want }) => {
  const parameters = [{ name: "f", in: "query", content }];
  const paths = { "/a": { get: { parameters, responses: {} } } };
  expect(await typesOf(bundle({}, { paths }))).toContain(`query?: {\n                    ${want}\n`);
});

test("a schema may have properties that are called `in` and `content`", async () => {
  const properties = {
    in: { type: "string" },
    content: { type: "object", properties: { schema: { type: "number" } } },
  };
  expect(await typesOf(bundle({ A: { type: "object", properties } }))).toContain(`export type A = {
    in?: string;
    content?: {
        schema?: number;
    };
};
`);
});

test.each(["Extract", "NonNullable", "Omit", "Record", "WithRequired", "components", "operations", "paths"])(
  "rejects a schema called %s",
  async (name) => {
    await expect(typesOf(bundle({ [name]: { type: "string" } }))).rejects.toThrow(
      `names.yaml #/documents: a schema must not be called ${name}, which generated code uses`,
    );
  },
);

test("an invisible character of a document is written as its escape", async () => {
  const code = await typesOf(bundle({ A: { type: "string", enum: ["a\u202eb", "c\u200bd"] } }));
  expect(code).toContain('export type A = "a\\u202eb" | "c\\u200bd";\n');
});

test("a document that the library does not understand is an error of the input", async () => {
  await expect(typesOf({ openapi: "2.0" })).rejects.toThrow(
    expect.objectContaining({
      name: "CodegenError",
      message: "the bundle has no types (Unsupported OpenAPI version: 2.0)",
      cause: expect.any(Error),
    }),
  );
});

test("two generic types have only their own schemas", async () => {
  const list = {
    ...envelope,
    name: "List",
    schemas: /^(.+)List$/,
    parameter: "items",
    description: "",
    parameterDescription: "",
  };
  const given = bundle({
    AProperty: {
      type: "object",
      description: "An a.",
      required: ["time"],
      properties: { data: ref("schemas/BList"), time: { type: "string", description: "When." } },
    },
    BList: {
      type: "object",
      properties: { items: { type: "number" }, time: { type: "number", description: "Long." } },
    },
    CProperty: {
      type: "object",
      description: "A c.",
      required: ["time"],
      properties: { data: { type: "null" }, time: { type: "string", description: "Then." } },
    },
  });
  const code = await typesOf(given, [envelope, list]);
  expect(code.slice(code.indexOf("    schemas: {"), code.indexOf("    responses"))).toBe(`    schemas: {
        /** An a. */
        AProperty: Envelope<List<number>>;
        BList: List<number>;
        /** A c. */
        CProperty: Envelope<null>;
    };
`);
  expect(code.slice(code.indexOf("/** A value. */"))).toBe(`/** A value. */
export type Envelope<Data> = {
    /** The data. */
    data?: Data;
    time: string;
};
export type List<Items> = {
    items?: Items;
    /** Long. */
    time?: number;
};
`);
});

test("schemas of a generic type may differ in descriptions at any depth", async () => {
  const schema = (description: string): JsonObject => ({
    type: "object",
    description,
    properties: { data: {}, more: { anyOf: [{ type: "string", description }, { type: "null" }] } },
  });
  const code = await typesOf(bundle({ AProperty: schema("A."), BProperty: schema("B.") }), [envelope]);
  expect(code).toContain("export type Envelope<Data> = {");
});

test("rejects a generic type whose schemas have no such property", async () => {
  const given = bundle({ AProperty: { type: "object", properties: { time: { type: "string" } } } });
  await expect(typesOf(given, [envelope])).rejects.toThrow(
    'names.yaml #/generics/Envelope: AProperty has no property "data"',
  );
});
