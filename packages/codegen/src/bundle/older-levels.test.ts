import { expect, test } from "vitest";
import type { JsonObject } from "../source/json.ts";
import { nameOlderLevels } from "./older-levels.ts";

const facts = {
  operationId: "getData",
  tags: ["data"],
  security: [{ Data: ["data:read"] }],
  "x-idempotent": true,
};

function bundleOf(operations: Readonly<Record<string, JsonObject>>): JsonObject {
  return { paths: Object.fromEntries(Object.entries(operations).map(([path, get]) => [path, { get }])) };
}

test("one level, and paths without a level, stay as they are", () => {
  const bundle = bundleOf({ "/v1/data/api-13/{vin}": facts, "/v1/things": { operationId: "listThings" } });
  expect(nameOlderLevels(bundle)).toBe(bundle);
});

test("a new level takes over the id and the facts, and the older one is deprecated under an id with its level", () => {
  const bundle = bundleOf({
    "/v1/data/autoapi-13/{vin}": facts,
    "/v1/data/autoapi-14/{vin}": { summary: "new" },
  });
  expect(nameOlderLevels(bundle)).toEqual(
    bundleOf({
      "/v1/data/autoapi-13/{vin}": { ...facts, operationId: "getDataAutoapi13", deprecated: true },
      "/v1/data/autoapi-14/{vin}": { summary: "new", ...facts },
    }),
  );
});

test("levels are numbers: 14 is newer than 9", () => {
  const bundle = bundleOf({ "/v1/data/api-14/{vin}": facts, "/v1/data/api-9/{vin}": facts });
  expect(nameOlderLevels(bundle)).toMatchObject({
    paths: {
      "/v1/data/api-9/{vin}": { get: { operationId: "getDataApi9", deprecated: true } },
      "/v1/data/api-14/{vin}": { get: { operationId: "getData" } },
    },
  });
});

test("three levels have three ids", () => {
  const bundle = bundleOf({ "/d/api-1": facts, "/d/api-2": {}, "/d/api-3": {} });
  expect(nameOlderLevels(bundle)).toMatchObject({
    paths: {
      "/d/api-1": { get: { operationId: "getDataApi1" } },
      "/d/api-2": { get: { operationId: "getDataApi2" } },
      "/d/api-3": { get: { operationId: "getData" } },
    },
  });
});

test("an id that an overlay gave to an older level stays", () => {
  const bundle = bundleOf({ "/d/api-1": { ...facts, operationId: "getOldData" }, "/d/api-2": facts });
  expect(nameOlderLevels(bundle)).toMatchObject({
    paths: {
      "/d/api-1": { get: { operationId: "getOldData", deprecated: true } },
      "/d/api-2": { get: { operationId: "getData" } },
    },
  });
});

test("operations of other methods, and of other APIs, are no levels of each other", () => {
  const bundle = {
    paths: {
      "/d/api-1": { get: facts },
      "/d/api-2": { post: { operationId: "create" } },
      "/d/other-3": { get: {} },
    },
  };
  expect(nameOlderLevels(bundle)).toBe(bundle);
});
