import { describe, expect, test } from "vitest";
import type { JsonObject } from "../src/source/json.ts";
import { api, diff, lines, object, text } from "./diff-kit.ts";

const number: JsonObject = { type: "number" };

function sending(content: JsonObject): JsonObject {
  return api({ requestBody: { content } });
}

function responding(more: JsonObject): JsonObject {
  return api({ responses: { 200: { description: "", ...more } } });
}

function json(schema: JsonObject): JsonObject {
  return { "application/json": { schema } };
}

function header(more: JsonObject): JsonObject {
  return responding({ headers: { "X-Count": { schema: number, ...more } } });
}

const next = { operationId: "addCar" };

const withoutId: JsonObject = {
  openapi: "3.1.1",
  servers: [{ url: "https://api.example.com" }],
  paths: {
    "/cars/{vin}": {
      parameters: [{ name: "vin", in: "path", required: true, schema: text }],
      post: { responses: {} },
    },
  },
};

describe("a change of a part of an operation", () => {
  const table: { name: string; old: JsonObject; next: JsonObject; want: string[] }[] = [
    {
      name: "one more form of the body",
      old: sending(json(text)),
      next: sending({ ...json(text), "text/plain": {} }),
      want: ["minor request body media-type-added"],
    },
    {
      name: "one form of the body less",
      old: sending({ ...json(text), "text/plain": {} }),
      next: sending(json(text)),
      want: ["major request body media-type-removed"],
    },
    {
      name: "one more form of the response",
      old: responding({ content: json(text) }),
      next: responding({ content: { ...json(text), "text/plain": {} } }),
      want: ["major response 200 media-type-added"],
    },
    {
      name: "one form of the response less",
      old: responding({ content: { ...json(text), "text/plain": {} } }),
      next: responding({ content: json(text) }),
      want: ["major response 200 media-type-removed"],
    },
    {
      name: "a removed response body",
      old: responding({ content: json(text) }),
      next: responding({}),
      want: ["major response 200 body-removed"],
    },
    {
      name: "a body that became required",
      old: api({ requestBody: { content: json(text) } }),
      next: api({ requestBody: { content: json(text), required: true } }),
      want: ["major request body body-became-required"],
    },
    {
      name: "a body that became optional",
      old: api({ requestBody: { content: json(text), required: true } }),
      next: api({ requestBody: { content: json(text) } }),
      want: ["minor request body body-became-optional"],
    },
    {
      name: "a new required body",
      old: api({}),
      next: api({ requestBody: { content: json(text), required: true } }),
      want: ["major request body required-body-added"],
    },
    {
      name: "a removed body",
      old: sending(json(text)),
      next: api({}),
      want: ["major request body body-removed"],
    },
    {
      name: "the encoding of a part of a form",
      old: sending({
        "multipart/form-data": {
          schema: object({ a: text }),
          encoding: { a: { contentType: "text/plain" } },
        },
      }),
      next: sending({
        "multipart/form-data": { schema: object({ a: text }), encoding: { a: { contentType: "text/csv" } } },
      }),
      want: ["major request body.a encoding-changed"],
    },
    {
      name: "a header",
      old: responding({}),
      next: header({}),
      want: ['minor response 200 headers["x-count"] header-added'],
    },
    {
      name: "a new header that is always present",
      old: responding({}),
      next: header({ required: true }),
      want: ['minor response 200 headers["x-count"] required-header-added'],
    },
    {
      name: "a header less",
      old: header({}),
      next: responding({}),
      want: ['major response 200 headers["x-count"] header-removed'],
    },
    {
      name: "a header that became optional",
      old: header({ required: true }),
      next: header({}),
      want: ['major response 200 headers["x-count"] header-became-optional'],
    },
    {
      name: "a header that became required",
      old: header({}),
      next: header({ required: true }),
      want: ['minor response 200 headers["x-count"] header-became-required'],
    },
    {
      name: "the value of a header",
      old: header({}),
      next: header({ schema: text }),
      want: ['major response 200 headers["x-count"] type-changed'],
    },
    {
      name: "a deprecated header",
      old: header({}),
      next: header({ deprecated: true }),
      want: ['minor response 200 headers["x-count"] property-deprecated'],
    },
    {
      name: "the name of a header in another case",
      old: header({}),
      next: responding({ headers: { "x-count": { schema: number } } }),
      want: [],
    },
    {
      name: "one more link in addition to an unchanged one",
      old: responding({ links: { first: next } }),
      next: responding({ links: { first: { ...next, description: "The first." }, second: next } }),
      want: ["patch response 200 link-changed"],
    },
    {
      name: "a parameter less",
      old: api({ parameters: [{ name: "q", in: "query", schema: text }] }),
      next: api({}),
      want: ["major request params.query.q parameter-removed"],
    },
    {
      name: "a parameter that became optional",
      old: api({ parameters: [{ name: "q", in: "query", schema: text, required: true }] }),
      next: api({ parameters: [{ name: "q", in: "query", schema: text }] }),
      want: ["minor request params.query.q parameter-became-optional"],
    },
    {
      name: "a deprecated parameter",
      old: api({ parameters: [{ name: "q", in: "query", deprecated: true }] }),
      next: api({ parameters: [{ name: "q", in: "query" }] }),
      want: ["patch request params.query.q parameter-undeprecated"],
    },
    {
      name: "a parameter of the operation that replaces a parameter of the path",
      old: api({}),
      next: api({
        parameters: [{ name: "vin", in: "path", required: true, schema: { ...text, maxLength: 17 } }],
      }),
      want: ["major request params.path.vin constraint-tightened"],
    },
    {
      name: "a parameter that is JSON",
      old: api({ parameters: [{ name: "q", in: "query", content: json(text) }] }),
      next: api({ parameters: [{ name: "q", in: "query", content: json(number) }] }),
      want: ["major request params.query.q type-changed"],
    },
    {
      name: "the idempotency of a call",
      old: api({ "x-idempotent": false }),
      next: api({ "x-idempotent": true }),
      want: ["minor request idempotency-changed"],
    },
    {
      name: "a removed rate limit",
      old: api({ "x-rate-limit": { calls: 60, periodSeconds: 60 } }),
      next: api({}),
      want: ["patch request rate-limit-raised"],
    },
    {
      name: "no longer deprecated",
      old: api({ deprecated: true }),
      next: api({}),
      want: ["patch request operation-undeprecated"],
    },
    {
      name: "a new id",
      old: withoutId,
      next: api({}),
      want: [],
    },
  ];
  test.each(table)("$name", ({ old, next: changed, want }) => {
    expect(lines(diff(old, changed))).toEqual(want);
  });
});

test("a server of the operation takes precedence over servers of the path and of the document", () => {
  const served = (operation: JsonObject): JsonObject =>
    api({ servers: [{ url: "https://a" }], ...operation });
  expect(diff(served({}), { ...served({}), servers: [{ url: "https://b" }] })).toEqual([]);
  expect(lines(diff(served({}), served({ servers: [{ url: "https://b" }] })))).toEqual([
    "minor request server-added",
    "major request server-removed",
  ]);
});
