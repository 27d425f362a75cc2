import { expect, test } from "vitest";
import type { JsonValue } from "../../source/json.ts";
import { withoutEmptyParts } from "./empty-parts.ts";

const full = { type: "object", properties: { a: { type: "string" } } };

test.each<[string, JsonValue, number]>([
  ["an object without properties", { type: "object" }, 1],
  ["a union of such objects and null", { anyOf: [{ type: "object" }, { type: "null" }] }, 1],
  ["only a description, which allows any value", { description: "A." }, 2],
  ["an object with any members", { type: "object", additionalProperties: true }, 2],
  ["any value but objects", { type: "string" }, 2],
  ["an object with a property", { properties: { b: {} } }, 2],
  ["a union of which one part has properties", { anyOf: [{ type: "object" }, full] }, 2],
  ["alternatives without properties", { oneOf: [{ type: "object" }] }, 1],
  ["parts without properties", { allOf: [{ type: "object" }] }, 1],
  ["an object that rejects other members", { type: "object", additionalProperties: false }, 1],
  ["a boolean", true, 2],
  ...["enum", "const", "items", "prefixItems", "patternProperties"].map(
    (keyword) =>
      [`the keyword ${keyword}`, { type: "object", [keyword]: [{}] }, 2] satisfies [
        string,
        JsonValue,
        number,
      ],
  ),
  ["null alone", { anyOf: [{ type: "null" }] }, 2],
])("keeps the expected number of parts of allOf with %s: %#", (_name, part, count) => {
  const document = withoutEmptyParts({ allOf: [part, full] });
  expect(document["allOf"]).toHaveLength(count);
});

test("removes a referenced part without properties, and keeps an unresolved reference", () => {
  const components = { schemas: { Empty: { type: "object" } } };
  const given = { components, allOf: [{ $ref: "#/components/schemas/Empty" }, { $ref: "#/none" }, full] };
  expect(withoutEmptyParts(given)["allOf"]).toEqual([{ $ref: "#/none" }, full]);
});

test("keeps a part that consists of itself", () => {
  const components = { schemas: { Circle: { allOf: [{ $ref: "#/components/schemas/Circle" }] } } };
  const given = { components, allOf: [{ $ref: "#/components/schemas/Circle" }, full] };
  expect(withoutEmptyParts(given)).toEqual(given);
});

test("removes parts of allOf at any depth, and nothing else", () => {
  const parts = [{ type: "object" }, full];
  const given = { list: [{ allOf: parts }], anyOf: parts, properties: { allOf: { type: "object" } } };
  expect(withoutEmptyParts(given)).toEqual({ ...given, list: [{ allOf: [full] }] });
});

test("keeps only the first part if no part has properties", () => {
  const given = {
    allOf: [
      { type: "object", title: "A" },
      { type: "object", title: "B" },
    ],
  };
  expect(withoutEmptyParts(given)).toEqual({ allOf: [{ type: "object", title: "A" }] });
});

test("never removes the last part", () => {
  expect(withoutEmptyParts({ allOf: [{ type: "object" }] })).toEqual({ allOf: [{ type: "object" }] });
});
