import { expect, test } from "vitest";
import { withoutEmptyParts } from "./empty-parts.ts";

const full = { type: "object", properties: { a: { type: "string" } } };

test.each([
  ["an object without properties", { type: "object" }, 1],
  ["a union of such objects and null", { anyOf: [{ type: "object" }, { type: "null" }] }, 1],
  ["only a description, which allows any value", { description: "A." }, 2],
  ["an object with any members", { type: "object", additionalProperties: true }, 2],
  ["a list of values", { type: "object", enum: [{}] }, 2],
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

test("never removes the last part", () => {
  expect(withoutEmptyParts({ allOf: [{ type: "object" }] })).toEqual({ allOf: [{ type: "object" }] });
});
