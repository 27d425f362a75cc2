import { expect, test } from "vitest";
import type { JsonObject, JsonValue } from "../../source/json.ts";
import type { Located, SpecificationDocument } from "./located.ts";
import { dereference, resolverOf } from "./resolver.ts";

const cars: SpecificationDocument = {
  id: "cars",
  value: {
    parts: { door: { a: 1 }, alias: { $ref: "#/parts/door" }, circle: { $ref: "#/parts/circle" }, text: "t" },
  },
};
const vans: SpecificationDocument = { id: "vans", value: { parts: { roof: { b: 2 } } } };
const resolve = resolverOf([cars, vans]);

function at(value: JsonValue): Located {
  return { value, document: cars, pointer: "/at" };
}

test.each([
  ["#/parts/door", cars, "/parts/door", { a: 1 }],
  ["./vans.yaml#/parts/roof", vans, "/parts/roof", { b: 2 }],
  ["vans.yml#/parts/roof", vans, "/parts/roof", { b: 2 }],
  ["vans.json#/parts/roof", vans, "/parts/roof", { b: 2 }],
  ["vans#/parts/roof", vans, "/parts/roof", { b: 2 }],
])("resolves %s", (ref, document, pointer, value) => {
  expect(resolve(ref, at({}))).toEqual({ value, document, pointer });
});

test.each(["#/parts/none", "#parts", "./vans.yaml#/parts/door"])("%s resolves to nothing", (ref) => {
  expect(resolve(ref, at({}))).toBeUndefined();
});

test.each(["./other.yaml#/a", "./vans.txt#/parts", "./vans.yaml.yaml#/parts", "x/vans.yaml#/parts"])(
  "refuses %s, which is not compared",
  (ref) => {
    expect(() => resolve(ref, at({}))).toThrow(
      expect.objectContaining({
        message: `cars #/at: reference \`${ref}\` leaves the documents that are compared`,
      }),
    );
  },
);

test("follows a chain of references to an object", () => {
  const start: JsonObject = { $ref: "#/parts/alias" };
  expect(dereference(at(start), resolve)).toEqual({
    value: { a: 1 },
    document: cars,
    pointer: "/parts/door",
  });
  expect(dereference(at({ x: 1 }), resolve)).toEqual(at({ x: 1 }));
});

test.each<[JsonValue, string]>([
  [{ $ref: "#/parts/none" }, "cars #/at: reference `#/parts/none` resolves to nothing"],
  [{ $ref: "#/parts/circle" }, "cars #/parts/circle: reference `#/parts/circle` leads back to itself"],
  [{ $ref: "#/parts/text" }, 'cars #/parts/text: expected a mapping, got "t"'],
  [[1], "cars #/at: expected a mapping, got a list"],
])("refuses %j", (value, message) => {
  expect(() => dereference(at(value), resolve)).toThrow(
    expect.objectContaining({ name: "CodegenError", message }),
  );
});
