import { expect, test } from "vitest";
import type { JsonObject } from "../source/json.ts";
import { operationReferences } from "./operation-reference.ts";
import { titleOf } from "./reference.ts";

const facts = {
  operationId: "addCar",
  tags: ["Cars"],
  security: [{ oauth: ["cars"] }],
  "x-idempotent": false,
};

function referencesOf(operation: object, item: object = {}, components: object = {}) {
  const post = { ...facts, responses: { 200: { description: "Added." } }, ...operation };
  const bundle: JsonObject = JSON.parse(
    JSON.stringify({ paths: { "/cars": { post, ...item } }, components }),
  );
  return operationReferences(bundle);
}

test("an operation with few facts", () => {
  expect(referencesOf({})).toEqual([
    {
      id: "addCar",
      method: "POST",
      path: "/cars",
      tag: "Cars",
      scopes: ["cars"],
      idempotent: false,
      deprecated: false,
      rateLimit: null,
      title: "addCar",
      description: "",
      parameters: [],
      body: null,
      responses: [{ status: 200, description: "Added.", typeName: null }],
    },
  ]);
});

test("has the texts, the body and the responses, behind references, too", () => {
  const body = {
    required: true,
    content: { "application/json": { schema: { $ref: "#/components/schemas/Car" } } },
  };
  const components = {
    schemas: { Car: { type: "object" } },
    requestBodies: { Car: body },
    responses: { Car: { ...body, description: "A car." } },
  };
  const operation = {
    summary: "Add a car",
    description: "Adds it.",
    requestBody: { $ref: "#/components/requestBodies/Car" },
    responses: {
      201: { $ref: "#/components/responses/Car" },
      400: { content: { "text/plain": { schema: { type: "string" } } } },
      404: { $ref: "#/components/responses/None" },
    },
  };
  expect(referencesOf(operation, {}, components)).toMatchObject([
    {
      title: "Add a car",
      description: "Adds it.",
      body: { required: true, value: { type: "object", typeName: "Car" } },
      responses: [
        { status: 201, description: "A car.", typeName: "Car" },
        { status: 400, description: "", typeName: null },
        { status: 404, description: "", typeName: null },
      ],
    },
  ]);
});

test("a body may be optional, and not be JSON", () => {
  const operation = { requestBody: { content: { "text/plain": { schema: { type: "string" } } } } };
  expect(referencesOf(operation)).toMatchObject([{ body: { required: false, value: { type: "any" } } }]);
});

test("a parameter of the operation replaces that of its path with the same name and place", () => {
  const own = [
    { name: "vin", in: "path", required: true, description: "Own.", schema: { type: "string" } },
    { name: "filter", in: "query", content: { "application/json": { schema: { type: "object" } } } },
    { $ref: "#/components/parameters/Unit" },
    { name: "odd", in: "query", content: { "application/json": true } },
  ];
  const item = {
    parameters: [
      { name: "vin", in: "path", description: "Of the path.", schema: { type: "integer" } },
      { name: "vin", in: "query", schema: { type: "boolean" } },
    ],
  };
  const components = { parameters: { Unit: { name: "unit", in: "header", schema: { enum: ["km"] } } } };
  const [found] = referencesOf({ parameters: own }, item, components);
  const shown = found?.parameters.map((each) => [
    each.name,
    each.in,
    each.description,
    each.required,
    each.value.type,
  ]);
  expect(shown).toEqual([
    ["vin", "path", "Own.", true, "string"],
    ["vin", "query", "", false, "boolean"],
    ["filter", "query", "", false, "object"],
    ["unit", "header", "", false, "string"],
    ["odd", "query", "", false, "any"],
  ]);
});

test("a parameter without name and place is listed without them", () => {
  expect(referencesOf({ parameters: [{}] })).toMatchObject([{ parameters: [{ name: "", in: "" }] }]);
});

test.each([
  ["charging_session", "Charging session"],
  ["battery-level__x", "Battery level x"],
  ["_odometer_", "Odometer"],
  ["vin", "Vin"],
])("writes %s as %s", (name, want) => {
  expect(titleOf(name)).toBe(want);
});
