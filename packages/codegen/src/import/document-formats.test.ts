import { expect, test } from "vitest";
import { parseYaml } from "../source/yaml.ts";
import { kindOf, revisionOf, schemaName } from "./document-formats.ts";
import type { FactsOptions } from "./facts.ts";
import { importDocument } from "./import-documents.ts";
import type { SourceEntry } from "./sources.ts";

function imported(kind: SourceEntry["kind"], text: string, options?: FactsOptions): unknown {
  const entry: SourceEntry = { id: "one-two", file: "f.yml", kind, status: "live", revision: "", sha256: "" };
  return parseYaml("f.yaml", importDocument(entry, text, options).text).value;
}

test("Swagger 2.0: body, path parameter, host and definitions become OpenAPI 3.1", () => {
  const given = `
swagger: '2.0'
info: { title: Prose, version: '5' }
host: api.example.com
basePath: /v5
paths:
  /zones/{id}:
    post:
      operationId: create
      produces: [application/json]
      parameters:
        - { name: id, in: path, required: true, type: string, description: Prose }
        - { name: body, in: body, required: true, schema: { $ref: '#/definitions/Zone' } }
      responses: { '201': { description: Prose, schema: { $ref: '#/definitions/Zone' } } }
definitions:
  Zone: { type: object, required: [name], properties: { name: { type: string, enum: [a, b], example: a } } }`;
  const zone = { $ref: "#/components/schemas/Zone" };
  expect(imported("swagger2", given)).toEqual({
    openapi: "3.1.1",
    info: { title: "one-two", version: "5" },
    servers: [{ url: expect.stringContaining("api.example.com/v5") }],
    paths: {
      "/zones/{id}": {
        post: {
          operationId: "create",
          parameters: [{ name: "id", in: "path", required: true, schema: { type: "string" } }],
          requestBody: { required: true, content: { "application/json": { schema: zone } } },
          responses: { 201: { description: "", content: { "application/json": { schema: zone } } } },
        },
      },
    },
    components: {
      schemas: {
        Zone: {
          type: "object",
          required: ["name"],
          properties: { name: { type: "string", enum: ["a", "b"] } },
        },
      },
    },
  });
});

test("AsyncAPI 2.x: schemas become components, everything else goes below x-asyncapi", () => {
  const given = `
asyncapi: 2.6.0
info: { title: Prose, version: '1' }
channels:
  '{vin}': { subscribe: { message: { oneOf: [{ $ref: '#/components/messages/m' }] }, traits: [{ $ref: '#/components/operationTraits/q' }] } }
components:
  messages: { m: { name: Prose, payload: { $ref: '#/components/schemas/s' } } }
  schemas: { s: { const: adas } }
  operationTraits: { q: { bindings: { mqtt: { qos: 1 } } } }`;
  expect(imported("asyncapi2", given)).toEqual({
    openapi: "3.1.1",
    info: { title: "one-two", version: "1" },
    paths: {},
    components: { schemas: { s: { const: "adas" } } },
    "x-asyncapi": {
      channels: {
        "{vin}": {
          subscribe: {
            traits: [{ $ref: "#/x-asyncapi/components/operationTraits/q" }],
            message: { oneOf: [{ $ref: "#/x-asyncapi/components/messages/m" }] },
          },
        },
      },
      components: {
        messages: { m: { payload: { $ref: "#/components/schemas/s" } } },
        operationTraits: { q: { bindings: { mqtt: { qos: 1 } } } },
      },
    },
  });
});

test("JSON Schema: becomes one component, and may refer to another listed document", () => {
  const given = `{
    "$schema": "http://json-schema.org/draft-07/schema#",
    "type": "object",
    "properties": { "data": { "$ref": "/other.json" }, "id": { "$ref": "#/$defs/id" } },
    "$defs": { "id": { "type": "string" } }
  }`;
  const options = {
    externalReferences: new Map([["/other.json", "./other.yaml#/components/schemas/Other"]]),
  };
  expect(imported("json-schema", given, options)).toMatchObject({
    components: {
      schemas: {
        OneTwo: {
          properties: {
            data: { $ref: "./other.yaml#/components/schemas/Other" },
            id: { $ref: "#/components/schemas/OneTwo/$defs/id" },
          },
          $defs: { id: { type: "string" } },
        },
      },
    },
  });
  expect(() => imported("json-schema", given)).toThrow('reference "/other.json" leaves the document');
});

test("drops unresolved references only if the option allows it, and names them", () => {
  const given = "openapi: 3.0.3\ncomponents: { schemas: { A: { items: { $ref: '#/nowhere' } } } }";
  expect(() => imported("openapi3", given)).toThrow("these references resolve to nothing: #/nowhere");
  expect(imported("openapi3", given, { allowUnresolved: true })).toMatchObject({
    components: { schemas: { A: { items: {} } } },
  });
});

test.each<[SourceEntry["kind"], string]>([
  ["openapi3", "openapi: 3.0.0"],
  ["openapi3", "openapi: 3.0.3"],
  ["swagger2", "swagger: '2.0'"],
  ["asyncapi2", "asyncapi: 2.0.0"],
  ["asyncapi2", "asyncapi: 2.6.0"],
  ["json-schema", "$schema: http://json-schema.org/draft-07/schema#"],
  ["json-schema", "$schema: https://json-schema.org/draft/2020-12/schema"],
])("finds that a document is of the kind %s by %s", (kind, text) => {
  expect(kindOf(parseYaml("a.yml", text))).toBe(kind);
});

test.each([
  ["openapi3", "openapi: 3.1.0", "#/openapi: must be OpenAPI 3.0, got OpenAPI 3.1.0"],
  ["swagger2", "openapi: 3.0.0", "#/openapi: must be Swagger 2.0, got OpenAPI 3.0.0"],
  ["asyncapi2", "asyncapi: 20.0.0", "#/asyncapi: must be AsyncAPI 2.x, got AsyncAPI 20.0.0"],
  [
    "json-schema",
    "$schema: https://example.com/",
    "#/$schema: must be JSON Schema, got JSON Schema https://example.com/",
  ],
  [
    "asyncapi2",
    "asyncapi: 2.6",
    '#/asyncapi: must be text, got the number 2.6; write the version in quotes, as in asyncapi: "2.6.0"',
  ],
  [
    "json-schema",
    "$schema: 7",
    '#/$schema: must be text, got the number 7; write the version in quotes, as in $schema: "https://json-schema.org/draft/2020-12/schema"',
  ],
  ["openapi3", "openapi: null", "#/openapi: must be OpenAPI 3.0, got null"],
] as const)("a document of the kind %s is not %s", (kind, text, want) => {
  expect(() => imported(kind, text)).toThrow(
    expect.objectContaining({ name: "CodegenError", message: `f.yml:1 ${want}` }),
  );
});

test("JSON Schema: repeated structures become components in the order of their names", () => {
  const place = { type: "object", properties: { x: { type: "number" } } };
  const given = {
    $schema: "http://json-schema.org/draft-07/schema#",
    type: "object",
    properties: {
      b: { type: "object", properties: { place } },
      a: { type: "object", properties: { place, more: { type: "string" } } },
    },
  };
  const document = imported("json-schema", JSON.stringify(given)) as { components: { schemas: object } };
  expect(Object.keys(document.components.schemas)).toEqual(["OneTwo", "a", "b", "place"]);
});

test.each([
  ["autoapi-v2", "AutoapiV2"],
  ["a", "A"],
  ["push-2-level", "Push2Level"],
])("the schema of %s is %s", (id, want) => {
  expect(schemaName(id)).toBe(want);
});

test("a document without a version has the empty one", () => {
  expect([
    revisionOf({}),
    revisionOf({ info: { version: "7" } }),
    revisionOf({ info: { version: 7 } }),
  ]).toEqual(["", "7", ""]);
});

test("AsyncAPI 2.x: a document without components has no schemas", () => {
  expect(imported("asyncapi2", "asyncapi: 2.6.0\nchannels: {}")).toEqual({
    openapi: "3.1.1",
    info: { title: "one-two", version: "" },
    paths: {},
    components: { schemas: {} },
    "x-asyncapi": { channels: {}, components: {} },
  });
});
