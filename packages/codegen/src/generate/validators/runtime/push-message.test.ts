import { expect, test } from "vitest";
import { itemListMessage, itemMessage } from "./push-message.ts";
import { messageV2Validator } from "./push-message-v2.ts";

const item = { data: 5, failure: { description: "", reason: "" }, timestamp: "2024-01-02T03:04:05Z" };

function message(content: unknown): Readonly<Record<string, unknown>> {
  return {
    capability: "doors",
    data: { doors: { locks: content } },
    message_id: "m",
    property: "locks",
    timestamp: "2024-01-02T03:04:05Z",
    version: 1,
    vin: "V",
  };
}

type Validate = (value: unknown) => {
  readonly valid: boolean;
  readonly errors?: readonly { readonly path: string; readonly message: string }[];
};

function problems(validate: Validate, value: unknown): readonly string[] {
  return (validate(value).errors ?? []).map(({ path, message: text }) => `${path} ${text}`);
}

const one = itemMessage("doors", "locks", { kind: "integer" });
const several = itemListMessage("doors", "locks", { kind: "integer" });

test.each([item, { data: 5 }, { failure: null }, { failure: {} }, { failure: { reason: "r", other: 1 } }])(
  "accepts the item %j, alone or in a list",
  (content) => {
    expect(problems(one, message(content))).toEqual([]);
    expect(problems(several, message([content, item]))).toEqual([]);
  },
);

const only = "is not a property that the schema knows";
test.each([
  [{}, "must have at least 1 properties, has 0", ""],
  [{ data: "5" }, "must be integer, is string", "/data"],
  [{ data: 5, other: 1 }, only, "/other"],
  [{ data: 5, timestamp: "now" }, "must be date-time", "/timestamp"],
  [{ failure: { reason: 1 } }, "must be string, is number", "/failure/reason"],
  [{ failure: { description: 1 } }, "must be string, is number", "/failure/description"],
])("rejects the item %j", (content, text, path) => {
  expect(problems(one, message(content))).toEqual([`/data/doors/locks${path} ${text}`]);
  expect(problems(several, message([content]))).toEqual([`/data/doors/locks/0${path} ${text}`]);
});

test("a list of items and an item differ", () => {
  expect(problems(one, message([]))).toEqual(["/data/doors/locks must be object, is array"]);
  expect(problems(several, message(item))).toEqual(["/data/doors/locks must be array, is object"]);
});

test("rejects a message without its required members", () => {
  expect(problems(one, {})).toEqual([
    "/capability is missing",
    "/data is missing",
    "/message_id is missing",
    "/property is missing",
    "/version is missing",
    "/vin is missing",
  ]);
});

test.each([
  [{ capability: "hood" }, '/capability must be "doors"'],
  [{ property: "positions" }, '/property must be "locks"'],
  [{ message_id: 1 }, "/message_id must be string, is number"],
  [{ timestamp: "now" }, "/timestamp must be date-time"],
  [{ version: "1" }, "/version must be number, is string"],
  [{ vin: 1 }, "/vin must be string, is number"],
  [{ other: 1 }, `/other ${only}`],
  [{ data: { doors: 1 } }, "/data/doors must be object, is number"],
  [{ data: { doors: {}, hood: {} } }, `/data/hood ${only}`],
])("rejects a message with the member %j", (change, want) => {
  expect(problems(one, { ...message(item), ...change })).toEqual([want]);
});

test("rejects a message without its capability", () => {
  expect(problems(one, { ...message(item), data: {} })).toEqual([
    "/data/doors is missing",
    "/data must have at least 1 properties, has 0",
  ]);
});

const second = messageV2Validator({ doors: { kind: "object", properties: { locks: { kind: "integer" } } } });
const messageV2 = {
  application_id: "a",
  data: { doors: { locks: 1 } },
  message_id: "m",
  version: 2,
  vin: "V",
};

test("accepts a message of the second format, also with other capabilities and members", () => {
  expect(second(messageV2)).toEqual({ valid: true, value: messageV2 });
  expect(problems(second, { ...messageV2, other: 1, data: { hood: 1 } })).toEqual([]);
});

test("rejects a message of the second format without its required members", () => {
  expect(problems(second, {})).toEqual([
    "/application_id is missing",
    "/data is missing",
    "/message_id is missing",
    "/version is missing",
    "/vin is missing",
  ]);
});

test.each([
  [{ application_id: 1 }, "/application_id must be string, is number"],
  [{ data: {} }, "/data must have at least 1 properties, has 0"],
  [{ data: [] }, "/data must be object, is array"],
  [{ data: { doors: { locks: "1" } } }, "/data/doors/locks must be integer, is string"],
  [{ message_id: 1 }, "/message_id must be string, is number"],
  [{ version: "2" }, "/version must be number, is string"],
  [{ vin: 1 }, "/vin must be string, is number"],
])("rejects a message of the second format with the member %j", (change, want) => {
  expect(problems(second, { ...messageV2, ...change })).toEqual([want]);
});
