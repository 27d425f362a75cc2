import { expect, test } from "vitest";
import type { JsonObject } from "../../source/json.ts";
import { bodySchemas } from "./body-schemas.ts";

function media(...names: string[]): JsonObject {
  const entries = names.map((name, index) => {
    const schema = { $ref: `#/components/schemas/${name}` };
    return [`application/${index}`, { schema }] as const;
  });
  return { content: Object.fromEntries(entries) };
}

const inline: JsonObject = { content: { "text/a": { schema: { type: "string" } } } };

function bundleOf(operations: JsonObject, schemas: JsonObject = {}): JsonObject {
  return { paths: { "/a": operations }, components: { schemas } };
}

test("a body has the tag of the first operation with it, in the order of paths and methods", () => {
  const operation = (tag: string): JsonObject => ({ tags: [tag, "x"], requestBody: media("Car") });
  const paths = {
    "/b": { get: operation("third") },
    "/a": { post: operation("second"), get: operation("first") },
  };
  expect(bodySchemas({ paths }, "b.yaml")).toEqual([{ name: "Car", direction: "request", tag: "first" }]);
});

test("an operation without tags is untagged", () => {
  expect(bodySchemas(bundleOf({ get: { requestBody: media("Car") } }), "b.yaml")).toEqual([
    { name: "Car", direction: "request", tag: "untagged" },
  ]);
});

test("a schema that is sent and received is received, and keeps its first tag", () => {
  const sent = { tags: ["a"], requestBody: media("Car") };
  const received = { tags: ["b"], responses: { 200: media("Car") } };
  const want = { name: "Car", direction: "response" };
  expect(bodySchemas(bundleOf({ get: sent, post: received }), "b.yaml")).toEqual([{ ...want, tag: "a" }]);
  expect(bodySchemas(bundleOf({ get: received, post: sent }), "b.yaml")).toEqual([{ ...want, tag: "b" }]);
});

test("each media type of a body counts, and the result is in the order of names", () => {
  const operation = { tags: ["t"], responses: { 200: media("C", "A"), 201: media("B") } };
  expect(bodySchemas(bundleOf({ get: operation }), "b.yaml").map(({ name }) => name)).toEqual([
    "A",
    "B",
    "C",
  ]);
});

test("the capabilities of a body are received, with its tag", () => {
  const property = (name: string): JsonObject => ({ $ref: `#/components/schemas/${name}` });
  const schemas = {
    Car: {
      properties: {
        a: property("DoorsCapability"),
        b: property("CapabilityDoors"),
        c: { type: "string" },
      },
    },
  };
  const operation = { tags: ["t"], requestBody: media("Car") };
  expect(bodySchemas(bundleOf({ get: operation }, schemas), "b.yaml")).toEqual([
    { name: "Car", direction: "request", tag: "t" },
    { name: "DoorsCapability", direction: "response", tag: "t" },
  ]);
});

test.each<[JsonObject, string]>([
  [{ requestBody: inline }, "requestBody"],
  [{ parameters: [{ schema: {} }, inline] }, "parameters/1"],
  [{ responses: { 404: inline } }, "responses/404"],
])("the body in %j has no name", (operation, at) => {
  expect(() => bodySchemas(bundleOf({ get: operation }), "b.yaml")).toThrow(
    expect.objectContaining({
      name: "CodegenError",
      message: `b.yaml #/paths/~1a/get/${at}/content/text~1a/schema: the schema of a body must be a component: a validator needs its name`,
    }),
  );
});

test("a bundle without operations has no bodies", () => {
  expect(bodySchemas({}, "b.yaml")).toEqual([]);
  expect(bodySchemas(bundleOf({ get: {} }), "b.yaml")).toEqual([]);
});
