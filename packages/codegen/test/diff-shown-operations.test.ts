import { describe, expect, test } from "vitest";
import type { JsonObject, JsonValue } from "../src/source/json.ts";
import { api, diff, object, text } from "./diff-kit.ts";

describe("a change of an operation shows the old and the new value", () => {
  const query = (more: JsonObject): JsonObject => api({ parameters: [{ name: "q", in: "query", ...more }] });
  const table: {
    name: string;
    given: readonly [JsonObject, JsonObject];
    want: readonly [JsonValue, JsonValue];
  }[] = [
    { name: "a parameter", given: [api({}), query({})], want: [null, "params.query.q"] },
    { name: "a parameter less", given: [query({}), api({})], want: ["params.query.q", null] },
    {
      name: "the style of a parameter",
      given: [query({}), query({ style: "pipeDelimited", allowReserved: true, allowEmptyValue: true })],
      want: ["form, exploded", "pipeDelimited, reserved characters unchanged, may be empty"],
    },
    {
      name: "the media type of a parameter",
      given: [query({}), query({ content: { "Application/JSON": {} } })],
      want: ["form, exploded", "application/json"],
    },
    { name: "a status", given: [api({}), api({ responses: { 204: {} } })], want: [null, "204"] },
    { name: "an id", given: [api({}), api({ operationId: "b" })], want: ["addCar", "b"] },
    {
      name: "repeating a call",
      given: [api({ "x-idempotent": true }), api({ "x-idempotent": false })],
      want: [true, false],
    },
    {
      name: "a rate limit",
      given: [api({ "x-rate-limit": { calls: 1, periodSeconds: 1 } }), api({})],
      want: [{ calls: 1, periodSeconds: 1 }, null],
    },
    {
      name: "a new rate limit",
      given: [api({}), api({ "x-rate-limit": { calls: 1, periodSeconds: 1 } })],
      want: [null, { calls: 1, periodSeconds: 1 }],
    },
    {
      name: "a link",
      given: [api({ responses: { 200: {} } }), api({ responses: { 200: { links: { next: {} } } } })],
      want: ["next", "next"],
    },
    {
      name: "the encoding of a part",
      given: [part({}), part({ contentType: "text/csv" })],
      want: [{}, { contentType: "text/csv" }],
    },
    {
      name: "a media type",
      given: [part({}), api({ requestBody: { content: { "text/plain": {}, ...formOf({}) } } })],
      want: [null, "text/plain"],
    },
  ];
  function formOf(encoding: JsonObject): JsonObject {
    return { "multipart/form-data": { schema: object({ a: text }), encoding: { a: encoding } } };
  }
  function part(encoding: JsonObject): JsonObject {
    return api({ requestBody: { content: formOf(encoding) } });
  }
  test.each(table)("$name", ({ given: [old, next], want }) => {
    const [change, ...others] = diff(old, next);
    expect([change?.old, change?.new]).toEqual(want);
    expect(others).toEqual([]);
  });
});
