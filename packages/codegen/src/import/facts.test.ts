import { describe, expect, test } from "vitest";
import { parseYaml } from "../source/yaml.ts";
import { extractFacts } from "./facts.ts";
import { openapiGrammar } from "./grammars/openapi-grammar.ts";

function read(text: string): unknown {
  return extractFacts(parseYaml("given.yml", text), openapiGrammar).value;
}

describe("keeps facts and drops descriptions", () => {
  const table: { name: string; given: string; want: unknown }[] = [
    {
      name: "texts of a document",
      given:
        "openapi: 3.0.3\ninfo: { title: Prose, description: Prose, version: '7', contact: { email: a@b } }",
      want: { info: { version: "7" } },
    },
    {
      name: "properties with the same name as a keyword for descriptions",
      given:
        "components: { schemas: { A: { description: Prose, properties: { title: { type: string }, description: { type: string, example: x } } } } }",
      want: {
        components: {
          schemas: { A: { properties: { description: { type: "string" }, title: { type: "string" } } } },
        },
      },
    },
    {
      name: "order: keywords as in the grammar, names sorted, enums as they are",
      given:
        "components: { schemas: { B: { enum: [z, a], type: string }, A: { required: [y, x], type: object } } }",
      want: {
        components: {
          schemas: { A: { type: "object", required: ["x", "y"] }, B: { type: "string", enum: ["z", "a"] } },
        },
      },
    },
    {
      name: "bounds and deprecation next to a reference",
      given:
        "components: { schemas: { A: { properties: { b: { $ref: '#/components/schemas/B', deprecated: true } } }, B: { type: integer, minimum: 0, maximum: 255 } } }",
      want: {
        components: {
          schemas: {
            A: { properties: { b: { $ref: "#/components/schemas/B", deprecated: true } } },
            B: { type: "integer", minimum: 0, maximum: 255 },
          },
        },
      },
    },
    {
      name: "additionalProperties as a schema and as a boolean",
      given:
        "components: { schemas: { A: { additionalProperties: { type: string } }, B: { additionalProperties: false } } }",
      want: {
        components: {
          schemas: { A: { additionalProperties: { type: "string" } }, B: { additionalProperties: false } },
        },
      },
    },
    {
      name: "scopes without their texts, responses without theirs",
      given:
        "paths: { /a: { get: { summary: Prose, tags: [Prose], responses: { '200': { description: Prose } } } } }\ncomponents: { securitySchemes: { s: { type: oauth2, flows: { clientCredentials: { tokenUrl: https://t, scopes: { 'a:b': Prose } } } } } }",
      want: {
        paths: { "/a": { get: { responses: { 200: { description: "" } } } } },
        components: {
          securitySchemes: {
            s: {
              type: "oauth2",
              flows: { clientCredentials: { tokenUrl: "https://t", scopes: { "a:b": "" } } },
            },
          },
        },
      },
    },
  ];
  test.each(table)("$name", ({ given, want }) => {
    expect(JSON.stringify(read(given))).toBe(JSON.stringify(want));
  });
});

test("rejects a very long key in linear time, and quotes only its start", () => {
  expect(() => read(`? "${" ".repeat(1_000_000)}x"\n: 1`)).toThrow(
    expect.objectContaining({
      name: "CodegenError",
      message: expect.stringMatching(/^given\.yml:\d #\/ {100,2000}…$/),
    }),
  );
});

describe("rejects unsupported input, with file, line and pointer", () => {
  const table: { name: string; given: string; want: string }[] = [
    {
      name: "an unknown keyword",
      given: "components:\n  schemas:\n    A:\n      nullable: true",
      want: 'given.yml:4 #/components/schemas/A/nullable: unknown keyword "nullable" in schema',
    },
    {
      name: "a value of the wrong form",
      given: "components: { schemas: { A: { minimum: few } } }",
      want: 'given.yml:1 #/components/schemas/A/minimum: must be a number, got "few"',
    },
    {
      name: "a reference to another file",
      given: "components: { schemas: { A: { $ref: ../../etc/passwd } } }",
      want: 'given.yml:1 #/components/schemas/A/$ref: reference "../../etc/passwd" leaves the document; only "#/…" is accepted',
    },
    {
      name: "a reference to nothing",
      given: "components: { schemas: { A: { $ref: '#/components/schemas/B' } } }",
      want: "given.yml:1 #/components/schemas/A/$ref: these references resolve to nothing: #/components/schemas/B",
    },
    {
      name: "a list where a mapping goes",
      given: "paths: []",
      want: "given.yml:1 #/paths: must be a mapping, got a list",
    },
  ];
  test.each(table)("$name", ({ given, want }) => {
    expect(() => read(given)).toThrow(expect.objectContaining({ name: "CodegenError", message: want }));
  });
});
