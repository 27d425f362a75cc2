import { expect, test } from "vitest";
import type { JsonObject } from "../source/json.ts";
import { documentationOf } from "./documentation.ts";

const described = { description: "Words." };

test.each<{ name: string; given: JsonObject; want: readonly string[] }>([
  { name: "the document", given: { info: { title: "T" } }, want: ["document /info"] },
  { name: "a server", given: { servers: [{ url: "u" }] }, want: ["server /servers/0"] },
  { name: "a tag", given: { tags: [{ name: "t" }] }, want: ["tag /tags/0"] },
  {
    name: "an operation",
    given: { paths: { "/a/{b}": { get: {} } } },
    want: ["operation /paths/~1a~1{b}/get"],
  },
  {
    name: "a parameter, of an operation or a path",
    given: { paths: { "/a": { parameters: [{}], get: { ...described, parameters: [{}] } } } },
    want: ["parameter /paths/~1a/parameters/0", "parameter /paths/~1a/get/parameters/0"],
  },
  {
    name: "a request body",
    given: { paths: { "/a": { post: { ...described, requestBody: {} } } } },
    want: ["body /paths/~1a/post/requestBody"],
  },
  {
    name: "a status and its headers",
    given: { paths: { "/a": { get: { ...described, responses: { "200": { headers: { h: {} } } } } } } },
    want: ["status /paths/~1a/get/responses/200", "header /paths/~1a/get/responses/200/headers/h"],
  },
  {
    name: "a property of a body that has no name",
    given: {
      paths: {
        "/a": {
          get: {
            ...described,
            responses: { "200": { ...described, content: { j: { schema: { properties: { p: {} } } } } } },
          },
        },
      },
    },
    want: ["property /paths/~1a/get/responses/200/content/j/schema/properties/p"],
  },
  {
    name: "a credential and its scopes",
    given: {
      components: { securitySchemes: { S: { flows: { clientCredentials: { scopes: { s: " " } } } } } },
    },
    want: [
      "credential /components/securitySchemes/S",
      "scope /components/securitySchemes/S/flows/clientCredentials/scopes/s",
    ],
  },
  {
    name: "a schema and a property",
    given: { components: { schemas: { A: { properties: { "a~/b": {} } } } } },
    want: ["schema /components/schemas/A", "property /components/schemas/A/properties/a~0~1b"],
  },
  {
    name: "a property that refers to a schema with a description",
    given: {
      components: {
        schemas: {
          A: { ...described, properties: { b: { $ref: "#/components/schemas/B" } } },
          B: described,
        },
      },
    },
    want: ["property /components/schemas/A/properties/b"],
  },
  {
    name: "properties at any depth",
    given: {
      components: {
        schemas: {
          A: {
            ...described,
            properties: { list: { ...described, items: { properties: { p: {} } } } },
            oneOf: [{ properties: { p: {} } }],
            additionalProperties: { properties: { p: {} } },
          },
        },
      },
    },
    want: [
      "property /components/schemas/A/properties/list/items/properties/p",
      "property /components/schemas/A/additionalProperties/properties/p",
      "property /components/schemas/A/oneOf/0/properties/p",
    ],
  },
  {
    name: "a property that is called description",
    given: { components: { schemas: { A: { ...described, properties: { description: {} } } } } },
    want: ["property /components/schemas/A/properties/description"],
  },
])("reports a missing description of $name", ({ given, want }) => {
  const { undocumented } = documentationOf(given);
  expect(undocumented.map(({ kind, pointer }) => `${kind} ${pointer}`)).toEqual(want);
});

test("counts items with and without a description", () => {
  const given: JsonObject = {
    info: described,
    paths: { "/a": { get: { ...described, responses: { "200": {} } } } },
    components: { schemas: { A: { ...described, properties: { b: described, c: { description: "" } } } } },
  };
  expect(documentationOf(given)).toEqual({
    total: 6,
    undocumented: [
      { kind: "status", pointer: "/paths/~1a/get/responses/200" },
      { kind: "property", pointer: "/components/schemas/A/properties/c" },
    ],
  });
});

test("finds every kind of item at every place", () => {
  const property = { properties: { p: {} } };
  const schema = {
    $defs: { D: property },
    ...Object.fromEntries(
      ["items", "contains", "additionalProperties", "propertyNames", "not", "if", "then", "else"].map(
        (key) => [key, property],
      ),
    ),
    ...Object.fromEntries(["oneOf", "anyOf", "allOf", "prefixItems"].map((key) => [key, [property]])),
    patternProperties: { x: property },
    dependentSchemas: { y: property },
  };
  const content = { j: { schema: property } };
  const holder = { schema: property, content };
  const operation = {
    servers: [{}],
    parameters: [holder],
    requestBody: holder,
    responses: { 200: { headers: { h: holder }, content } },
  };
  const given: JsonObject = JSON.parse(
    JSON.stringify({
      webhooks: { w: { servers: [{}], parameters: [{}], post: operation } },
      components: {
        schemas: { S: schema },
        securitySchemes: { X: { flows: { f: { scopes: { s: "" } } } } },
        requestBodies: { B: holder },
        headers: { H: holder },
        parameters: { P: holder },
        responses: { R: { headers: { h: {} }, schema: property } },
      },
    }),
  );
  const { total, undocumented } = documentationOf(given);
  expect(total).toBe(undocumented.length);
  const webhook = "/webhooks/w/post";
  const inHolder = (pointer: string) => [
    `property ${pointer}/schema/properties/p`,
    `property ${pointer}/content/j/schema/properties/p`,
  ];
  const components = "/components";
  expect(undocumented.map(({ kind, pointer }) => `${kind} ${pointer}`)).toEqual([
    "server /webhooks/w/servers/0",
    "parameter /webhooks/w/parameters/0",
    `operation ${webhook}`,
    `server ${webhook}/servers/0`,
    `parameter ${webhook}/parameters/0`,
    ...inHolder(`${webhook}/parameters/0`),
    `body ${webhook}/requestBody`,
    ...inHolder(`${webhook}/requestBody`),
    `status ${webhook}/responses/200`,
    `header ${webhook}/responses/200/headers/h`,
    ...inHolder(`${webhook}/responses/200/headers/h`),
    `property ${webhook}/responses/200/content/j/schema/properties/p`,
    `schema ${components}/schemas/S`,
    `schema ${components}/schemas/S/$defs/D`,
    ...[
      "$defs/D",
      "items",
      "contains",
      "additionalProperties",
      "propertyNames",
      "not",
      "if",
      "then",
      "else",
    ].map((place) => `property ${components}/schemas/S/${place}/properties/p`),
    ...["oneOf/0", "anyOf/0", "allOf/0", "prefixItems/0", "patternProperties/x", "dependentSchemas/y"].map(
      (place) => `property ${components}/schemas/S/${place}/properties/p`,
    ),
    `credential ${components}/securitySchemes/X`,
    `scope ${components}/securitySchemes/X/flows/f/scopes/s`,
    `body ${components}/requestBodies/B`,
    ...inHolder(`${components}/requestBodies/B`),
    `header ${components}/headers/H`,
    ...inHolder(`${components}/headers/H`),
    `parameter ${components}/parameters/P`,
    ...inHolder(`${components}/parameters/P`),
    `status ${components}/responses/R`,
    `header ${components}/responses/R/headers/h`,
    `property ${components}/responses/R/schema/properties/p`,
  ]);
});
