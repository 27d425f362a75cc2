import { describe, expect, test } from "vitest";
import type { JsonObject } from "../src/source/json.ts";
import { api, diff, lines, object, text } from "./diff-kit.ts";

function json(schema: JsonObject): JsonObject {
  return { "application/json": { schema } };
}

function event(body: JsonObject, responses: JsonObject = {}, more: JsonObject = {}): JsonObject {
  return {
    requestBody: { required: true, content: json(body) },
    responses,
    ...more,
  };
}

describe("a message of the server to an app is a response, and the app's reply is a request", () => {
  const webhook = (operation: JsonObject): JsonObject => ({
    ...api({}),
    webhooks: { moved: { post: operation } },
  });
  const table: { name: string; old: JsonObject; next: JsonObject; want: string[] }[] = [
    {
      name: "a property less",
      old: event(object({ a: text })),
      next: event(object({})),
      want: ["major response .a property-removed"],
    },
    {
      name: "a property more",
      old: event(object({})),
      next: event(object({ a: text }, { required: ["a"] })),
      want: ["minor response .a required-property-added"],
    },
    {
      name: "a status less",
      old: event(text, { 200: {}, 410: {} }),
      next: event(text, { 200: {} }),
      want: ["major request 410 reply status-removed"],
    },
    {
      name: "a status more",
      old: event(text, { 200: {} }),
      next: event(text, { 200: {}, 410: {} }),
      want: ["minor request 410 reply status-added"],
    },
    {
      name: "a required property of the app's reply",
      old: event(text, { 200: { content: json(object({})) } }),
      next: event(text, { 200: { content: json(object({ a: text }, { required: ["a"] })) } }),
      want: ["major request 200 reply.a required-property-added"],
    },
    {
      name: "a header that the server sends",
      old: event(
        text,
        {},
        { parameters: [{ name: "X-Signature", in: "header", required: true, schema: text }] },
      ),
      next: event(text),
      want: ['major response headers["header.X-Signature"] header-removed'],
    },
  ];
  test.each(table)("a webhook: $name", ({ old, next: changed, want }) => {
    const found = diff(webhook(old), webhook(changed));
    expect(lines(found)).toEqual(want);
    expect(found[0]?.where.operation).toBe("WEBHOOK POST moved");
  });
  test.each(table)("a callback: $name", ({ old, next: changed, want }) => {
    const callback = (operation: JsonObject): JsonObject =>
      api({ callbacks: { moved: { "{$request.body#/url}": { post: operation } } } });
    const found = diff(callback(old), callback(changed));
    expect(lines(found)).toEqual(want);
    expect(found[0]?.where.operation).toBe("CALLBACK POST moved of POST /cars/{vin}");
  });
});
