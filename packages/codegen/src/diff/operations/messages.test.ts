import { expect, test } from "vitest";
import type { JsonObject } from "../../source/json.ts";
import { resolverOf } from "../documents/resolver.ts";
import { messagesOf } from "./messages.ts";

function read(value: JsonObject) {
  const document = { id: "push", value };
  return messagesOf(document, resolverOf([document]));
}

const nothing = {
  id: undefined,
  deprecated: false,
  idempotent: null,
  rateLimit: undefined,
  servers: new Set(),
  security: [],
  parameters: new Map(),
  body: undefined,
  responses: new Map(),
  replies: new Map(),
};

function contentAt(pointer: string, value: unknown) {
  const schema = expect.objectContaining({ pointer, value }) as unknown;
  return new Map([["application/json", { schema, encodings: new Map() }]]);
}

function responses(content: unknown) {
  return new Map([["", { content, headers: new Map(), links: new Map() }]]);
}

test("each schema of a document without operations is an operation with a response", () => {
  expect(
    read({ paths: {}, webhooks: {}, components: { schemas: { A: { type: "string" }, B: true } } }),
  ).toEqual([
    [
      "SCHEMA A",
      { ...nothing, responses: responses(contentAt("/components/schemas/A", { type: "string" })) },
    ],
    ["SCHEMA B", { ...nothing, responses: responses(contentAt("/components/schemas/B", true)) }],
  ]);
  expect(read({})).toEqual([]);
});

test.each(["paths", "webhooks"])("a document with %s has no such operations", (key) => {
  expect(read({ [key]: { a: {} }, components: { schemas: { A: {} } } })).toEqual([]);
});

test("an app receives what it subscribes to, and sends what it publishes", () => {
  const messages = { m: { payload: { type: "string" } }, n: {} };
  const subscribe = { message: { oneOf: [{ $ref: "#/x-asyncapi/m" }, { $ref: "#/x-asyncapi/n" }] } };
  const publish = { message: { payload: { type: "number" } } };
  const channels = {
    "{vin}": { subscribe, publish },
    out: { publish },
    none: { subscribe: {} },
    odd: { publish: { message: 1 } },
  };
  const place = (channel: string, direction: string) =>
    `/x-asyncapi/channels/${channel}/${direction}/message`;
  const sent = (channel: string) => ({
    ...nothing,
    body: {
      required: true,
      content: contentAt(place(channel, "publish"), { anyOf: [{ type: "number" }] }),
    },
  });
  expect(read({ "x-asyncapi": { channels, ...messages }, components: { schemas: { A: {} } } })).toEqual([
    [
      "SUBSCRIBE {vin}",
      {
        ...nothing,
        responses: responses(contentAt(place("{vin}", "subscribe"), { anyOf: [{ type: "string" }, true] })),
      },
    ],
    ["PUBLISH {vin}", sent("{vin}")],
    ["PUBLISH out", sent("out")],
  ]);
});
