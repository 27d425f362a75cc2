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
