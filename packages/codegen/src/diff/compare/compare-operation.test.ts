import { expect, test } from "vitest";
import { api, diff, object, text } from "../../../test/diff-kit.ts";
import { type ChangeRow, rowsOf } from "../../../test/support/change-rows.ts";
import type { JsonObject } from "../../source/json.ts";

function limit(calls: number, periodSeconds: number): JsonObject {
  return { calls, periodSeconds };
}

function limited(calls: number, periodSeconds: number): JsonObject {
  return api({ "x-rate-limit": limit(calls, periodSeconds) });
}

function servers(...urls: string[]): JsonObject {
  return api({ servers: urls.map((url) => ({ url })) });
}

function query(more: JsonObject): JsonObject {
  return api({ parameters: [{ name: "q", in: "query", schema: text, ...more }] });
}

function header(more: JsonObject): JsonObject {
  return api({ responses: { 200: { headers: { A: { schema: text, ...more } } } } });
}

function body(more: JsonObject): JsonObject {
  return api({ requestBody: { content: {}, ...more } });
}

function form(encoding: JsonObject): JsonObject {
  return body({ content: { "multipart/form-data": { schema: object({ "a-b": text }), encoding } } });
}

function links(value: JsonObject): JsonObject {
  return api({ responses: { 200: { links: value } } });
}

const headerA = 'response 200 headers["a"]';

test.each<{ name: string; given: readonly [JsonObject, JsonObject]; want: readonly ChangeRow[] }>([
  {
    name: "another path and another method",
    given: [
      { openapi: "3.1.1", paths: { "/a": { get: { operationId: "a" } } } },
      { openapi: "3.1.1", paths: { "/b": { put: { operationId: "a" } } } },
    ],
    want: [["operation-moved", "request", "GET /a", "PUT /b"]],
  },
  {
    name: "a new operation",
    given: [
      { openapi: "3.1.1", paths: { "/a": { get: {} } } },
      { openapi: "3.1.1", paths: { "/a": { get: {}, put: {} } } },
    ],
    want: [["operation-added", "request", null, "PUT /a"]],
  },
  {
    name: "an operation less",
    given: [
      { openapi: "3.1.1", paths: { "/a": { get: {}, put: {} } } },
      { openapi: "3.1.1", paths: { "/a": { get: {} } } },
    ],
    want: [["operation-removed", "request", "PUT /a", null]],
  },
  {
    name: "no id",
    given: [api({ operationId: "a" }), api({ operationId: 1 })],
    want: [["operation-id-changed", "request", "a", null]],
  },
  {
    name: "no knowledge of repeated calls",
    given: [api({ "x-idempotent": true }), api({})],
    want: [["idempotency-changed", "request", true, null]],
  },
  { name: "new knowledge of repeated calls", given: [api({}), api({ "x-idempotent": true })], want: [] },
  {
    name: "the same rate in a longer period",
    given: [limited(1, 1), limited(60, 60)],
    want: [["rate-limit-raised", "request", limit(1, 1), limit(60, 60)]],
  },
  {
    name: "more calls",
    given: [limited(1, 60), limited(2, 60)],
    want: [["rate-limit-raised", "request", limit(1, 60), limit(2, 60)]],
  },
  {
    name: "fewer calls",
    given: [limited(2, 60), limited(1, 60)],
    want: [["rate-limit-lowered", "request", limit(2, 60), limit(1, 60)]],
  },
  {
    name: "a first limit",
    given: [api({}), limited(2, 60)],
    want: [["rate-limit-lowered", "request", null, limit(2, 60)]],
  },
  { name: "the same limit", given: [limited(2, 60), limited(2, 60)], want: [] },
  {
    name: "one of two servers",
    given: [servers("https://a", "https://b"), servers("https://c", "https://a")],
    want: [
      ["server-added", "request", null, "https://c"],
      ["server-removed", "request", "https://b", null],
    ],
  },
  {
    name: "a new parameter that is required",
    given: [api({}), query({ required: true })],
    want: [["required-parameter-added", "request params.query.q", null, "params.query.q"]],
  },
  {
    name: "a deprecated parameter that is required now",
    given: [query({}), query({ required: true, deprecated: true })],
    want: [
      ["parameter-became-required", "request params.query.q", null, null],
      ["parameter-deprecated", "request params.query.q", null, null],
    ],
  },
  {
    name: "a header that is no longer deprecated, in another encoding",
    given: [header({ deprecated: true }), header({ explode: true })],
    want: [
      ["encoding-changed", headerA, "simple", "simple, exploded"],
      ["property-undeprecated", headerA, null, null],
    ],
  },
  {
    name: "a status less and a status more",
    given: [api({ responses: { 200: {}, 201: {} } }), api({ responses: { 200: {}, default: {} } })],
    want: [
      ["status-removed", "response 201", "201", null],
      ["status-added", "response default", null, "default"],
    ],
  },
  {
    name: "links",
    given: [
      links({ same: {}, gone: {}, changed: { operationId: "a" } }),
      links({ same: {}, added: {}, changed: { operationId: "b" } }),
    ],
    want: [
      ["link-changed", "response 200", "added", "added"],
      ["link-changed", "response 200", "changed", "changed"],
      ["link-changed", "response 200", "gone", "gone"],
    ],
  },
  { name: "an unchanged body without content", given: [body({}), body({})], want: [] },
  {
    name: "a body with content instead of one without",
    given: [body({}), body({ content: { "text/plain": {} } })],
    want: [["body-added", "request body", null, null]],
  },
  {
    name: "a body without content instead of one with it",
    given: [body({ content: { "text/plain": {} } }), body({})],
    want: [["body-removed", "request body", null, null]],
  },
  {
    name: "another media type",
    given: [body({ content: { "text/a": {} } }), body({ content: { "text/b": {} } })],
    want: [
      ["media-type-added", "request body", null, "text/b"],
      ["media-type-removed", "request body", "text/a", null],
    ],
  },
  {
    name: "a body that became required",
    given: [body({}), body({ required: true })],
    want: [["body-became-required", "request body", null, null]],
  },
  {
    name: "the encoding of a part, which had none",
    given: [form({}), form({ "a-b": { contentType: "text/csv" } })],
    want: [["encoding-changed", 'request body["a-b"]', {}, { contentType: "text/csv" }]],
  },
  {
    name: "the encoding of a part, which has none now",
    given: [form({ "a-b": { contentType: "text/csv" } }), form({})],
    want: [["encoding-changed", 'request body["a-b"]', { contentType: "text/csv" }, {}]],
  },
  { name: "an empty encoding of a part", given: [form({ "a-b": {} }), form({})], want: [] },
])("$name", ({ given: [old, next], want }) => {
  expect(rowsOf(diff(old, next))).toEqual(want);
});
