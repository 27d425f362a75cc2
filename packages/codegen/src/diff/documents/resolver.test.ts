import { expect, test } from "vitest";
import { CodegenError } from "../../source/codegen-error.ts";
import type { JsonObject, JsonValue } from "../../source/json.ts";
import type { Located, SpecificationDocument } from "./located.ts";
import { dereference, resolverOf } from "./resolver.ts";

const cars: SpecificationDocument = {
  id: "cars",
  value: {
    a: { b: 1 },
    chain: { $ref: "#/link" },
    link: { $ref: "./v1/types.json#/c" },
    loop: { $ref: "#/loops" },
    loops: { $ref: "#/loop" },
    lost: { $ref: "#/gone" },
    word: { $ref: "#/text" },
    text: "a",
  },
};
const types: SpecificationDocument = { id: "v1/types", value: { c: { d: 2 } } };
const resolve = resolverOf([cars, types]);

function at(pointer: string, value: JsonValue): Located {
  return { value, document: cars, pointer };
}

function below(key: string): Located {
  return at(`/${key}`, cars.value[key] ?? null);
}

test.each(["#/a/b", "cars#/a/b", "./cars.yaml#/a/b", "./cars.yml#/a/b", "cars.json#/a/b"])(
  "the reference %s resolves to the value in its own document",
  (ref) => {
    expect(resolve(ref, at("", null))).toEqual({ value: 1, document: cars, pointer: "/a/b" });
  },
);

test("a reference without a file resolves in the document that it is in", () => {
  expect(resolve("#/c", { value: null, document: types, pointer: "" })).toEqual({
    value: { d: 2 },
    document: types,
    pointer: "/c",
  });
});

test.each(["#/gone", "./v1/types.yaml#/a", "#anchor", "#/a#/b", "#/%"])(
  "the reference %s resolves to nothing",
  (ref) => {
    expect(resolve(ref, at("", null))).toBeUndefined();
  },
);

test.each([
  "./other.yaml#/a",
  "./types.yaml#/c",
  "./cars.yaml.bak#/a",
  "./ca.yamlrs#/a",
  "ca./rs.yaml#/a",
  "./cars.txt#/a",
])("the reference %s leaves the documents", (ref) => {
  expect(() => resolve(ref, at("/a", null))).toThrow(
    new CodegenError(`reference \`${ref}\` leaves the documents that are compared`, {
      file: "cars",
      pointer: "/a",
    }),
  );
});

test("an object without a reference is returned with its place", () => {
  expect(dereference(below("a"), resolve)).toEqual(at("/a", { b: 1 }));
});

test("a chain of references leads to the object at its end, in another document, too", () => {
  expect(dereference(below("chain"), resolve)).toEqual({ value: { d: 2 }, document: types, pointer: "/c" });
});

test.each<{ name: string; key: string; place: string; want: string }>([
  { name: "a text", key: "text", place: "/text", want: 'expected a mapping, got "a"' },
  {
    name: "a reference to a text",
    key: "word",
    place: "/text",
    want: 'expected a mapping, got "a"',
  },
  {
    name: "a reference to nothing",
    key: "lost",
    place: "/lost",
    want: "reference `#/gone` resolves to nothing",
  },
  {
    name: "references to each other",
    key: "loop",
    place: "/loop",
    want: "reference `#/loops` leads back to itself",
  },
])("rejects $name", ({ key, place, want }) => {
  expect(() => dereference(below(key), resolve)).toThrow(
    new CodegenError(want, { file: "cars", pointer: place }),
  );
});

test("an object whose `$ref` is not a text has no reference", () => {
  const value: JsonObject = { $ref: { type: "string" } };
  expect(dereference(at("/a", value), resolve)).toEqual(at("/a", value));
});
