import { expect, test } from "vitest";
import { itemListMessage, itemMessage } from "./push-message.ts";
import { messageV2Validator } from "./push-message-v2.ts";

const item = { data: 1, timestamp: "2026-01-02T03:04:05Z" };
const failed = { failure: { reason: "unknown", description: "The car sleeps." } };

function message(content: unknown, changed: object = {}) {
  return {
    capability: "engine",
    data: { engine: { speed: content } },
    message_id: "1",
    property: "speed",
    timestamp: "2026-01-02T03:04:05Z",
    version: 1,
    vin: "V",
    ...changed,
  };
}

const validate = itemMessage("engine", "speed", { kind: "number" });

function errorsOf(value: unknown) {
  const result = validate(value);
  return result.valid ? [] : result.errors.map(({ path, message: text }) => `${path} ${text}`);
}

test.each([
  ["a value", message(item)],
  ["a failure", message(failed)],
  ["a failure that is null", message({ data: 1, failure: null })],
  ["no property", message(undefined, { data: { engine: {} } })],
  ["no time", message(item, { timestamp: undefined })],
])("accepts a message with %s", (_what, value) => {
  expect(validate(value)).toEqual({ valid: true, value });
});

test.each([
  [{ capability: "doors" }, '/capability must be "engine"'],
  [{ property: "heat" }, '/property must be "speed"'],
  [{ message_id: 1 }, "/message_id must be string, is number"],
  [{ version: "1" }, "/version must be number, is string"],
  [{ vin: undefined }, "/vin is missing"],
  [{ timestamp: "yesterday" }, "/timestamp must be date-time"],
  [{ more: 1 }, "/more is not a property that the schema knows"],
  [{ data: { engine: { speed: { data: "x" } } } }, "/data/engine/speed/data must be number, is string"],
  [{ data: { engine: { speed: {} } } }, "/data/engine/speed must have at least 1 properties, has 0"],
  [
    { data: { engine: { speed: { data: 1, unit: "km" } } } },
    "/data/engine/speed/unit is not a property that the schema knows",
  ],
  [{ data: { engine: { speed: { timestamp: "x" } } } }, "/data/engine/speed/timestamp must be date-time"],
  [
    { data: { engine: { speed: { failure: { reason: 1 } } } } },
    "/data/engine/speed/failure/reason must be string, is number",
  ],
  [
    { data: { engine: { speed: { failure: { description: 1 } } } } },
    "/data/engine/speed/failure/description must be string, is number",
  ],
  [{ data: { engine: {}, doors: {} } }, "/data/doors is not a property that the schema knows"],
])("rejects %j", (changed, want) => {
  expect(errorsOf(message(item, changed))).toEqual([want]);
});

test.each(["capability", "data", "message_id", "property", "version", "vin"])("needs %s", (name) => {
  expect(errorsOf(message(item, { [name]: undefined }))).toEqual([`/${name} is missing`]);
});

test("data holds the capability", () => {
  expect(errorsOf(message(item, { data: {} }))).toEqual([
    "/data/engine is missing",
    "/data must have at least 1 properties, has 0",
  ]);
});

test("a list has items of the same form", () => {
  const list = itemListMessage("engine", "speed", { kind: "number" });
  expect(list(message([item, failed])).valid).toBe(true);
  expect(list(message(item))).toMatchObject({ errors: [{ path: "/data/engine/speed", expected: "array" }] });
  expect(list(message([{ data: "x" }]))).toMatchObject({ errors: [{ path: "/data/engine/speed/0/data" }] });
});

const v2 = { application_id: "a", data: { engine: 1 }, message_id: "m", version: 2, vin: "V" };
const validateV2 = messageV2Validator({ engine: { kind: "number" } });

test("a message of the second format may have other capabilities and members", () => {
  const value = { ...v2, data: { engine: 1, doors: "ignored" }, more: 1 };
  expect(validateV2(value)).toEqual({ valid: true, value });
});

test.each([
  [{ application_id: 1 }, "/application_id", "must be string, is number"],
  [{ message_id: 1 }, "/message_id", "must be string, is number"],
  [{ version: "2" }, "/version", "must be number, is string"],
  [{ vin: null }, "/vin", "must be string, is null"],
  [{ data: [] }, "/data", "must be object, is array"],
  [{ data: {} }, "/data", "must have at least 1 properties, has 0"],
  [{ data: { engine: "x" } }, "/data/engine", "must be number, is string"],
])("a message of the second format is not %j", (changed, path, text) => {
  expect(validateV2({ ...v2, ...changed })).toMatchObject({
    valid: false,
    errors: [{ path, message: text }],
  });
});

test.each(["application_id", "data", "message_id", "version", "vin"])(
  "a message of the second format needs %s",
  (name) => {
    expect(validateV2({ ...v2, [name]: undefined })).toMatchObject({
      errors: [{ path: `/${name}`, message: "is missing" }],
    });
  },
);
