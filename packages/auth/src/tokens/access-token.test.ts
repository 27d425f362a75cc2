import { inspect } from "node:util";
import { expect, test } from "vitest";
import { accessToken } from "./access-token.ts";

const token = accessToken({ value: "t0k3n", expiresAt: 1, scopes: new Set(["a"]) });

test("has value, expiry and scopes", () => {
  const { value, expiresAt, scopes } = token;
  expect([value, expiresAt, scopes]).toEqual(["t0k3n", 1, new Set(["a"])]);
});

test.each([
  ["inspect", () => inspect(token, { depth: null, showHidden: true })],
  ["JSON", () => JSON.stringify({ token })],
  ["a copy by spread", () => inspect({ ...token })],
  ["a structured clone", () => inspect(structuredClone(token))],
])("shows expiry and not the value by %s", (_name, show) => {
  expect(show()).toContain("expiresAt");
  expect(show()).not.toContain("t0k3n");
});
