import { expect, test } from "vitest";
import type { JsonObject, JsonValue } from "../../source/json.ts";
import { inheritDescriptions } from "./inherit-descriptions.ts";

function inherited(given: JsonObject, ours: JsonObject): JsonObject {
  const document = { "x-sources": [], components: { schemas: given } };
  return inheritDescriptions(document, "Content", { components: { schemas: ours } });
}

test.each<{ name: string; given: JsonValue; ours: JsonValue; want: JsonValue }>([
  {
    name: "a schema with the same properties in another order",
    given: { properties: { a: {}, b: {} } },
    ours: { description: "Ours.", properties: { b: { description: "A b." }, a: {} } },
    want: { description: "Ours.", properties: { a: {}, b: { description: "A b." } } },
  },
  {
    name: "a schema with the same values",
    given: { enum: ["x"] },
    ours: { description: "Ours.", enum: ["x"] },
    want: { enum: ["x"], description: "Ours." },
  },
  {
    name: "a schema with other properties",
    given: { properties: { a: {} } },
    ours: { description: "Ours.", properties: { a: { description: "An a." }, b: {} } },
    want: { properties: { a: {} } },
  },
  {
    name: "a schema whose names are the same only without a separator",
    given: { properties: { ab: {} } },
    ours: { description: "Ours.", properties: { a: {}, b: {} } },
    want: { properties: { ab: {} } },
  },
  {
    name: "a schema with other values",
    given: { enum: ["x"] },
    ours: { description: "Ours.", enum: ["y"] },
    want: { enum: ["x"] },
  },
  { name: "a model that is no object", given: {}, ours: true, want: {} },
  { name: "a schema that is null", given: null, ours: { description: "Ours." }, want: null },
  { name: "a schema that is no object", given: true, ours: { description: "Ours." }, want: true },
  {
    name: "a property that is no object",
    given: { properties: { a: true } },
    ours: { properties: { a: { description: "An a." } } },
    want: { properties: { a: true } },
  },
  {
    name: "a schema with its own description",
    given: { type: "string", description: "Theirs." },
    ours: { description: "Ours." },
    want: { type: "string", description: "Ours." },
  },
  {
    name: "a model without a description",
    given: { type: "string", description: "Theirs." },
    ours: { type: "string" },
    want: { type: "string", description: "Theirs." },
  },
])("$name has the expected descriptions", ({ given, ours, want }) => {
  const schemas = (schema: JsonValue) => ({
    "x-sources": [],
    components: { schemas: { door_lock: schema } },
  });
  expect(inherited({ door_lock: given }, { DoorLock: ours })).toEqual(schemas(want));
  expect(inherited({ door_lock: given }, { DoorLockQuantity: ours })).toEqual(schemas(want));
  expect(inherited({ door_lock: given }, { DoorLockOther: ours })).toEqual(schemas(given));
});

test("a capability has the words of our capability, and the content those of the vehicle data", () => {
  const given = {
    Content: { properties: { doors: { $ref: "#/components/schemas/door_list" }, other: true } },
    door_list: { properties: { locks: {} } },
    locks: {},
  };
  const ours = {
    Content: { description: "Not this.", properties: { doors: {}, other: {} } },
    VehicleData: { description: "Not this.", properties: { doors: { description: "All doors." } } },
    DoorList: { description: "Not this.", properties: { locks: {} } },
    DoorListCapability: { description: "Doors.", properties: { locks: { description: "Locks." }, more: {} } },
    LocksCapability: { description: "Not this." },
  };
  expect(inherited(given, ours)).toEqual({
    "x-sources": [],
    components: {
      schemas: {
        Content: {
          properties: {
            doors: { $ref: "#/components/schemas/door_list", description: "All doors." },
            other: true,
          },
        },
        door_list: { description: "Doors.", properties: { locks: { description: "Locks." } } },
        locks: {},
      },
    },
  });
});
