import { expect, test } from "vitest";
import { missingOperationFacts, operationsOf, suggestedId } from "./missing-facts.ts";

const complete = {
  operationId: "getCar",
  tags: ["Cars"],
  security: [{ oauth: ["cars"] }],
  "x-idempotent": true,
};

function label(path: string): string {
  return `spec/${path}`;
}
const file = "spec/overlays/20-operations.overlay.yaml";

function bundle(paths: Readonly<Record<string, object>>) {
  return JSON.parse(JSON.stringify({ paths }));
}

test("lists the operations by path and method, and nothing else of a path", () => {
  const document = bundle({
    "/b": { get: complete, parameters: [], summary: "text", delete: complete },
    "/a": { post: complete, get: "no operation" },
    "/c": [],
  });
  expect(operationsOf(document).map(({ path, method, pointer }) => [path, method, pointer])).toEqual([
    ["/a", "post", "/paths/~1a/post"],
    ["/b", "get", "/paths/~1b/get"],
    ["/b", "delete", "/paths/~1b/delete"],
  ]);
  expect(operationsOf({})).toEqual([]);
});

test.each([
  ["get", "/v1/vehicle-data/autoapi-13/{vin}", "getVehicleDataAutoapi13Vin"],
  ["post", "/v12/cars", "postCars"],
  ["get", "/v1beta/x", "getV1betaX"],
  ["get", "/av1/x", "getAv1X"],
  ["delete", "/", "delete"],
])("suggests a name for %s %s", (method, path, want) => {
  expect(suggestedId({ method, path })).toBe(want);
});

test("an operation with all facts has no problem", () => {
  expect(missingOperationFacts(bundle({ "/cars": { get: complete } }), label)).toEqual([]);
});

test("says what an operation lacks, with the action to write", () => {
  const action = {
    target: "$.paths['/cars/{vin}'].post",
    update: {
      operationId: "TODO_postCarsVin",
      tags: ["Cars"],
      security: [],
      "x-idempotent": false,
    },
  };
  const document = bundle({ "/cars": { get: complete }, "/cars/{vin}": { post: {} } });
  expect(missingOperationFacts(document, label)).toEqual([
    {
      file,
      place: "POST /cars/{vin}",
      problem: "has no operationId, no tags, no security, no x-idempotent",
      advice: [
        "  - target: $.paths['/cars/{vin}'].post",
        "    update:",
        "      operationId: TODO_postCarsVin",
        "      tags:",
        "        - Cars",
        "      security: []",
        "      x-idempotent: false",
        "",
      ].join("\n"),
      edit: { append: [action], path: "overlays/20-operations.overlay.yaml" },
    },
  ]);
});

test.each([
  { lacks: { operationId: 1 }, update: { operationId: "TODO_getCars" }, problem: "has no operationId" },
  { lacks: { tags: [] }, update: { tags: ["TODO"] }, problem: "has no tags" },
  { lacks: { tags: "Cars" }, update: { tags: ["TODO"] }, problem: "has no tags" },
  { lacks: { security: {} }, update: { security: [] }, problem: "has no security" },
  { lacks: { "x-idempotent": "yes" }, update: { "x-idempotent": true }, problem: "has no x-idempotent" },
])("$problem, if it has $lacks", ({ lacks, update, problem }) => {
  const [found, ...more] = missingOperationFacts(
    bundle({ "/cars": { get: { ...complete, ...lacks } } }),
    label,
  );
  expect(found).toMatchObject({
    place: "GET /cars",
    problem,
    edit: { append: [{ target: "$.paths['/cars'].get", update }] },
  });
  expect(more).toEqual([]);
});

test.each([
  ["get", true],
  ["put", true],
  ["delete", true],
  ["post", false],
  ["patch", false],
])("%s is idempotent: %s", (method, idempotent) => {
  const document = bundle({ "/cars": { [method]: { ...complete, "x-idempotent": undefined } } });
  expect(missingOperationFacts(document, label)).toMatchObject([
    { edit: { append: [{ update: { "x-idempotent": idempotent } }] } },
  ]);
});

test.each([
  {
    what: "the path with more parts in common",
    others: { "/v1/fleets": "Fleets", "/v1/fleets/cars/x": "Cars", "/v2/fleets/cars": "Other" },
    want: "Cars",
  },
  {
    what: "the longer of two paths that it begins with",
    others: { "/v1": "Root", "/v1/fleets": "Fleets" },
    want: "Fleets",
  },
  { what: "the first of equal paths", others: { "/v1/b": "B", "/v1/a": "A" }, want: "A" },
])("gets the tag of $what", ({ others, want }) => {
  const tagged = Object.entries(others).map(([path, tag]) => [path, { get: { ...complete, tags: [tag] } }]);
  const untagged = { get: { ...complete, tags: undefined } };
  const document = bundle({ ...Object.fromEntries(tagged), "/v1/fleets/cars": untagged });
  expect(missingOperationFacts(document, label)).toMatchObject([
    { place: "GET /v1/fleets/cars", edit: { append: [{ update: { tags: [want] } }] } },
  ]);
});
