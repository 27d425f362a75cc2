import { expect, test } from "vitest";
import type { JsonObject, JsonValue } from "../../source/json.ts";
import { resolverOf } from "../documents/resolver.ts";
import type { ApiOperation } from "./api.ts";
import { messagesOf } from "./messages.ts";

function read(value: JsonObject) {
  const document = { id: "cars", value };
  return messagesOf(document, resolverOf([document]));
}

/** An operation of which everything is empty, with a response or a body in JSON. */
function operation(
  schema: JsonValue,
  pointer: string,
  value: JsonObject,
  part: "body" | "response",
): ApiOperation {
  const document = { id: "cars", value };
  const media = { schema: { value: schema, document, pointer }, encodings: new Map() };
  const content = new Map([["application/json", media]]);
  return {
    id: undefined,
    deprecated: false,
    idempotent: null,
    rateLimit: undefined,
    servers: new Set(),
    security: [],
    parameters: new Map(),
    body: part === "body" ? { required: true, content } : undefined,
    responses:
      part === "body" ? new Map() : new Map([["", { content, headers: new Map(), links: new Map() }]]),
    replies: new Map(),
  };
}

const text: JsonObject = { type: "string" };

function channels(value: JsonObject, components: JsonObject = {}): JsonObject {
  return { components, "x-asyncapi": { channels: value } };
}

test("a channel is read as a message that an app receives and one that it sends", () => {
  const value = channels({
    moved: {
      subscribe: { message: { payload: text } },
      publish: { message: { payload: { type: "number" } } },
    },
  });
  const pointer = (direction: string): string => `/x-asyncapi/channels/moved/${direction}/message`;
  expect(read(value)).toEqual([
    ["SUBSCRIBE moved", operation({ anyOf: [text] }, pointer("subscribe"), value, "response")],
    ["PUBLISH moved", operation({ anyOf: [{ type: "number" }] }, pointer("publish"), value, "body")],
  ]);
});

test("the payloads of a channel with several messages are alternatives, through references, too", () => {
  const value = channels(
    {
      moved: {
        subscribe: { message: { oneOf: [{ $ref: "#/components/Moved" }, {}, { payload: text }] } },
      },
    },
    { Moved: { payload: { type: "integer" } } },
  );
  const anyOf = [{ type: "integer" }, true, text];
  expect(read(value)).toEqual([
    [
      "SUBSCRIBE moved",
      operation({ anyOf }, "/x-asyncapi/channels/moved/subscribe/message", value, "response"),
    ],
  ]);
});

test("a direction without a message is no operation", () => {
  expect(read(channels({ a: {}, b: { subscribe: {} }, c: { publish: { message: "text" } } }))).toEqual([]);
});

test("the schemas of a document with channels are no operations", () => {
  expect(read(channels({}, { schemas: { A: text } }))).toEqual([]);
});

test("each schema of a document without operations is a value that an app receives", () => {
  for (const more of [{}, { paths: {} }, { paths: {}, webhooks: {} }]) {
    const value = { ...more, components: { schemas: { A: text, B: true } } };
    expect(read(value)).toEqual([
      ["SCHEMA A", operation(text, "/components/schemas/A", value, "response")],
      ["SCHEMA B", operation(true, "/components/schemas/B", value, "response")],
    ]);
  }
});

test.each([
  { name: "paths", value: { paths: { "/a": {} }, components: { schemas: { A: text } } } },
  { name: "webhooks", value: { webhooks: { a: {} }, components: { schemas: { A: text } } } },
  { name: "no components", value: {} },
  { name: "no paths, but a mapping of schemas at its top", value: { schemas: { A: text } } },
])("a document with $name has no messages", ({ value }) => {
  expect(read(value)).toEqual([]);
});
