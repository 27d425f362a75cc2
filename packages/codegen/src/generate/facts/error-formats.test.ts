import { expect, test } from "vitest";
import type { JsonObject } from "../../source/json.ts";
import { errorFormats } from "./error-formats.ts";

const oauth: JsonObject = { properties: { error: {}, errors: {} } };
const list: JsonObject = { properties: { errors: {} } };
const traced: JsonObject = { properties: { errors: {}, request_id: {} } };

function formatsOf(
  schemas: Record<string, JsonObject | undefined>,
): Readonly<Record<string, string>> | undefined {
  const responses = Object.fromEntries(
    Object.entries(schemas).map(([status, schema]) => [
      status,
      schema === undefined ? {} : { content: { "application/json": { schema } } },
    ]),
  );
  const get = { operationId: "read", tags: ["a"], security: [], "x-idempotent": true, responses };
  const [formats] = errorFormats({ paths: { "/a": { get } }, components: { schemas: { List: list } } });
  expect(formats?.operation).toBe("read");
  return formats?.byStatus;
}

test.each<{ name: string; schemas: Record<string, JsonObject | undefined>; want: Record<string, string> }>([
  { name: "no error", schemas: { 200: traced, 399: traced }, want: { default: "errors" } },
  { name: "an error without a body", schemas: { 400: undefined }, want: { default: "errors" } },
  { name: "one error", schemas: { 400: traced }, want: { default: "errors-with-request-id" } },
  { name: "an OAuth error", schemas: { 400: oauth }, want: { default: "oauth" } },
  {
    name: "a reference",
    schemas: { 500: { $ref: "#/components/schemas/List" } },
    want: { default: "errors" },
  },
  {
    name: "formats that are equally frequent, of which the first is the default",
    schemas: { 400: oauth, 401: traced },
    want: { default: "oauth", "401": "errors-with-request-id" },
  },
  {
    name: "a later format that is more frequent",
    schemas: { 400: oauth, 401: list, 403: traced, 404: list },
    want: { default: "errors", "400": "oauth", "403": "errors-with-request-id" },
  },
])("returns the formats of an operation with $name", ({ schemas, want }) => {
  expect(formatsOf(schemas)).toEqual(want);
});

test.each([{ properties: {} }, {}, { $ref: "#/components/schemas/None" }])(
  "rejects the error body %j",
  (schema) => {
    expect(() => formatsOf({ 400: schema })).toThrow(
      expect.objectContaining({
        name: "CodegenError",
        message: "GET /a 400: the error body has neither a property `error` nor a property `errors`",
      }),
    );
  },
);
