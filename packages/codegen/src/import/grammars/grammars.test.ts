import { expect, test } from "vitest";
import { parseYaml } from "../../source/yaml.ts";
import { extractFacts } from "../facts.ts";
import { asyncapiGrammar } from "./asyncapi-grammar.ts";
import type { Grammar } from "./grammar.ts";
import { jsonSchemaGrammar } from "./json-schema-grammar.ts";
import { openapiGrammar } from "./openapi-grammar.ts";
import { swaggerGrammar } from "./swagger-grammar.ts";

const prose = {
  title: "P",
  summary: "P",
  description: "P",
  example: "P",
  examples: ["P"],
  externalDocs: { url: "P" },
};

function read(grammar: Grammar, document: object): unknown {
  return extractFacts(parseYaml("given.json", JSON.stringify(document)), grammar).value;
}

/** Every keyword of a schema. */
const schema = {
  type: "object",
  format: "f",
  enum: ["a"],
  const: { any: 1 },
  default: null,
  deprecated: true,
  readOnly: false,
  writeOnly: true,
  minimum: 1,
  maximum: 2,
  multipleOf: 3,
  minLength: 4,
  maxLength: 5,
  pattern: "p",
  minItems: 6,
  maxItems: 7,
  uniqueItems: true,
  minProperties: 8,
  maxProperties: 9,
  required: ["b", "a"],
  properties: { a: { type: "string" } },
  additionalProperties: { type: "number" },
  items: { type: "boolean" },
  allOf: [{ type: "a" }],
  anyOf: [{ type: "b" }],
  oneOf: [{ type: "c" }],
  not: { type: "d" },
};
const schemaFacts = { ...schema, required: ["a", "b"] };
const described = { ...prose, ...schema };
const security = [{ oauth: ["cars"] }, {}];

/** A value with its descriptions. */
function texted<T extends object>(value: T): T {
  return { ...prose, ...value };
}

test("OpenAPI: keeps every fact, and drops every description", () => {
  const { title: _, ...others } = prose;
  const parameter = {
    name: "n",
    in: "query",
    required: true,
    deprecated: false,
    style: "form",
    explode: true,
    schema: described,
    content: { j: texted({ schema: described }) },
  };
  const body = { required: true, content: { j: { schema: described } } };
  const header = { required: true, deprecated: true, schema: described };
  const response = { headers: { h: texted(header) }, content: { j: { schema: described } } };
  const operation = {
    operationId: "o",
    tags: ["P"],
    deprecated: true,
    security,
    parameters: [texted(parameter)],
    requestBody: texted(body),
    responses: { 200: texted(response) },
  };
  const schemeFacts = {
    type: "oauth2",
    name: "n",
    in: "header",
    scheme: "s",
    bearerFormat: "b",
    openIdConnectUrl: "u",
    flows: { f: { authorizationUrl: "a", tokenUrl: "t", refreshUrl: "r", scopes: { s: "P" } } },
  };
  const document = {
    ...others,
    openapi: "3.0.3",
    info: { ...prose, version: "7", contact: {}, license: {}, termsOfService: "P" },
    servers: [texted({ url: "https://a" })],
    tags: [{ name: "P" }],
    security,
    paths: {
      "/a": texted({
        parameters: [texted(parameter)],
        get: texted(operation),
        put: operation,
        post: operation,
        patch: operation,
        delete: operation,
        head: operation,
        options: operation,
      }),
    },
    components: {
      schemas: { S: described },
      parameters: { P: parameter },
      responses: { R: response },
      requestBodies: { B: body },
      headers: { H: header },
      securitySchemes: { X: texted(schemeFacts) },
    },
  };
  const media = { j: { schema: schemaFacts } };
  const parameterFacts = { ...parameter, schema: schemaFacts, content: media };
  const headerFacts = { ...header, schema: schemaFacts };
  const responseFacts = { description: "", headers: { h: headerFacts }, content: media };
  const bodyFacts = { required: true, content: media };
  const operationFacts = {
    operationId: "o",
    deprecated: true,
    security,
    parameters: [parameterFacts],
    requestBody: bodyFacts,
    responses: { 200: responseFacts },
  };
  const methods = ["get", "put", "post", "patch", "delete", "head", "options"];
  const flow = { authorizationUrl: "a", tokenUrl: "t", refreshUrl: "r", scopes: { s: "" } };
  expect(read(openapiGrammar, document)).toEqual({
    info: { version: "7" },
    servers: [{ url: "https://a" }],
    security,
    paths: {
      "/a": {
        parameters: [parameterFacts],
        ...Object.fromEntries(methods.map((method) => [method, operationFacts])),
      },
    },
    components: {
      schemas: { S: schemaFacts },
      parameters: { P: parameterFacts },
      responses: { R: responseFacts },
      requestBodies: { B: bodyFacts },
      headers: { H: headerFacts },
      securitySchemes: { X: { ...schemeFacts, flows: { f: flow } } },
    },
  });
});

test("Swagger: keeps every fact, and drops every description", () => {
  const parameter = {
    name: "n",
    in: "query",
    required: true,
    type: "array",
    format: "f",
    enum: ["a"],
    minimum: 1,
    maximum: 2,
    items: described,
    collectionFormat: "csv",
    schema: described,
  };
  const parameterFacts = { ...parameter, items: schemaFacts, schema: schemaFacts };
  const headers = { h: { type: "string", format: "date" } };
  const operation = {
    operationId: "o",
    deprecated: true,
    consumes: ["a"],
    produces: ["b"],
    security,
    parameters: [parameter],
    responses: { 200: { schema: described, headers: { h: texted(headers.h) } } },
  };
  const scheme = {
    type: "oauth2",
    name: "n",
    in: "header",
    flow: "application",
    authorizationUrl: "a",
    tokenUrl: "t",
    scopes: { s: "P" },
  };
  const common = {
    swagger: "2.0",
    host: "h",
    basePath: "/b",
    schemes: ["https"],
    consumes: ["c"],
    produces: ["d"],
    security,
  };
  const document = {
    ...prose,
    ...common,
    info: { ...prose, version: "5" },
    tags: ["P"],
    parameters: { P: texted({ ...parameter }), R: { $ref: "#/parameters/P" } },
    paths: { "/a": { get: { ...prose, tags: ["P"], ...operation } } },
    definitions: { S: described },
    securityDefinitions: { X: texted(scheme) },
  };
  expect(read(swaggerGrammar, document)).toEqual({
    ...common,
    info: { version: "5" },
    parameters: { P: parameterFacts, R: { $ref: "#/parameters/P" } },
    paths: {
      "/a": {
        get: {
          ...operation,
          parameters: [parameterFacts],
          responses: { 200: { description: "", schema: schemaFacts, headers } },
        },
      },
    },
    definitions: { S: schemaFacts },
    securityDefinitions: { X: { ...scheme, scopes: { s: "" } } },
  });
});

test("AsyncAPI: keeps every fact, and drops every description", () => {
  const server = { url: "u", protocol: "mqtts", variables: { v: { default: "a", enum: ["a"] } }, security };
  const trait = { bindings: { mqtt: { qos: [1], retain: true } } };
  const operation = {
    operationId: "o",
    traits: [{ $ref: "#/components/operationTraits/T" }, trait],
    message: { oneOf: [{ $ref: "#/components/messages/M" }] },
  };
  const parameters = { p: { schema: { type: "string" } }, q: { $ref: "#/components/parameters/P" } };
  const document = {
    ...prose,
    asyncapi: "2.6.0",
    info: { ...prose, version: "1" },
    defaultContentType: "application/json",
    servers: { s: { ...prose, tags: ["P"], ...server } },
    tags: ["P"],
    channels: { c: texted({ parameters, subscribe: texted(operation), publish: operation }) },
    components: {
      messages: { M: { ...prose, name: "P", payload: described } },
      schemas: { S: described },
      securitySchemes: { X: texted({ type: "X509", in: "user" }) },
      parameters: { P: texted({ schema: described }) },
      operationTraits: { T: texted(trait) },
    },
  };
  expect(read(asyncapiGrammar, document)).toEqual({
    asyncapi: "2.6.0",
    info: { version: "1" },
    defaultContentType: "application/json",
    servers: { s: server },
    channels: { c: { parameters, subscribe: operation, publish: operation } },
    components: {
      messages: { M: { payload: schemaFacts } },
      schemas: { S: schemaFacts },
      securitySchemes: { X: { type: "X509", in: "user" } },
      parameters: { P: { schema: schemaFacts } },
      operationTraits: { T: trait },
    },
  });
});

test("JSON Schema: keeps every fact, and drops every description", () => {
  const draft = { $schema: "http://json-schema.org/draft-07/schema#", $id: "i" };
  const document = { ...draft, ...described, $defs: { D: { ...draft, ...described } } };
  expect(read(jsonSchemaGrammar, document)).toEqual({ ...schemaFacts, $defs: { D: schemaFacts } });
});

test.each([
  ["info/version", { info: { version: 7 } }, "a string, got the number 7"],
  ["security", { security: [{ a: [1] }] }, "a list of security requirements, got a list"],
  ["security", { security: ["a"] }, "a list of security requirements, got a list"],
  ["security", { security: {} }, "a list of security requirements, got a mapping"],
  ["servers", { servers: {} }, "a list, got a mapping"],
  ["servers/0", { servers: ["a"] }, 'a mapping, got "a"'],
  ["paths", { paths: 1 }, "a mapping, got the number 1"],
  ["components/schemas/A/required", schemaOf({ required: "a" }), 'a list of strings, got "a"'],
  ["components/schemas/A/required", schemaOf({ required: [1] }), "a list of strings, got a list"],
  ["components/schemas/A/deprecated", schemaOf({ deprecated: "yes" }), 'true or false, got "yes"'],
  ["components/schemas/A/minimum", schemaOf({ minimum: "1" }), 'a number, got "1"'],
  ["components/schemas/A/enum", schemaOf({ enum: "a" }), 'a list, got "a"'],
  ["components/schemas/A/$ref", schemaOf({ $ref: 1 }), "a string, got the number 1"],
  ["components/schemas/A/items", schemaOf({ items: true }), "a mapping, got the boolean true"],
  ["components/schemas/A/items", schemaOf({ items: [{}] }), "a mapping, got a list"],
] as [string, object, string][])(
  "OpenAPI: the value at %s of %j must be of its form",
  (pointer, given, want) => {
    expect(() => read(openapiGrammar, given)).toThrow(
      expect.objectContaining({ message: `given.json:1 #/${pointer}: must be ${want}` }),
    );
  },
);

function schemaOf(content: object) {
  return { components: { schemas: { A: content } } };
}

test("Swagger: schemes are texts", () => {
  for (const schemes of ["https", [1]])
    expect(() => read(swaggerGrammar, { schemes })).toThrow("#/schemes: must be a list of strings, got");
});
