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
      name: "a form of the body more",
      old: sending(json(text)),
      next: sending({ ...json(text), "text/plain": {} }),
      want: ["minor request body media-type-added"],
    },
    {
      name: "a form of the body less",
      old: sending({ ...json(text), "text/plain": {} }),
      next: sending(json(text)),
      want: ["major request body media-type-removed"],
    },
    {
      name: "a form of the response more",
      old: responding({ content: json(text) }),
      next: responding({ content: { ...json(text), "text/plain": {} } }),
      want: ["major response 200 media-type-added"],
    },
    {
      name: "a form of the response less",
      old: responding({ content: { ...json(text), "text/plain": {} } }),
      next: responding({ content: json(text) }),
      want: ["major response 200 media-type-removed"],
    },
    {
      name: "no response body any more",
      old: responding({ content: json(text) }),
      next: responding({}),
      want: ["major response 200 body-removed"],
    },
    {
      name: "a body that has to be sent",
      old: api({ requestBody: { content: json(text) } }),
      next: api({ requestBody: { content: json(text), required: true } }),
      want: ["major request body body-became-required"],
    },
    {
      name: "a body that may be left out",
      old: api({ requestBody: { content: json(text), required: true } }),
      next: api({ requestBody: { content: json(text) } }),
      want: ["minor request body body-became-optional"],
    },
    {
      name: "a body where there was none",
      old: api({}),
      next: api({ requestBody: { content: json(text), required: true } }),
      want: ["major request body required-body-added"],
    },
    {
      name: "no body any more",
      old: sending(json(text)),
      next: api({}),
      want: ["major request body body-removed"],
    },
    {
      name: "how a part of a form is written",
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
      name: "a header that is always there",
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
      name: "a header that may be missing",
      old: header({ required: true }),
      next: header({}),
      want: ['major response 200 headers["x-count"] header-became-optional'],
    },
    {
      name: "a header that is never missing",
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
      name: "a link more, beside one that stays",
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
      name: "a parameter that may be left out",
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
      name: "a parameter of the operation in the place of one of the path",
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
      name: "whether it is safe to repeat a call",
      old: api({ "x-idempotent": false }),
      next: api({ "x-idempotent": true }),
      want: ["minor request idempotency-changed"],
    },
    {
      name: "no rate limit any more",
      old: api({ "x-rate-limit": { calls: 60, periodSeconds: 60 } }),
      next: api({}),
      want: ["patch request rate-limit-raised"],
    },
    {
      name: "not deprecated after all",
      old: api({ deprecated: true }),
      next: api({}),
      want: ["patch request operation-undeprecated"],
    },
    {
      name: "an id where there was none",
      old: withoutId,
      next: api({}),
      want: [],
    },
  ];
  test.each(table)("$name", ({ old, next: changed, want }) => {
    expect(lines(diff(old, changed))).toEqual(want);
  });
});

test("a server of the operation counts more than those of the path and of the document", () => {
  const served = (operation: JsonObject): JsonObject =>
    api({ servers: [{ url: "https://a" }], ...operation });
  expect(diff(served({}), { ...served({}), servers: [{ url: "https://b" }] })).toEqual([]);
  expect(lines(diff(served({}), served({ servers: [{ url: "https://b" }] })))).toEqual([
    "minor request server-added",
    "major request server-removed",
  ]);
});
