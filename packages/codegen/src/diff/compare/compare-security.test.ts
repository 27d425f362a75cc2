import { expect, test } from "vitest";
import { api, diff } from "../../../test/diff-kit.ts";
import { type ChangeRow, rowsOf } from "../../../test/support/change-rows.ts";
import type { JsonObject, JsonValue } from "../../source/json.ts";

function oauth(flows: Readonly<Record<string, JsonObject>>): JsonObject {
  return { type: "oauth2", flows };
}

const securitySchemes: JsonObject = {
  bearer: { type: "http", scheme: "bearer" },
  basic: { type: "http", scheme: "basic" },
  key: { type: "apiKey", in: "header", name: "X" },
  tls: { type: "mutualTLS" },
  fleet: oauth({ clientCredentials: { tokenUrl: "https://b", refreshUrl: "https://a" } }),
  swapped: oauth({ clientCredentials: { tokenUrl: "https://a", refreshUrl: "https://b" } }),
  driver: oauth({ clientCredentials: { tokenUrl: "https://c" } }),
};

/** `code old -> new` of each change between two lists of security requirements. */
function found(old: JsonValue, next: JsonValue): readonly ChangeRow[] {
  const secured = (security: JsonValue): JsonObject => api({ security }, { securitySchemes });
  return rowsOf(diff(secured(old), secured(next)));
}

test.each<{ name: string; old: JsonValue; next: JsonValue; want: readonly ChangeRow[] }>([
  { name: "no credentials in two spellings", old: [], next: [{}], want: [] },
  {
    name: "credentials instead of optional ones",
    old: [{}, { basic: [] }],
    next: [{ basic: [] }],
    want: [["authentication-added", "request", null, "basic"]],
  },
  {
    name: "new alternatives, sorted",
    old: [],
    next: [{ fleet: ["b", "a"], basic: [] }, { key: [] }],
    want: [["authentication-added", "request", null, "apiKey header X or basic and bearer (a b)"]],
  },
  {
    name: "no more alternatives, sorted",
    old: [{ tls: [] }, { basic: [] }],
    next: [],
    want: [["authentication-removed", "request", "basic or mutualTLS", null]],
  },
  {
    name: "two kinds of credentials in another order",
    old: [{ basic: [], key: [] }],
    next: [{ key: [], basic: [] }],
    want: [],
  },
  {
    name: "one alternative instead of two",
    old: [{ basic: [] }, { key: [] }],
    next: [{ tls: [] }],
    want: [
      ["authentication-alternative-added", "request", null, "mutualTLS"],
      ["authentication-alternative-removed", "request", "apiKey header X", null],
      ["authentication-alternative-removed", "request", "basic", null],
    ],
  },
  {
    name: "two alternatives instead of one",
    old: [{ tls: [] }],
    next: [{ basic: [] }, { key: [] }],
    want: [
      ["authentication-alternative-added", "request", null, "apiKey header X"],
      ["authentication-alternative-added", "request", null, "basic"],
      ["authentication-alternative-removed", "request", "mutualTLS", null],
    ],
  },
  {
    name: "another alternative beside an unchanged one",
    old: [{ basic: [] }, { key: [] }],
    next: [{ tls: [] }, { key: [] }],
    want: [
      ["authentication-alternative-added", "request", null, "mutualTLS"],
      ["authentication-alternative-removed", "request", "basic", null],
    ],
  },
  {
    name: "one of two alternatives with scopes",
    old: [{ fleet: ["a"] }, { fleet: ["b"] }],
    next: [{ fleet: ["b"] }],
    want: [["authentication-alternative-removed", "request", "bearer (a)", null]],
  },
  {
    name: "scopes of the most similar alternatives",
    old: [{ fleet: ["a", "b"] }, { fleet: ["c", "d"] }],
    next: [{ fleet: ["c", "d", "e"] }, { fleet: ["a"] }],
    want: [
      ["scope-added", "request", null, "e"],
      ["scope-removed", "request", "b", null],
    ],
  },
  {
    name: "scopes of one of two kinds of credentials",
    old: [{ fleet: ["a"], key: ["x"] }],
    next: [{ fleet: ["x"], key: ["x"] }],
    want: [
      ["scope-added", "request", null, "x"],
      ["scope-removed", "request", "a", null],
    ],
  },
  { name: "token addresses in another order", old: [{ fleet: [] }], next: [{ swapped: [] }], want: [] },
  {
    name: "another token address",
    old: [{ fleet: [] }],
    next: [{ driver: [] }],
    want: [["token-url-changed", "request", ["https://a", "https://b"], ["https://c"]]],
  },
  {
    name: "one more token address, in another alternative",
    old: [{ driver: ["x"] }],
    next: [{ driver: ["x"] }, { fleet: ["y"] }],
    want: [
      ["authentication-alternative-added", "request", null, "bearer (y)"],
      ["token-url-changed", "request", ["https://c"], ["https://a", "https://b", "https://c"]],
    ],
  },
  {
    name: "a token whose address is no longer described",
    old: [{ fleet: [] }],
    next: [{ bearer: [] }],
    want: [],
  },
])("$name", ({ old, next, want }) => {
  expect(found(old, next)).toEqual(want);
});
