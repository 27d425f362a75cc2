import { expect, test } from "vitest";
import type { JsonObject } from "../../source/json.ts";
import { bodySchemas } from "./body-schemas.ts";

function media(schema: JsonObject): JsonObject {
  return { content: { "application/json": { schema } } };
}

function ref(name: string): JsonObject {
  return { $ref: `#/components/schemas/${name}` };
}

function bundleOf(operation: JsonObject, schemas: JsonObject = {}): JsonObject {
  return { paths: { "/a": { post: { tags: ["t"], ...operation } } }, components: { schemas } };
}

function namesOf(bundle: JsonObject): readonly string[] {
  return bodySchemas(bundle, "b.yaml").map(({ name, direction }) => `${direction} ${name}`);
}

test("finds sent and received schemas without duplicates", () => {
  const operation = {
    parameters: [
      { name: "f", in: "query", ...media(ref("Filter")) },
      { name: "g", in: "query", schema: {} },
    ],
    requestBody: media(ref("Car")),
    responses: { 200: media(ref("Car")), 400: media(ref("Errors")), 404: { description: "" } },
  };
  expect(namesOf(bundleOf(operation))).toEqual(["response Car", "response Errors", "request Filter"]);
});

test("content without a schema has no body schema, and does not hide others", () => {
  const requestBody = {
    content: { "application/octet-stream": {}, "application/json": { schema: ref("Car") } },
  };
  expect(namesOf(bundleOf({ requestBody, responses: {} }))).toEqual(["request Car"]);
});

test("finds the capabilities of a response, by name", () => {
  const schemas = {
    Car: { properties: { doors: ref("DoorsCapability"), maker: ref("Maker"), "a b": ref("A%20Capability") } },
  };
  const operation = { responses: { 200: media(ref("Car")) } };
  expect(namesOf(bundleOf(operation, schemas))).toEqual([
    "response A Capability",
    "response Car",
    "response DoorsCapability",
  ]);
});

test.each([
  { what: "a schema in place", schema: { type: "object" } },
  { what: "a part of a component", schema: { $ref: "#/components/schemas/Car/properties/doors" } },
  { what: "another section", schema: { $ref: "#/components/responses/Car" } },
])("rejects $what, which has no name", ({ schema }) => {
  expect(() => bodySchemas(bundleOf({ requestBody: media(schema) }), "b.yaml")).toThrow(
    expect.objectContaining({
      name: "CodegenError",
      message: expect.stringMatching(
        /^b\.yaml #\/paths\/~1a\/post\/requestBody\/content\/application~1json\/schema: /,
      ),
    }),
  );
});
