import { describe, expect, test } from "vitest";
import type { JsonObject, JsonValue } from "../src/source/json.ts";
import { api, diff } from "./diff-kit.ts";

function flows(...names: string[]): JsonObject {
  return Object.fromEntries(names.map((name) => [name, { tokenUrl: "https://a/token", scopes: {} }]));
}

const securitySchemes: JsonObject = {
  bearer: { type: "http", scheme: "bearer" },
  basic: { type: "http", scheme: "Basic" },
  key: { type: "apiKey", in: "header", name: "X-Key" },
  fleet: { type: "oauth2", flows: flows("clientCredentials") },
  both: { type: "oauth2", flows: flows("clientCredentials", "authorizationCode") },
};

function secured(security: JsonValue): JsonObject {
  return api({ security }, { securitySchemes });
}

function found(old: JsonValue, next: JsonValue): readonly string[] {
  return diff(secured(old), secured(next)).map(({ level, code, old: before, new: after }) =>
    [level, code, before ?? "", "->", after ?? ""].join(" ").replaceAll(/ +/g, " ").trim(),
  );
}

describe("security requirements are alternatives", () => {
  const table: { name: string; old: JsonValue; next: JsonValue; want: string[] }[] = [
    {
      name: "an alternative more",
      old: [{ bearer: [] }],
      next: [{ bearer: [] }, { key: [] }],
      want: ["minor authentication-alternative-added -> apiKey header X-Key"],
    },
    {
      name: "an alternative less",
      old: [{ bearer: [] }, { key: [] }],
      next: [{ bearer: [] }],
      want: ["major authentication-alternative-removed apiKey header X-Key ->"],
    },
    {
      name: "another kind",
      old: [{ bearer: [] }],
      next: [{ basic: [] }],
      want: ["major authentication-changed bearer -> basic"],
    },
    {
      name: "a scheme with another name and the same credentials",
      old: [{ bearer: [] }],
      next: [{ fleet: [] }],
      want: [],
    },
    { name: "none", old: [{ bearer: [] }], next: [], want: ["minor authentication-removed bearer ->"] },
    { name: "some", old: [], next: [{ bearer: [] }], want: ["major authentication-added -> bearer"] },
    {
      name: "optional ones",
      old: [{ bearer: [] }],
      next: [{ bearer: [] }, {}],
      want: ["minor authentication-removed bearer ->"],
    },
    {
      name: "both instead of one",
      old: [{ bearer: [] }],
      next: [{ bearer: [], key: [] }],
      want: ["major authentication-changed bearer -> apiKey header X-Key and bearer"],
    },
    {
      name: "one instead of both",
      old: [{ bearer: [], key: [] }],
      next: [{ bearer: [] }],
      want: ["minor authentication-alternative-added -> bearer"],
    },
    {
      name: "a scope in one of several alternatives",
      old: [{ fleet: ["a"] }, { key: [] }],
      next: [{ fleet: ["a", "b"] }, { key: [] }],
      want: ["major scope-added -> b"],
    },
    {
      name: "one of two scopes is sufficient",
      old: [{ fleet: ["a", "b"] }],
      next: [{ fleet: ["a"] }, { fleet: ["b"] }],
      want: ["minor authentication-alternative-added -> bearer (b)", "minor scope-removed b ->"],
    },
    {
      name: "one more way to obtain tokens",
      old: [{ fleet: [] }],
      next: [{ both: [] }],
      want: ["minor token-flow-added -> authorizationCode"],
    },
    {
      name: "one way to obtain tokens less",
      old: [{ both: [] }],
      next: [{ fleet: [] }],
      want: ["major token-flow-removed authorizationCode ->"],
    },
  ];
  test.each(table)("$name", ({ old, next, want }) => {
    expect(found(old, next)).toEqual(want);
  });
});

test("a change for all operations is one change with a list of operations", () => {
  const both = (security: JsonValue): JsonObject => {
    const document = secured(security);
    const { "/cars/{vin}": item = {} } = document["paths"] as JsonObject;
    return { ...document, paths: { "/a": { get: { security } }, "/b": item } };
  };
  expect(diff(both([]), both([{ key: [] }]))).toMatchObject([
    {
      code: "authentication-added",
      where: { operation: "GET /a" },
      alsoAt: [{ operation: "POST /b" }],
    },
  ]);
});
