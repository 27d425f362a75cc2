import { expect, test } from "vitest";
import type { JsonObject } from "../source/json.ts";
import { capabilityReferences } from "./property-reference.ts";

function item(data: object, more: object = {}) {
  return { properties: { data, timestamp: {} }, ...more };
}

/** A document whose `content` has a member for each capability. */
function documentOf(content: string, capabilities: object, schemas: object = {}): JsonObject {
  return JSON.parse(
    JSON.stringify({ components: { schemas: { [content]: { properties: capabilities }, ...schemas } } }),
  );
}

/** A V1 document with a message for each property. */
function pushV1(...payloads: object[]): { file: string; value: JsonObject } {
  const messages = Object.fromEntries(payloads.map((payload, index) => [`m${index}`, { payload }]));
  return {
    file: "push.json",
    value: JSON.parse(JSON.stringify({ "x-asyncapi": { components: { messages } } })),
  };
}

function payloadOf(capability: string, property: string, schema: object) {
  return {
    properties: {
      capability: { const: capability },
      property: { const: property },
      data: { properties: { [capability]: { properties: { [property]: schema } } } },
    },
  };
}

const none = { pushes: [], pushV2: undefined };

test("lists the properties by capability, in the order of their names", () => {
  const bundle = documentOf("VehicleData", {
    engine: { description: "The engine.", properties: { speed: item({ type: "number" }), age: item({}) } },
    doors: { properties: { lock_state: item({ enum: ["locked"] }, { description: "The lock." }) } },
  });
  const [doors, engine, ...more] = capabilityReferences({ bundle, ...none });
  expect(more).toEqual([]);
  expect(doors).toMatchObject({
    name: "doors",
    title: "Doors",
    description: "",
    properties: [
      {
        name: "lock_state",
        title: "Lock state",
        description: "The lock.",
        deprecated: false,
        ways: ["rest"],
        hasItems: false,
        value: { type: "string", values: ["locked"] },
      },
    ],
  });
  expect(engine).toMatchObject({ name: "engine", description: "The engine." });
  expect(engine?.properties.map(({ name }) => name)).toEqual(["age", "speed"]);
});

test("members of a capability without data are no properties", () => {
  const bundle = documentOf("VehicleData", {
    engine: { properties: { nonce: { type: "string" }, speed: item({}) } },
  });
  expect(capabilityReferences({ bundle, ...none })[0]?.properties.map(({ name }) => name)).toEqual(["speed"]);
});

test("a property joins the ways in which it arrives, in a fixed order", () => {
  const bundle = documentOf("VehicleData", { engine: { properties: { speed: item({ type: "number" }) } } });
  const v2 = documentOf("Content", {
    engine: {
      description: "From V2.",
      properties: { speed: { items: item({ type: "string" }) }, heat: { items: item({ type: "boolean" }) } },
    },
  });
  const v1 = pushV1(
    payloadOf("engine", "speed", { items: item({ type: "integer" }) }),
    payloadOf("doors", "locks", item({ type: "integer" })),
    { properties: { capability: { const: "doors" } } },
    { properties: { property: { const: "locks" } } },
  );
  const found = capabilityReferences({
    bundle,
    pushes: [v1],
    pushV2: { file: "v2.json", value: v2, content: "Content" } as never,
  });
  const shown = found.flatMap(({ name, description, properties }) =>
    properties.map((each) => [
      name,
      description,
      each.name,
      each.ways.join(),
      each.hasItems,
      each.value.type,
    ]),
  );
  expect(shown).toEqual([
    ["doors", "", "locks", "push-v1", false, "integer"],
    // V2 always has lists, so that says nothing about the property.
    ["engine", "From V2.", "heat", "push-v2", false, "boolean"],
    ["engine", "From V2.", "speed", "rest,push-v1,push-v2", true, "number"],
  ]);
});

test.each([
  {
    what: "next to the reference",
    schema: { $ref: "#/components/schemas/Speed", description: "Own." },
    want: "Own.",
  },
  { what: "of the referenced item", schema: { $ref: "#/components/schemas/Speed" }, want: "Any speed." },
  { what: "of nothing, for a list of items", schema: { $ref: "#/components/schemas/Speeds" }, want: "" },
])("a property has the description $what", ({ schema, want }) => {
  const schemas = {
    Speed: item({ type: "number" }, { description: "Any speed." }),
    Speeds: { description: "Speeds.", items: [], properties: { data: {} } },
  };
  const bundle = documentOf("VehicleData", { engine: { properties: { speed: schema } } }, schemas);
  const described = want === "" ? { ...bundle } : bundle;
  const [engine] = capabilityReferences({ bundle: described, ...none });
  expect(engine?.properties[0]?.description ?? "").toBe(want);
});

test("the first description that is not empty counts, of capability and property", () => {
  const bundle = documentOf("VehicleData", {
    engine: { properties: { speed: item({}, { description: "" }) } },
  });
  const v2 = documentOf("Content", {
    engine: { description: "The engine.", properties: { speed: item({}, { description: "The speed." }) } },
  });
  const pushV2 = { file: "v2.json", value: v2, content: "Content" } as never;
  expect(capabilityReferences({ bundle, pushes: [], pushV2 })).toMatchObject([
    { description: "The engine.", properties: [{ description: "The speed." }] },
  ]);
});

test.each([
  {
    what: "next to the reference",
    schema: { $ref: "#/components/schemas/Speed", deprecated: true },
    old: false,
  },
  { what: "at the item", schema: { $ref: "#/components/schemas/Speed" }, old: true },
])("a property may be deprecated $what", ({ schema, old }) => {
  const schemas = { Speed: item({}, { deprecated: old }) };
  const bundle = documentOf("VehicleData", { engine: { properties: { speed: schema } } }, schemas);
  expect(capabilityReferences({ bundle, ...none })).toMatchObject([{ properties: [{ deprecated: true }] }]);
});
