import { expect, test } from "vitest";
import type { JsonObject } from "../../source/json.ts";
import { checkTable } from "../validators/check-table.ts";
import { checkCompiler } from "../validators/compile-check.ts";
import { type PushMessageFacts, pushMessages } from "./push-messages.ts";

const text = { type: "string" };
const time = { type: "string", format: "date-time" };
const failure = {
  anyOf: [{ type: "object", properties: { description: text, reason: text } }, { type: "null" }],
};

function closed(properties: JsonObject, more: JsonObject = {}): JsonObject {
  return { type: "object", properties, additionalProperties: false, ...more };
}

function item(data: JsonObject): JsonObject {
  return closed({ data, failure, timestamp: time }, { minProperties: 1 });
}

function payload(content: JsonObject, change: JsonObject = {}, more: JsonObject = {}): JsonObject {
  const doors = { type: "object", properties: { lock: content } };
  return closed(
    {
      capability: { type: "string", const: "doors" },
      data: closed({ doors }, { required: ["doors"], minProperties: 1 }),
      message_id: text,
      property: { type: "string", const: "lock" },
      timestamp: time,
      version: { type: "number" },
      vin: text,
      ...change,
    },
    { required: ["capability", "data", "message_id", "property", "version", "vin"], ...more },
  );
}

function messagesOf(messages: Record<string, JsonObject>): readonly PushMessageFacts[] {
  const entries = Object.entries(messages).map(([name, schema]) => [name, { payload: schema }]);
  const document = { "x-asyncapi": { components: { messages: Object.fromEntries(entries) } } };
  return pushMessages(document, "push.yaml", checkCompiler(document, checkTable()));
}

test("returns the messages of a document, sorted by name", () => {
  const data = { kind: "number" };
  const list = { type: "array", items: item({ type: "number" }) };
  expect(messagesOf({ B: payload(item({ type: "number" })), A: payload(list) })).toEqual([
    { capability: "doors", property: "lock", isList: true, data },
    { capability: "doors", property: "lock", isList: false, data },
  ]);
});

test("a document without messages has none", () => {
  expect(pushMessages({}, "push.yaml", checkCompiler({}, checkTable()))).toEqual([]);
});

const lock = item(text);
test.each<{ name: string; schema: JsonObject }>([
  { name: "a capability that is not constant", schema: payload(lock, { capability: text }) },
  { name: "a property that is not constant", schema: payload(lock, { property: text }) },
  { name: "the data of another capability", schema: payload(lock, { data: closed({ hood: {} }) }) },
  { name: "data without members", schema: payload(lock, { data: { type: "object" } }) },
  { name: "a property without items", schema: payload({ type: "array" }) },
  { name: "an item that is no object", schema: payload(text) },
  { name: "an item without data", schema: payload(closed({ timestamp: time })) },
  { name: "an item that has more than data", schema: payload(closed({ data: text, more: text })) },
  { name: "another member", schema: payload(lock, { more: text }) },
  { name: "an optional capability", schema: payload(lock, {}, { required: ["data"] }) },
  { name: "no members", schema: { type: "object" } },
  { name: "text", schema: text },
])("rejects a message with $name", ({ schema }) => {
  expect(() => messagesOf({ "doors.lock": schema })).toThrow(
    expect.objectContaining({
      name: "CodegenError",
      message:
        "push.yaml #/x-asyncapi/components/messages/doors.lock/payload: is not in the envelope that validators/runtime/push-message.ts describes",
    }),
  );
});
