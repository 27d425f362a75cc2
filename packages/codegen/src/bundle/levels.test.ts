import { expect, test } from "vitest";
import { type JsonObject, objectAt } from "../source/json.ts";
import { nameLevels } from "./levels.ts";

const facts: JsonObject = {
  operationId: "readCar",
  tags: ["car"],
  security: [],
  "x-idempotent": true,
  summary: "Read a car",
  description: "Reads it.",
};
const bare: JsonObject = { responses: { 200: { description: "" } } };

/** `operationId`, with ` deprecated` behind it, of each GET operation. */
function idsOf(bundle: JsonObject): Record<string, string> {
  return Object.fromEntries(
    Object.entries(objectAt(bundle, "paths")).map(([path, item]) => {
      const { operationId, deprecated } = objectAt(item, "get");
      return [path, `${operationId}${deprecated === true ? " deprecated" : ""}`];
    }),
  );
}

function named(operations: Readonly<Record<string, JsonObject>>): JsonObject {
  const paths = Object.entries(operations).map(([path, get]) => [path, { get }]);
  return nameLevels({ paths: Object.fromEntries(paths) });
}

test.each<{ what: string; given: Record<string, JsonObject>; want: Record<string, string> }>([
  {
    what: "the newest level has the name, and the name of the older one contains its level",
    given: { "/car/level-13/{vin}": facts, "/car/level-14/{vin}": bare },
    want: { "/car/level-13/{vin}": "readCarLevel13 deprecated", "/car/level-14/{vin}": "readCar" },
  },
  {
    what: "levels are numbers, not texts; the overlays may describe the newest one",
    given: { "/level-100/x": facts, "/level-20/x": bare, "/level-9/x": bare },
    want: {
      "/level-100/x": "readCar",
      "/level-20/x": "readCarLevel20 deprecated",
      "/level-9/x": "readCarLevel9 deprecated",
    },
  },
  {
    what: "a name that both levels have belongs to the newest one",
    given: { "/level-1/x": facts, "/level-2/x": facts },
    want: { "/level-1/x": "readCarLevel1 deprecated", "/level-2/x": "readCar" },
  },
  {
    what: "versions are levels, the first segment counts most, and a name contains all differences",
    given: { "/v1/a/level-3": facts, "/v2/a/level-2": bare, "/v2/a/level-3": bare },
    want: {
      "/v1/a/level-3": "readCarV1 deprecated",
      "/v2/a/level-2": "readCarLevel2 deprecated",
      "/v2/a/level-3": "readCar",
    },
  },
  {
    what: "different names are not changed",
    given: { "/level-1/x": facts, "/level-2/x": { ...bare, operationId: "readOther" } },
    want: { "/level-1/x": "readCar", "/level-2/x": "readOther" },
  },
  {
    what: "levels without a name get no name",
    given: { "/level-1/x": bare, "/level-2/x": bare },
    want: { "/level-1/x": "undefined", "/level-2/x": "undefined" },
  },
  {
    what: "paths that differ in more than the level are different operations",
    given: { "/level-1/x": facts, "/level-2/y": bare, "/1/x": bare, "/2/x": bare },
    want: { "/level-1/x": "readCar", "/level-2/y": "undefined", "/1/x": "undefined", "/2/x": "undefined" },
  },
])("$what", ({ given, want }) => {
  expect(idsOf(named(given))).toEqual(want);
});

test("methods of one path are different operations", () => {
  const bundle = nameLevels({ paths: { "/level-1": { get: facts }, "/level-2": { post: bare } } });
  expect(bundle).toEqual({ paths: { "/level-1": { get: facts }, "/level-2": { post: bare } } });
});

test("a level gets missing facts and descriptions from the other level, and keeps its own", () => {
  const vin = { name: "vin", in: "path", required: true };
  const old = {
    ...facts,
    parameters: [
      { $ref: "#/components/parameters/Vin" },
      { name: "unit", in: "header", description: "Another parameter of this name." },
    ],
    requestBody: { description: "What to read." },
    responses: {
      200: { description: "The car." },
      404: { description: "None." },
      429: { description: "Slow." },
    },
  };
  const next = {
    security: [{ token: ["a"] }],
    parameters: [vin, { name: "unit", in: "query" }],
    requestBody: { description: " " },
    responses: {
      200: { description: "" },
      404: { description: "No car." },
      429: { $ref: "#/components/responses/Slow" },
      500: { description: "" },
    },
  };
  const bundle = nameLevels({
    paths: { "/level-1/{vin}": { get: old }, "/level-2/{vin}": { parameters: [], get: next } },
    components: { parameters: { Vin: { ...vin, description: "The VIN." } } },
  });
  const paths = objectAt(bundle, "paths");
  expect(paths["/level-2/{vin}"]).toEqual({
    parameters: [],
    get: {
      ...facts,
      security: [{ token: ["a"] }],
      parameters: [
        { ...vin, description: "The VIN." },
        { name: "unit", in: "query" },
      ],
      requestBody: { description: "What to read." },
      responses: {
        200: { description: "The car." },
        404: { description: "No car." },
        429: { $ref: "#/components/responses/Slow" },
        500: { description: "" },
      },
    },
  });
  expect(objectAt(paths, "/level-1/{vin}")["get"]).toEqual({
    ...old,
    operationId: "readCarLevel1",
    deprecated: true,
    "x-level-of": "readCar",
    description: "Reads it. An older level: `readCar` calls `/level-2/{vin}`.",
  });
});
