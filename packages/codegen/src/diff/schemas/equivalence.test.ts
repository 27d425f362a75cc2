import { expect, test } from "vitest";
import { components, specification } from "../../../test/support/schema-kit.ts";
import type { JsonObject } from "../../source/json.ts";
import { equivalenceOf, signaturesOf } from "./equivalence.ts";
import type { SchemaNode } from "./schema-node.ts";
import type { Signature } from "./signature.ts";

const text: JsonObject = { type: "string" };

function object(properties: JsonObject): JsonObject {
  return { type: "object", properties };
}

function ref(name: string): JsonObject {
  return { $ref: `${components}${name}` };
}

/** The classes of the components, by name. */
function classesOf(schemas: JsonObject): Readonly<Record<string, number>> {
  const { graph, nodeOf } = specification(schemas);
  const nodes = Object.keys(schemas).map((name) => [name, nodeOf(ref(name))] as const);
  const classOf = equivalenceOf(signaturesOf([{ graph, nodes: nodes.map(([, node]) => node) }]));
  return Object.fromEntries(nodes.map(([name, node]) => [name, classOf(node)]));
}

/** Counts how often the content of a schema is read. */
class CountedSignatures extends Map<SchemaNode, Signature> {
  reads = 0;

  override get(node: SchemaNode): Signature | undefined {
    this.reads += 1;
    return super.get(node);
  }
}

test("a schema that is not part of the comparison is in no class", () => {
  const { graph, nodeOf } = specification();
  const classOf = equivalenceOf(signaturesOf([{ graph, nodes: [nodeOf(text)] }]));
  expect([classOf(nodeOf(text)), classOf(nodeOf({}))]).toEqual([0, -1]);
});

test("reaches schemas in properties and in conditions, each once", () => {
  const { graph, nodeOf } = specification({ Loop: object({ next: ref("Loop"), name: text }) });
  const loop = nodeOf(ref("Loop"));
  const signatures = signaturesOf([
    { graph, nodes: [loop, nodeOf({ ...text, not: { const: "a" } })] },
    { graph, nodes: [loop] },
  ]);
  expect([...signatures.keys()].map(({ locations }) => locations[0]?.pointer)).toEqual([
    "",
    "/not",
    "/components/schemas/Loop",
    "/components/schemas/Loop/properties/name",
  ]);
});

test("schemas differ if a schema inside them differs at any depth", () => {
  const { A, B, C, D } = classesOf({
    A: object({ a: object({ a: object({ a: text }) }) }),
    B: object({ a: object({ a: object({ a: { type: "number" } }) }) }),
    C: object({ a: object({ a: object({ a: { ...text, title: "C" } }) }) }),
    D: object({ a: object({ b: object({ a: text }) }) }),
  });
  expect(A).toBe(C);
  expect(new Set([A, B, D]).size).toBe(3);
});

test("recursive schemas are equal if they are equal at each depth", () => {
  const { One, Two, Three, Other } = classesOf({
    One: object({ next: ref("One") }),
    Two: object({ next: ref("Three") }),
    Three: object({ next: ref("Two") }),
    Other: object({ next: object({ next: ref("Other"), end: text }) }),
  });
  expect([Two, Three]).toEqual([One, One]);
  expect(Other).not.toBe(One);
});

test.each<[string, number, (count: number) => JsonObject]>([
  [
    "nested deeply",
    4.5,
    (count) =>
      Object.fromEntries(
        Array.from({ length: count }, (_, index) => [
          `S${index}`,
          index === count - 1 ? object({ end: text }) : object({ next: ref(`S${index + 1}`) }),
        ]),
      ),
  ],
  [
    "alike and used by others that are alike",
    2.5,
    (count) =>
      Object.fromEntries(
        Array.from({ length: count }, (_, index) => [
          `S${index}`,
          object({ next: ref(`S${Math.floor(index / 2)}`), ...(index % 64 === 63 ? { end: text } : {}) }),
        ]),
      ),
  ],
])("reads schemas that are %s at most %d times each", (_name, times, schemasOf) => {
  const count = 1024;
  const schemas = schemasOf(count);
  const { graph, nodeOf } = specification(schemas);
  const nodes = Object.keys(schemas).map((name) => nodeOf(ref(name)));
  const signatures = new CountedSignatures(signaturesOf([{ graph, nodes }]));
  equivalenceOf(signatures);
  expect(signatures.reads).toBeLessThan(count * times);
});
