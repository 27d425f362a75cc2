import { expect, test } from "vitest";
import { serializePath, serializeQuery } from "./serialize.ts";

test.each([
  [
    "an object as URL-encoded JSON",
    { filter: { vin: { operator: "eq", value: "A B&C" } } },
    "?filter=%7B%22vin%22%3A%7B%22operator%22%3A%22eq%22%2C%22value%22%3A%22A%20B%26C%22%7D%7D",
  ],
  ["a list as repeated keys", { tag: ["a", "b"] }, "?tag=a&tag=b"],
  ["nothing for null and undefined", { a: null, b: undefined, c: 0 }, "?c=0"],
  ["reserved characters percent-encoded", { "a b": "c=d&e" }, "?a%20b=c%3Dd%26e"],
  ["nothing at all", {}, ""],
])("writes %s", (_name, given, want) => {
  expect(serializeQuery(given)).toBe(want);
});

test("fills and percent-encodes path parameters", () => {
  expect(serializePath("POST /x", "/v1/fleets/{vin}/cancel_activation", { vin: "a/b c" })).toBe(
    "/v1/fleets/a%2Fb%20c/cancel_activation",
  );
});

test.each([
  ["missing", {}, "undefined"],
  ["missing together with all others", undefined, "undefined"],
  ["empty", { vin: "" }, '""'],
  ["a step", { vin: "." }, '"."'],
  ["a step up", { vin: ".." }, '".."'],
  ["no text", { vin: null }, "null"],
  ["an object", { vin: { id: 1 } }, "object"],
])("rejects a path parameter that is %s", (_name, values, shown) => {
  const path = "/v1/fleets/vehicles/{vin}";
  expect(() => serializePath(`GET ${path}`, path, values as Record<string, unknown> | undefined)).toThrow(
    new TypeError(
      `params.path.vin of GET /v1/fleets/vehicles/{vin} must be a non-empty string or a number, got ${shown}.`,
    ),
  );
});
