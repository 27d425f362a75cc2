import { expect, test } from "vitest";
import { components, plainMeaning, specification } from "../../../test/support/schema-kit.ts";
import type { JsonObject, JsonValue } from "../../source/json.ts";
import { meetAlternatives, meetMarks } from "./combine.ts";
import type { Meaning } from "./meaning.ts";
import { nodeStore } from "./node-store.ts";
import { recipeReader } from "./recipe-reader.ts";

const object = { type: "object" };

function ref(name: string): JsonObject {
  return { $ref: `${components}${name}` };
}

function having(...required: readonly string[]): JsonObject {
  return { ...object, required };
}

/** Reads schemas and lists the pairs of required names that are combined. */
function reader(schemas: JsonObject) {
  const { resolve, at } = specification(schemas);
  const nodes = nodeStore(resolve);
  const combined: string[] = [];
  const meet = (left: Meaning, right: Meaning): Meaning => {
    combined.push(`${namesIn(left)} and ${namesIn(right)}`);
    return {
      alternatives: meetAlternatives(left.alternatives, right.alternatives, nodes.join),
      isExclusive: false,
      marks: meetMarks(left.marks, right.marks),
      unknown: new Set([...left.unknown, ...right.unknown]),
    };
  };
  const read = recipeReader({ nodes, resolve, meet });
  return { read: (schema: JsonValue) => read(at(schema)), combined };
}

function namesIn({ alternatives }: Meaning): string {
  return alternatives.flatMap(({ members }) => [...(members?.required ?? [])]).join();
}

test("a schema is read once, even if others were based on it before", () => {
  const { read, combined } = reader({ A: having("a"), B: { ...having("b"), allOf: [ref("A")] } });
  const schema = { ...having("c"), allOf: [ref("B")] };
  const meaning = read(schema);
  const count = combined.length;
  expect(namesIn(meaning)).toBe("c,b,a");
  expect(read(schema)).toBe(meaning);
  expect(combined).toHaveLength(count);
  expect(read(ref("B"))).toBe(read(ref("B")));
  expect(combined.slice(count)).toEqual(["b and a"]);
});

test("a common base is included once", () => {
  const { read, combined } = reader({
    Base: having("base"),
    Left: { ...having("left"), allOf: [ref("Base")] },
    Right: { ...having("right"), allOf: [ref("Base")] },
  });
  expect(namesIn(read({ ...having("own"), allOf: [ref("Left"), ref("Right")] }))).toBe("own,left,base,right");
  expect(combined).toEqual(["own and left", "base and right", "own,left and base,right"]);
});

test("schemas that inherit in 2 ** 40 ways are read", () => {
  const levels = Array.from({ length: 40 }, (_, index) => [
    `S${index}`,
    { allOf: [ref(`S${index + 1}`), { ...ref(`S${index + 1}`), minProperties: 1 }] },
  ]);
  const { read } = reader({ ...Object.fromEntries(levels), S40: having("end") });
  expect(namesIn(read(ref("S0")))).toBe("end");
});

test("a schema that is based on a kind of object has the kind's property", () => {
  const { read } = reader({
    Pet: { ...having("kind"), discriminator: { propertyName: "kind", mapping: { cat: "Cat", dog: "Dog" } } },
    Cat: { ...having("lives"), allOf: [ref("Pet")] },
    Dog: { ...having("tricks"), allOf: [ref("Pet")] },
  });
  expect(plainMeaning(read(ref("Cat")))).toEqual({
    alternatives: [
      {
        ...object,
        required: ["lives", "kind"],
        properties: { kind: "/components/schemas/Pet/properties/kind" },
      },
    ],
  });
});

test("the variants of a discriminator have its property", () => {
  const { read } = reader({ Cat: having("lives"), Dog: having("tricks") });
  const union = { oneOf: [ref("Cat"), ref("Dog")], discriminator: { propertyName: "kind" } };
  const kind = { properties: { kind: "/properties/kind" } };
  expect(plainMeaning(read({ ...object, ...union }))).toEqual({
    alternatives: [
      { ...object, ...kind, required: ["lives", "kind"] },
      { ...object, ...kind, required: ["tricks", "kind"] },
    ],
  });
});

test.each<[string, JsonObject, boolean]>([
  ["the target of a reference", { ...ref("Pet"), minProperties: 1 }, true],
  ["a variant", { oneOf: [ref("Pet")] }, true],
  ["a base", { allOf: [ref("Pet")] }, false],
])("a schema has the kinds of objects of %s: %j is %s", (_name, schema, want) => {
  const pet = { ...object, discriminator: { propertyName: "kind", mapping: { cat: "Cat" } } };
  const { read } = reader({ Pet: pet, Cat: having("lives") });
  const [alternative] = read({ ...object, ...schema }).alternatives;
  expect([...(alternative?.members?.kinds.keys() ?? [])]).toEqual(want ? ["kind=cat"] : []);
});

test("references and types that are unknown are collected, and marks are read", () => {
  const { read } = reader({});
  const schema = { ...ref("Gone"), type: ["object", "thing"], readOnly: true };
  expect(plainMeaning(read(schema))).toMatchObject({
    unknown: [`${components}Gone`, "type thing"],
    marks: { readOnly: true },
  });
});

test("checks the keywords of each part", () => {
  const { read } = reader({ A: { allOf: [{ typ: "a" }] } });
  expect(() => read({ anyOf: [ref("A")] })).toThrow(
    "spec #/components/schemas/A/allOf/0/typ: keyword `typ` of a schema cannot be compared: it is unknown",
  );
});
