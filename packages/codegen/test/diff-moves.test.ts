import { describe, expect, test } from "vitest";
import type { JsonObject } from "../src/source/json.ts";
import { diff, object, text } from "./diff-kit.ts";

function vehicle(...names: string[]): JsonObject {
  return object(Object.fromEntries(names.map((name) => [name, text])));
}

/** An operation that responds with the properties. */
function reading(names: string[], more: JsonObject = {}): JsonObject {
  return {
    parameters: [{ name: "vin", in: "path", required: true, schema: text }],
    responses: { 200: { content: { "application/json": { schema: vehicle(...names) } } } },
    ...more,
  };
}

function gets(operations: Readonly<Record<string, JsonObject>>): JsonObject {
  return {
    openapi: "3.1.1",
    paths: Object.fromEntries(Object.entries(operations).map(([path, get]) => [path, { get }])),
  };
}

/** Operations that send a body. */
function posts(bodies: Readonly<Record<string, JsonObject>>): JsonObject {
  return {
    openapi: "3.1.1",
    paths: Object.fromEntries(
      Object.entries(bodies).map(([path, schema]) => [
        path,
        { post: { requestBody: { content: { "application/json": { schema } } } } },
      ]),
    ),
    components: { schemas: { Car: vehicle("a") } },
  };
}

/** `level operation path code`. */
function found(old: JsonObject, next: JsonObject): readonly string[] {
  return diff(old, next).map(({ level, where, code }) =>
    [level, where.operation, where.path, code].filter(Boolean).join(" "),
  );
}

const level13 = "/v1/vehicle-data/autoapi-13/{vin}";
const level14 = "/v1/vehicle-data/autoapi-14/{vin}";

describe("a moved operation is one change, and its body is compared", () => {
  const table: { name: string; old: JsonObject; next: JsonObject; want: string[] }[] = [
    {
      name: "with the same id",
      old: gets({ "/a": reading(["x", "y"], { operationId: "read" }) }),
      next: gets({ "/b/c": reading(["x"], { operationId: "read" }) }),
      want: ["major GET /b/c operation-moved", "major GET /b/c .y property-removed"],
    },
    {
      name: "the next level in addition to the old one, whose name now contains its level",
      old: gets({ [level13]: reading(["x", "y"], { operationId: "read" }) }),
      next: gets({
        [level13]: reading(["x"], { operationId: "readLevel13", deprecated: true }),
        [level14]: reading(["x", "y", "z"], { operationId: "read" }),
      }),
      want: [
        `minor GET ${level13} operation-deprecated`,
        `major GET ${level13} .y property-removed`,
        `minor GET ${level14} operation-level-added`,
        `minor GET ${level14} .z property-added`,
      ],
    },
    {
      name: "an operation that gets an id, which could not be used before",
      old: gets({ "/a": reading(["x"]) }),
      next: gets({ "/a": reading(["x"], { operationId: "a" }) }),
      want: [],
    },
    {
      name: "two operations that exchange their paths, which are not levels",
      old: gets({ "/a": reading(["x"], { operationId: "a" }), "/b": reading(["y"], { operationId: "b" }) }),
      next: gets({ "/a": reading(["y"], { operationId: "b" }), "/b": reading(["x"], { operationId: "a" }) }),
      want: ["major GET /a operation-moved", "major GET /b operation-moved"],
    },
    {
      name: "the old level disappears later",
      old: gets({
        [level13]: reading(["x"], { operationId: "readLevel13", deprecated: true }),
        [level14]: reading(["x"], { operationId: "read" }),
      }),
      next: gets({ [level14]: reading(["x"], { operationId: "read" }) }),
      want: [`major GET ${level13} operation-removed`],
    },
    {
      name: "the next level, without ids",
      old: gets({ [level13]: reading(["x", "y"]), "/stays": reading(["z"]) }),
      next: gets({ [level14]: reading(["x"]), "/stays": reading(["z"]) }),
      want: [`major GET ${level14} operation-moved`, `major GET ${level14} .y property-removed`],
    },
    {
      name: "the next level, with no other common part",
      old: gets({ [level13]: reading(["x"]) }),
      next: gets({
        [level14]: { responses: { 200: { content: { "application/json": { schema: vehicle("y") } } } } },
      }),
      want: [
        `major GET ${level14} operation-moved`,
        `major GET ${level14} params.path.vin parameter-removed`,
        `major GET ${level14} .x property-removed`,
        `minor GET ${level14} .y property-added`,
      ],
    },
    {
      name: "a document's only operation",
      old: gets({ "/cars": reading(["x"]) }),
      next: gets({ "/vehicles": reading(["x"]) }),
      want: ["major GET /vehicles operation-moved"],
    },
    {
      name: "with another id, to a similar path",
      old: gets({ "/v1/cars/{vin}": reading(["x", "y"], { operationId: "getCar" }) }),
      next: gets({ "/v1/vehicles/{vin}": reading(["x", "y"], { operationId: "getVehicle" }) }),
      want: [
        "major GET /v1/vehicles/{vin} operation-id-changed",
        "major GET /v1/vehicles/{vin} operation-moved",
      ],
    },
    {
      name: "to the path of a removed operation",
      old: gets({ "/a": reading(["x"], { operationId: "a" }), "/b": reading(["y"], { operationId: "b" }) }),
      next: gets({ "/b": reading(["x"], { operationId: "a" }) }),
      want: ["major GET /b operation-moved", "major GET /b operation-removed"],
    },
    {
      name: "an addition, because the old operation stays",
      old: gets({ [level13]: reading(["x"]) }),
      next: gets({ [level13]: reading(["x"]), [level14]: reading(["x"]) }),
      want: [`minor GET ${level14} operation-added`],
    },
    {
      name: "two operations with the same id, which identifies neither",
      old: gets({ "/a": reading(["x"], { operationId: "a" }), "/b": reading(["y"], { operationId: "a" }) }),
      next: gets({ "/a": reading(["x"], { operationId: "a" }), "/b": reading(["y"], { operationId: "a" }) }),
      want: [],
    },
    {
      name: "one of two similar operations",
      old: gets({ "/v1/cars/{vin}": reading(["x", "y"]), "/v1/autos/{vin}": reading(["x"]) }),
      next: gets({ "/v1/vehicles/{vin}": reading(["x", "y"]) }),
      want: ["major GET /v1/autos/{vin} operation-removed", "major GET /v1/vehicles/{vin} operation-moved"],
    },
    {
      name: "to one of two similar operations",
      old: gets({ "/v1/vehicles/{vin}": reading(["x", "y"]) }),
      next: gets({ "/v1/cars/{vin}": reading(["x", "y"]), "/v1/autos/{vin}": reading(["x"]) }),
      want: ["minor GET /v1/autos/{vin} operation-added", "major GET /v1/cars/{vin} operation-moved"],
    },
    {
      name: "one of two operations with the same id, at the path of the other one",
      old: gets({
        "/a": reading(["x"], { operationId: "a" }),
        "/b": reading(["y"], { operationId: "a" }),
      }),
      next: gets({ "/a": reading(["x"], { operationId: "a" }), "/b": reading(["y"]) }),
      want: ["major GET /b operation-id-changed"],
    },
    {
      name: "to a path that has nothing in common, recognized by what it sends",
      old: posts({ "/cars": vehicle("a", "b", "c"), "/stays": vehicle("z") }),
      next: posts({ "/fleet/add": vehicle("a", "b", "c", "d"), "/stays": vehicle("z") }),
      want: ["major POST /fleet/add operation-moved", "minor POST /fleet/add body.d property-added"],
    },
    {
      name: "to a path that has nothing in common, recognized by the components that it refers to",
      old: posts({ "/cars": { type: "array", items: { $ref: "#/components/schemas/Car" } } }),
      next: posts({ "/fleet/add": { type: "array", items: { $ref: "#/components/schemas/Car" } } }),
      want: ["major POST /fleet/add operation-moved"],
    },
    {
      name: "the most similar of several",
      old: gets({ "/v1/cars/{vin}": reading(["x", "y"]), "/v1/doors/{id}": reading(["p", "q"]) }),
      next: gets({ "/v1/gates/{id}": reading(["p", "q"]), "/v1/autos/{vin}": reading(["x", "y"]) }),
      want: ["major GET /v1/autos/{vin} operation-moved", "major GET /v1/gates/{id} operation-moved"],
    },
  ];
  test.each(table)("$name", ({ old, next, want }) => {
    expect(found(old, next)).toEqual(want);
  });
});

test("operations that have little in common are removed and added", () => {
  const stays = reading(["z"]);
  const old = gets({ "/stays": stays, "/cars/{vin}": reading(["x"]) });
  const next = gets({ "/stays": stays, "/zones/{id}": { responses: { 200: { description: "" } } } });
  expect(found(old, next)).toEqual([
    "major GET /cars/{vin} operation-removed",
    "minor GET /zones/{id} operation-added",
  ]);
  const other = { ...next, paths: { "/stays": { get: stays }, "/cars/{vin}": { put: reading(["x"]) } } };
  expect(found(old, other)).toEqual([
    "major GET /cars/{vin} operation-removed",
    "minor PUT /cars/{vin} operation-added",
  ]);
});

test("the first and the last operation of a document are additions and removals", () => {
  const none = gets({});
  const one = gets({ "/a": reading(["x"]) });
  expect(found(none, one)).toEqual(["minor GET /a operation-added"]);
  expect(found(one, none)).toEqual(["major GET /a operation-removed"]);
});
