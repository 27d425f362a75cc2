import { describe, expect, test } from "vitest";
import type { JsonObject, JsonValue } from "../src/source/json.ts";
import { answering, api, diff, object, text } from "./diff-kit.ts";

const number: JsonObject = { type: "number" };
const nothing: JsonObject = { type: "null" };
const cat = object({ kind: { const: "cat" }, lives: { type: "integer" } }, { required: ["kind"] });
const dog = object(
  { kind: { const: "dog" }, tricks: { type: "array", items: text } },
  { required: ["kind"] },
);
const schemas: JsonObject = {
  Cat: cat,
  Dog: dog,
  "A B": text,
  List: { allOf: [text] },
  Kinds: { anyOf: [cat, dog] },
  Loop: object({ next: { $ref: "#/components/schemas/Loop" } }),
};

function ref(name: string): JsonObject {
  return { $ref: `#/components/schemas/${name}` };
}

function media(type: string): JsonObject {
  return api({ requestBody: { content: { [type]: { schema: text } } } });
}

function secured(security: JsonValue, names: readonly string[] = ["a", "b"]): JsonObject {
  return {
    ...api({}),
    security,
    components: {
      securitySchemes: Object.fromEntries(names.map((name) => [name, { type: "http", scheme: name }])),
    },
  };
}

function query(name: string): JsonObject {
  return { name, in: "query", schema: text };
}

function served(...urls: string[]): JsonObject {
  return { ...api({}), servers: urls.map((url) => ({ url })) };
}

describe("the same API in another spelling is not a change", () => {
  const table: { name: string; given: JsonObject; want: JsonObject }[] = [
    {
      name: "the encoding of JSON",
      given: media("application/json"),
      want: media("Application/JSON; charset=utf-8"),
    },
    {
      name: "parameters in another order",
      given: api({ parameters: [query("a"), query("b")] }),
      want: api({ parameters: [query("b"), query("a")] }),
    },
    {
      name: "the default style of a parameter",
      given: api({ parameters: [query("a")] }),
      want: api({ parameters: [{ ...query("a"), style: "form", explode: true, required: false }] }),
    },
    {
      name: "a parameter by reference",
      given: api({ parameters: [query("a")] }),
      want: api({ parameters: [{ $ref: "#/components/parameters/A" }] }, { parameters: { A: query("a") } }),
    },
    {
      name: "a response by reference",
      given: api({ responses: { 200: { description: "" } } }),
      want: api(
        { responses: { 200: { $ref: "#/components/responses/A" } } },
        { responses: { A: { description: "" } } },
      ),
    },
    {
      name: "security alternatives in another order",
      given: secured([{ a: [] }, { b: [] }]),
      want: secured([{ b: [] }, { a: [] }]),
    },
    {
      name: "a security alternative that requires more than another one",
      given: secured([{ a: [] }]),
      want: secured([{ a: [] }, { a: [], b: [] }]),
    },
    { name: "security that is optional", given: secured([]), want: secured([{}, { a: [] }]) },
    {
      name: "servers in another order",
      given: served("https://a/", "https://b"),
      want: served("https://b", "https://a"),
    },
    {
      name: "a server with a variable",
      given: served("https://a.x", "https://b.x"),
      want: {
        ...api({}),
        servers: [{ url: "https://{n}.x", variables: { n: { default: "a", enum: ["b", "a"] } } }],
      },
    },
    {
      name: "extensions next to paths and statuses",
      given: api({ responses: { 200: { description: "" } } }),
      want: {
        ...api({ responses: { 200: { description: "" }, "x-note": "A note." } }),
        "x-note": "A note.",
      },
    },
    {
      name: "tags and words",
      given: api({}),
      want: { ...api({ tags: ["a"], summary: "A" }), tags: [{ name: "a" }], info: { title: "B" } },
    },
  ];
  test.each(table)("$name", ({ given, want }) => {
    expect(diff(given, want)).toEqual([]);
    expect(diff(want, given)).toEqual([]);
  });
});

describe("OpenAPI 3.0 means the same as 3.1", () => {
  const table: { name: string; given: JsonObject; want: JsonValue }[] = [
    { name: "nullable", given: { ...text, nullable: true }, want: { type: ["string", "null"] } },
    { name: "nullable with an enum", given: { enum: ["a"], nullable: true }, want: { enum: ["a", null] } },
    {
      name: "nullable with an allOf",
      given: { allOf: [ref("Cat")], nullable: true },
      want: { oneOf: [ref("Cat"), nothing] },
    },
    {
      name: "an exclusive bound",
      given: { ...number, minimum: 1, exclusiveMinimum: true },
      want: { ...number, exclusiveMinimum: 1 },
    },
    {
      name: "an inclusive bound",
      given: { ...number, maximum: 1, exclusiveMaximum: false },
      want: { ...number, maximum: 1 },
    },
    {
      name: "a description next to a reference",
      given: { ...ref("Cat"), nullable: true, title: "Cat" },
      want: ref("Cat"),
    },
    {
      name: "a discriminator",
      given: {
        oneOf: [ref("Cat"), ref("Dog")],
        discriminator: { propertyName: "kind", mapping: { cat: "Cat", dog: "Dog" } },
      },
      want: { anyOf: [cat, dog] },
    },
    { name: "an extension", given: { ...text, "x-order": 1 }, want: text },
  ];
  test.each(table)("$name", ({ given, want }) => {
    const old = { ...answering(object({ value: given }), schemas), openapi: "3.0.3" };
    const next = answering(object({ value: want }), schemas);
    expect(diff(old, next)).toEqual([]);
    expect(diff(next, old)).toEqual([]);
    expect(diff(old, { ...answering(object({ value: number }), schemas), openapi: "3.0.3" })).not.toEqual([]);
  });
});
