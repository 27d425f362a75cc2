import { expect, test } from "vitest";
import type { JsonObject, JsonValue } from "../../source/json.ts";
import { checkTable } from "../validators/check-table.ts";
import { checkCompiler } from "../validators/compile-check.ts";
import { compilePushV2, type PushV2 } from "./push-v2.ts";

const text = { type: "string" };
const envelope = {
  type: "object",
  required: ["application_id", "data", "message_id", "version", "vin"],
  properties: {
    application_id: text,
    data: { $ref: "#/components/schemas/Content" },
    message_id: text,
    version: { type: "number" },
    vin: text,
  },
};

function compiled(schemas: JsonObject, capabilities: JsonObject): PushV2 {
  const Content = { type: "object", minProperties: 1, properties: capabilities };
  const value = { components: { schemas: { ...schemas, Content, Envelope: envelope } } };
  const document = {
    file: "push.yaml",
    envelope: "Envelope",
    content: "Content",
    orphans: [],
    ids: [],
    value,
  };
  return compilePushV2(document, checkCompiler(value, checkTable()));
}

function ref(name: string): JsonObject {
  return { $ref: `#/components/schemas/${name}` };
}

const list: JsonObject = { type: "array", items: { type: "object", properties: { data: text } } };
const item = { kind: "object", properties: { data: { kind: "string" } } };

test("returns the capabilities and their properties by name, with descriptions", () => {
  const { capabilities } = compiled(
    {
      door_state: {
        type: "object",
        description: "Doors.",
        properties: {
          open: { ...list, description: "Open.", deprecated: true },
          lock: { ...list, deprecated: "yes" },
          signature: { type: "object", properties: { data: text } },
        },
      },
      charging: { type: "object" },
    },
    { doors: ref("door_state"), charging: ref("charging") },
  );
  expect(capabilities).toEqual([
    { name: "charging", description: "", check: { kind: "object" }, properties: [] },
    {
      name: "doors",
      description: "Doors.",
      check: {
        kind: "object",
        properties: {
          lock: { kind: "array", items: item },
          open: { kind: "array", items: item },
          signature: item,
        },
      },
      properties: [
        { name: "lock", description: "", isDeprecated: false, item, data: { kind: "string" } },
        { name: "open", description: "Open.", isDeprecated: true, item, data: { kind: "string" } },
      ],
    },
  ]);
});

test("returns every schema by name, with the checks of its members", () => {
  const point = { type: "object", properties: { y: text, x: { type: "number" } } };
  const { values } = compiled({ point, any: true, kind: { enum: ["a"] } }, {});
  expect(values.map(({ name }) => name)).toEqual(["Content", "Envelope", "any", "kind", "point"]);
  const members = new Map([
    ["x", { kind: "number" }],
    ["y", { kind: "string" }],
  ]);
  expect(values.slice(2)).toEqual([
    { name: "any", schema: {}, check: { kind: "any" }, members: new Map() },
    { name: "kind", schema: { enum: ["a"] }, check: { kind: "enum", values: ["a"] }, members: new Map() },
    { name: "point", schema: point, check: expect.objectContaining({ kind: "object" }), members },
  ]);
});

test.each<{ name: string; property: JsonValue }>([
  { name: "text", property: text },
  { name: "a list of anything", property: { type: "array" } },
  { name: "a list of texts", property: { type: "array", items: text } },
  { name: "a list of objects without members", property: { type: "array", items: { type: "object" } } },
  {
    name: "a list of objects without data",
    property: { type: "array", items: { type: "object", properties: { time: text } } },
  },
])("rejects a property that is $name", ({ property }) => {
  const schemas = { door_state: { type: "object", properties: { lock: property } } };
  expect(() => compiled(schemas, { doors: ref("door_state") })).toThrow(
    expect.objectContaining({
      name: "CodegenError",
      message: "push.yaml #/components/schemas/door_state: property lock is not a list of items with `data`",
    }),
  );
});

test("rejects an envelope that the validators do not know", () => {
  const value = { components: { schemas: { Content: {}, Envelope: { ...envelope, required: [] } } } };
  const document = {
    file: "push.yaml",
    envelope: "Envelope",
    content: "Content",
    orphans: [],
    ids: [],
    value,
  };
  expect(() => compilePushV2(document, checkCompiler(value, checkTable()))).toThrow(
    expect.objectContaining({
      name: "CodegenError",
      message:
        "push.yaml #/components/schemas/Envelope: is not the envelope that validators/runtime/push-message-v2.ts describes",
    }),
  );
});

test("rejects a capability that is not a component schema", () => {
  expect(() => compiled({}, { doors: ref("nothing") })).toThrow("push.yaml #/components/schemas/");
});
