import { describe, expect, test } from "vitest";
import { levelOf } from "../src/diff/codes/change.ts";
import { CodegenError } from "../src/source/codegen-error.ts";
import type { JsonObject } from "../src/source/json.ts";
import { answering, api, diff, lines, object, sending, text } from "./diff-kit.ts";

describe("a change of an operation", () => {
  const secured = (scopes: string[], tokenUrl = "https://a/token"): JsonObject => ({
    ...api(
      { security: [{ any: scopes }] },
      {
        securitySchemes: { any: { type: "oauth2", flows: { clientCredentials: { tokenUrl, scopes: {} } } } },
      },
    ),
  });
  const query = (more: JsonObject): JsonObject =>
    api({ parameters: [{ name: "q", in: "query", schema: text, ...more }] });
  const statuses = (...codes: string[]): JsonObject =>
    api({ responses: Object.fromEntries(codes.map((code) => [code, { description: "" }])) });
  const table: { name: string; old: JsonObject; next: JsonObject; want: string[] }[] = [
    {
      name: "deprecation",
      old: api({}),
      next: api({ deprecated: true }),
      want: ["minor request operation-deprecated"],
    },
    {
      name: "its id",
      old: api({}),
      next: api({ operationId: "b" }),
      want: ["major request operation-id-changed"],
    },
    { name: "a scope", old: secured(["a"]), next: secured(["a", "b"]), want: ["major request scope-added"] },
    {
      name: "a scope less",
      old: secured(["a", "b"]),
      next: secured(["a"]),
      want: ["minor request scope-removed"],
    },
    {
      name: "the token address",
      old: secured([]),
      next: secured([], "https://b/token"),
      want: ["major request token-url-changed"],
    },
    { name: "credentials", old: api({}), next: secured([]), want: ["major request authentication-added"] },
    {
      name: "a parameter",
      old: api({}),
      next: query({}),
      want: ["minor request params.query.q parameter-added"],
    },
    {
      name: "a required parameter",
      old: query({}),
      next: query({ required: true }),
      want: ["major request params.query.q parameter-became-required"],
    },
    {
      name: "the spelling of a list",
      old: query({}),
      next: query({ explode: false }),
      want: ["major request params.query.q parameter-encoding-changed"],
    },
    {
      name: "the value of a parameter",
      old: query({}),
      next: query({ schema: { ...text, maxLength: 3 } }),
      want: ["major request params.query.q constraint-tightened"],
    },
    {
      name: "a status more",
      old: statuses("200"),
      next: statuses("200", "404"),
      want: ["minor response 404 status-added"],
    },
    {
      name: "a status less",
      old: statuses("200", "404"),
      next: statuses("200"),
      want: ["major response 404 status-removed"],
    },
    {
      name: "a new body of a response",
      old: statuses("200"),
      next: answering(text),
      want: ["minor response 200 body-added"],
    },
    {
      name: "a new body of a request",
      old: api({}),
      next: sending(text),
      want: ["minor request body body-added"],
    },
    {
      name: "a lower rate",
      old: api({ "x-rate-limit": { calls: 60, periodSeconds: 60 } }),
      next: api({ "x-rate-limit": { calls: 60, periodSeconds: 120 } }),
      want: ["minor request rate-limit-lowered"],
    },
    {
      name: "the servers",
      old: api({}),
      next: { ...api({}), servers: [{ url: "https://b.example.com" }] },
      want: ["minor request server-added", "major request server-removed"],
    },
  ];
  test.each(table)("$name", ({ old, next, want }) => {
    expect(lines(diff(old, next))).toEqual(want);
  });
});

test("a change has the old value, the new value and the reason for its level", () => {
  expect(diff(answering({ enum: ["a"] }), answering({ enum: ["a", "b"] }))).toEqual([
    {
      code: "enum-value-added",
      level: "minor",
      where: { operation: "POST /cars/{vin}", side: "response", status: "200", path: "" },
      alsoAt: [],
      old: null,
      new: "b",
      reason:
        "A response may have a value that the code does not know; code with a branch for other values handles it.",
    },
  ]);
});

test("the level of all changes is the highest one", () => {
  const changes = diff(answering(object({ a: text })), answering(object({ b: text })));
  expect([levelOf(changes), levelOf([])]).toEqual(["major", "none"]);
});

test("rejects two different APIs", () => {
  const other = { ...api({}), paths: { "/planes": { get: { responses: {} } } } };
  expect(() => diff(api({}), other)).toThrow(
    new CodegenError("these are different APIs: none of 1 and 1 operations is in both"),
  );
});

test("credentials of several kinds are named together, and alternatives separately", () => {
  const securitySchemes = {
    key: { type: "apiKey", in: "header", name: "x" },
    basic: { type: "http", scheme: "basic" },
    bearer: { type: "http", scheme: "bearer" },
  };
  const secured = (security: JsonObject[]): JsonObject => api({ security }, { securitySchemes });
  const changes = diff(
    secured([{ basic: [], bearer: [] }]),
    secured([{ basic: [], bearer: [] }, { key: [] }]),
  );
  expect(JSON.stringify(changes)).toContain("apiKey");
  const removed = diff(secured([{ basic: [], bearer: [] }, { key: [] }]), secured([{ key: [] }]));
  expect(JSON.stringify(removed)).toContain("basic and bearer");
});
