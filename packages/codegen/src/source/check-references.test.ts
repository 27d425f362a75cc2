import { expect, test } from "vitest";
import { checkReferences, findCircularReference } from "./check-references.ts";
import { CodegenError } from "./codegen-error.ts";

function schemas(all: Readonly<Record<string, object>>) {
  return JSON.parse(JSON.stringify({ components: { schemas: all } }));
}

function to(name: string) {
  return { $ref: `#/components/schemas/${name}` };
}

test.each([
  { what: "a schema that refers to itself", all: { A: { items: to("A") } }, from: "A/items" },
  { what: "two schemas that refer to each other", all: { A: to("B"), B: { not: to("A") } }, from: "A" },
  {
    what: "a schema that refers to a part of itself with the reference inside",
    all: { A: { allOf: [{ $ref: "#/components/schemas/A/allOf/0/x" }] }, B: { x: to("B") } },
    from: "B/x",
  },
  {
    what: "a circle behind a chain",
    all: { A: { a: to("B") }, B: { b: to("C") }, C: { c: to("B") } },
    from: "C/c",
  },
])("finds $what", ({ all, from }) => {
  expect(findCircularReference(schemas(all))).toBe(`/components/schemas/${from}/$ref`);
});

test("accepts a schema that is referred to many times", () => {
  const all = { A: { x: to("C"), y: to("C") }, B: { x: to("A"), y: to("C") }, C: { type: "string" } };
  expect(findCircularReference(schemas(all))).toBeUndefined();
  expect(() => checkReferences(schemas(all), "spec.yaml")).not.toThrow();
});

test("follows no reference to another document", () => {
  const all = { A: { $ref: "./other.yaml#/components/schemas/A" } };
  expect(findCircularReference(schemas(all))).toBeUndefined();
});

test("a property whose name is $ref is not a reference", () => {
  const document = schemas({ A: { properties: { $ref: { type: "string" } } } });
  expect(() => checkReferences(document, "spec.yaml")).not.toThrow();
});

test("follows a chain of 20,000 references", () => {
  const names = Array.from({ length: 20_000 }, (_, index) => `S${index}`);
  const all = Object.fromEntries(names.map((name, index) => [name, index === 0 ? {} : to(`S${index - 1}`)]));
  expect(findCircularReference(schemas(all))).toBeUndefined();
});

test.each([
  {
    all: { A: { allOf: [{ $ref: "./b.yaml#/A" }] } },
    want: 'spec.yaml #/components/schemas/A/allOf/0/$ref: reference "./b.yaml#/A" leaves the document',
  },
  {
    all: { A: { $ref: "#no-pointer" } },
    want: 'spec.yaml #/components/schemas/A/$ref: reference "#no-pointer" leaves the document',
  },
  {
    all: { A: to("B") },
    want: 'spec.yaml #/components/schemas/A/$ref: reference "#/components/schemas/B" leads to nothing',
  },
  {
    all: { A: to("A") },
    want: "spec.yaml #/components/schemas/A/$ref: this reference leads back to itself",
  },
])("rejects: $want", ({ all, want }) => {
  expect(() => checkReferences(schemas(all), "spec.yaml")).toThrow(
    expect.objectContaining({ name: "CodegenError", message: want }),
  );
  expect(() => checkReferences(schemas(all), "spec.yaml")).toThrow(CodegenError);
});
