import { expect, test } from "vitest";
import { refuse } from "../../test/kit.ts";
import { parseBearerChallenge } from "./bearer-challenge.ts";

const nothing = { realm: undefined, error: undefined, description: undefined, scopes: [] };

test.each<[string, string, object | undefined]>([
  ["a bare scheme", "Bearer", nothing],
  [
    "all parameters",
    'Bearer realm="api", error="insufficient_scope", error_description="needs \\"more\\"", scope="a b"',
    { realm: "api", error: "insufficient_scope", description: 'needs "more"', scopes: ["a", "b"] },
  ],
  [
    "plain values, any case, no spaces",
    "bEARER error=invalid_token,REALM=x",
    { ...nothing, error: "invalid_token", realm: "x" },
  ],
  [
    "one of several challenges",
    'Basic realm="b", Bearer error="invalid_token", Digest nonce="n"',
    { ...nothing, error: "invalid_token" },
  ],
  ["a scheme with the same beginning", 'BearerX error="no"', undefined],
  ["another scheme", 'Basic realm="b"', undefined],
  ["a header that cannot be read", 'Bearer error="unfinished', nothing],
])("reads %s", (_name, header, want) => {
  expect(parseBearerChallenge(refuse(401, "", { "www-authenticate": header }))).toEqual(want);
});

test("returns undefined for a response without the header", () => {
  expect(parseBearerChallenge(refuse(401))).toBeUndefined();
});
