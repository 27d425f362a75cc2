import { expect, test } from "vitest";
import { CodegenError } from "../../source/codegen-error.ts";
import type { JsonObject } from "../../source/json.ts";
import { specificationsIn } from "./specification-files.ts";

function files(documents: Readonly<Record<string, JsonObject>>): ReadonlyMap<string, string> {
  return new Map(Object.entries(documents).map(([file, value]) => [file, JSON.stringify(value)]));
}

const dialect = "https://json-schema.org/draft/2020-12/schema";

function schemaDocument(name: string, schema: JsonObject): JsonObject {
  return { openapi: "3.1.1", components: { schemas: { [name]: schema } } };
}

test("OpenAPI documents are unchanged, and are sorted by the names of their files", () => {
  const old = { openapi: "3.0.3", info: { title: "A", version: "1" }, paths: {} };
  const next = { openapi: "3.1.0", paths: {} };
  expect(specificationsIn(files({ "b.v1.yaml": old, "a/c.json": next }))).toEqual([
    { id: "a/c", value: next },
    { id: "b.v1", value: old },
  ]);
});

test("a file keeps the part of its name after the last dot if this is not an extension", () => {
  const value = { openapi: "3.1.0" };
  expect(specificationsIn(files({ "cars.V1": value }))).toEqual([{ id: "cars.V1", value }]);
});

test("documents of all formats are sorted together", () => {
  const ids = specificationsIn(
    files({
      "d.yaml": { openapi: "3.1.0", paths: {} },
      "c.yaml": { swagger: "2.0", info: { title: "C", version: "1" }, paths: {} },
      "b.yaml": { $schema: dialect, type: "string" },
      "a.yaml": { asyncapi: "2.6.0", info: { title: "A", version: "1" }, channels: {} },
    }),
  ).map(({ id }) => id);
  expect(ids).toEqual(["a", "b", "c", "d"]);
});

test("a JSON Schema is a document with one schema, without its id and dialect", () => {
  const schema = { $schema: dialect, $id: "https://example.com/car", type: "object", title: "Car" };
  expect(specificationsIn(files({ "v1/car__data.schema.json": schema }))).toEqual([
    {
      id: "v1-car-data-schema",
      value: schemaDocument("V1CarDataSchema", { type: "object", title: "Car" }),
    },
  ]);
});

test("JSON Schemas refer to themselves, and to each other by path and by id", () => {
  const car = {
    $schema: dialect,
    properties: {
      self: { $ref: "#" },
      part: { $ref: "#/$defs/part" },
      byPath: { $ref: "/v1/door.json" },
      partByPath: { $ref: "/v1/door.json#/$defs/lock" },
      byId: { $ref: "https://example.com/wheel" },
      partById: { $ref: "https://example.com/wheel#/$defs/tyre" },
      elsewhere: { $ref: "https://example.com/other#/a" },
    },
  };
  const door = { $schema: dialect, type: "string" };
  const wheel = { $schema: dialect, $id: "https://example.com/wheel", type: "number" };
  expect(specificationsIn(files({ "car.json": car, "v1/door.json": door, "wheel.json": wheel }))).toEqual([
    {
      id: "car",
      value: schemaDocument("Car", {
        properties: {
          self: { $ref: "#/components/schemas/Car" },
          part: { $ref: "#/components/schemas/Car/$defs/part" },
          byPath: { $ref: "./v1-door.yaml#/components/schemas/V1Door" },
          partByPath: { $ref: "./v1-door.yaml#/components/schemas/V1Door/$defs/lock" },
          byId: { $ref: "./wheel.yaml#/components/schemas/Wheel" },
          partById: { $ref: "./wheel.yaml#/components/schemas/Wheel/$defs/tyre" },
          elsewhere: { $ref: "https://example.com/other#/a" },
        },
      }),
    },
    { id: "v1-door", value: schemaDocument("V1Door", { type: "string" }) },
    { id: "wheel", value: schemaDocument("Wheel", { type: "number" }) },
  ]);
});

test("a Swagger document is translated, and a reference to nothing is kept", () => {
  const swagger = {
    swagger: "2.0",
    info: { title: "Cars", version: "1" },
    paths: {
      "/cars": { get: { responses: { 200: { description: "", schema: { $ref: "#/definitions/Car" } } } } },
    },
  };
  const [document, ...others] = specificationsIn(files({ "cars.yaml": swagger }));
  expect(others).toEqual([]);
  expect(document?.id).toBe("cars");
  expect(document?.value["paths"]).toEqual({
    "/cars": {
      get: {
        responses: {
          200: {
            description: "",
            content: { "application/json": { schema: { $ref: "#/definitions/Car" } } },
          },
        },
      },
    },
  });
});

const formats = "OpenAPI 3.0, OpenAPI 3.1, Swagger 2.0, AsyncAPI 2.x or JSON Schema";

test.each(["3.2.0", "13.0.0", "3.1"])(
  "rejects a document in OpenAPI %s beside an accepted one",
  (openapi) => {
    const both = files({ "a.yaml": { openapi: "3.1.0" }, "b.yaml": { openapi } });
    expect(() => specificationsIn(both)).toThrow(
      new CodegenError(`must be ${formats}, got OpenAPI ${openapi}`, {
        file: "b.yaml",
        line: 1,
        pointer: "/openapi",
      }),
    );
  },
);

test("rejects a document without a version, and an empty list of documents", () => {
  expect(() => specificationsIn(files({ "a.yaml": { paths: {} } }))).toThrow(
    new CodegenError(
      `must be ${formats}, got a document without openapi, swagger, asyncapi or $schema at its top`,
      { file: "a.yaml", line: 1, pointer: "" },
    ),
  );
  expect(() => specificationsIn(new Map())).toThrow(new CodegenError("there is no document to compare"));
});
