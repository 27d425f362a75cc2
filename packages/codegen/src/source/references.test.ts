import fc from "fast-check";
import { expect, test } from "vitest";
import { childPointer, pointerKeys, pointerOf, valueAt } from "./json-pointer.ts";
import {
  formatReference,
  mapReferences,
  parseReference,
  resolveReference,
  schemaNameOf,
  schemaReference,
} from "./references.ts";

const document = {
  components: { schemas: { "A B": { allOf: [{ type: "string" }] }, "a/b~c": true, "%41": 1, "": 2 } },
};

test.each([
  { ref: "#/components/schemas/A%20B", want: { allOf: [{ type: "string" }] } },
  { ref: "#/components/schemas/A B/allOf/0", want: { type: "string" } },
  { ref: "#/components/schemas/a~1b~0c", want: true },
  { ref: "#/components/schemas/a%7E1b~0c", want: true },
  { ref: "#/components/schemas/%2541", want: 1 },
  { ref: "#/components/schemas/", want: 2 },
  { ref: "#", want: document },
])("resolves $ref", ({ ref, want }) => {
  expect(resolveReference(document, ref)).toEqual(want);
});

test.each([
  { ref: "#/components/schemas/%41", why: "the name is A after decoding" },
  { ref: "#/components/schemas/A%20B/allOf/1", why: "beyond the list" },
  { ref: "#/components/schemas/A%20B/allOf/00", why: "an index with a leading zero" },
  { ref: "#/components/schemas/A%20B/allOf/-", why: "the item after the last" },
  { ref: "#/components/schemas/A%20B/allOf/length", why: "no index" },
  { ref: "#/components/schemas/toString", why: "not the document's own" },
  { ref: "#/components/schemas/a~2", why: "an invalid escape in a pointer" },
  { ref: "#/%", why: "no percent-encoding" },
  { ref: "#components", why: "no pointer" },
  { ref: "#/a#/b", why: "two fragments" },
  { ref: "./other.yaml#/components", why: "another document" },
])("does not resolve $ref: $why", ({ ref }) => {
  expect(resolveReference(document, ref)).toBeUndefined();
});

test("reads the pointer that it writes, for any key", () => {
  fc.assert(
    fc.property(fc.array(fc.string({ unit: "grapheme" })), (keys) => {
      const pointer = pointerOf(keys);
      expect(pointerKeys(pointer)).toEqual(keys);
      expect(parseReference(formatReference({ file: "./a.yaml", pointer }))).toEqual({
        file: "./a.yaml",
        pointer,
      });
    }),
  );
});

test("finds a value by its pointer, for any key", () => {
  fc.assert(
    fc.property(fc.string(), (key) => {
      expect(valueAt(Object.fromEntries([[key, [true]]]), childPointer(childPointer("", key), 0))).toBe(true);
    }),
  );
});

test.each([
  { ref: "#/components/schemas/A%20B", want: "A B" },
  { ref: "#/components/schemas/A%20B/allOf/0", want: undefined },
  { ref: "#/components/parameters/A", want: undefined },
  { ref: "./other.yaml#/components/schemas/A", want: undefined },
  { ref: undefined, want: undefined },
])("the schema that $ref names is $want", ({ ref, want }) => {
  expect(schemaNameOf(ref)).toBe(want);
});

test("the reference to a schema names the schema", () => {
  fc.assert(
    fc.property(fc.string({ unit: "grapheme" }), (name) => {
      expect(schemaNameOf(schemaReference(name))).toBe(name);
    }),
  );
});

test("renames references at any depth, but not a property called $ref", () => {
  const value = { a: [{ $ref: "#/x" }], properties: { $ref: { type: "string" } } };
  expect(mapReferences(value, (ref) => `${ref}/y`)).toEqual({
    a: [{ $ref: "#/x/y" }],
    properties: { $ref: { type: "string" } },
  });
});
