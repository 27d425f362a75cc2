import { expect, test } from "vitest";
import { specificationsIn } from "./specification-files.ts";

function read(files: Readonly<Record<string, string>>) {
  return specificationsIn(new Map(Object.entries(files)));
}

test("reads OpenAPI 3.0 and 3.1 unchanged, in the order of their names", () => {
  expect(
    read({ "b.yml": "openapi: 3.0.3\nx: 1", "a.yaml": "openapi: 3.1.1", "c.json": '{"openapi":"3.1.0"}' }),
  ).toEqual([
    { id: "a", value: { openapi: "3.1.1" } },
    { id: "b", value: { openapi: "3.0.3", x: 1 } },
    { id: "c", value: { openapi: "3.1.0" } },
  ]);
});

test("translates Swagger and AsyncAPI, and keeps references that resolve to nothing", () => {
  const [events, zones] = read({
    "zones.yml":
      "swagger: '2.0'\ninfo: { version: '1' }\npaths: {}\ndefinitions: { A: { $ref: '#/definitions/None' } }",
    "events.yml": "asyncapi: 2.6.0\nchannels: { c: {} }",
  });
  expect(events).toMatchObject({ id: "events", value: { "x-asyncapi": { channels: { c: {} } } } });
  expect(zones).toMatchObject({ id: "zones", value: { openapi: "3.1.1" } });
  expect(JSON.stringify(zones?.value)).toContain("None");
});

const draft = '"$schema": "https://json-schema.org/draft/2020-12/schema"';

test("a JSON Schema becomes a document with one schema, and refers to others by path or id", () => {
  const refs = [
    '{ "$ref": "#/$defs/x" }',
    '{ "$ref": "/json-schema/inner/spec.json" }',
    '{ "$ref": "https://example.com/other#/$defs/y" }',
    '{ "$ref": "https://example.com/unknown#/z" }',
    '{ "$ref": "#" }',
  ];
  const [inner, outer, other] = read({
    "outer.json": `{ ${draft}, "$id": "o", "allOf": [${refs.join(", ")}] }`,
    "json-schema/inner/spec.json": `{ ${draft}, "type": "string" }`,
    "third.json": `{ ${draft}, "$id": "https://example.com/other", "type": "number" }`,
  });
  expect(inner).toEqual({
    id: "json-schema-inner-spec",
    value: { openapi: "3.1.1", components: { schemas: { JsonSchemaInnerSpec: { type: "string" } } } },
  });
  expect(outer).toEqual({
    id: "outer",
    value: {
      openapi: "3.1.1",
      components: {
        schemas: {
          Outer: {
            allOf: [
              { $ref: "#/components/schemas/Outer/$defs/x" },
              { $ref: "./json-schema-inner-spec.yaml#/components/schemas/JsonSchemaInnerSpec" },
              { $ref: "./third.yaml#/components/schemas/Third/$defs/y" },
              { $ref: "https://example.com/unknown#/z" },
              { $ref: "#/components/schemas/Outer" },
            ],
          },
        },
      },
    },
  });
  expect(other?.value).toEqual({ openapi: "3.1.1", components: { schemas: { Third: { type: "number" } } } });
});

test("refuses other formats, and no document", () => {
  expect(() => read({})).toThrow(
    expect.objectContaining({ name: "CodegenError", message: "there is no document to compare" }),
  );
  const labels = "OpenAPI 3.0, OpenAPI 3.1, Swagger 2.0, AsyncAPI 2.x or JSON Schema";
  for (const version of ["3.2.0", "2.1.0", "13.1.0", "3.10.0"])
    expect(() => read({ "a.yml": "openapi: 3.1.0", "b.yml": `openapi: ${version}` })).toThrow(
      expect.objectContaining({ message: `b.yml:1 #/openapi: must be ${labels}, got OpenAPI ${version}` }),
    );
});
