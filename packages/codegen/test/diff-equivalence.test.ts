import fc from "fast-check";
import { expect, test } from "vitest";
import { resolverOf } from "../src/diff/documents/resolver.ts";
import { equivalenceOf, type Signatures, signaturesOf } from "../src/diff/schemas/equivalence.ts";
import { schemaGraph } from "../src/diff/schemas/schema-graph.ts";
import { signatureText } from "../src/diff/schemas/signature.ts";
import type { JsonObject } from "../src/source/json.ts";

/** Schemas with few forms that refer to each other at random: many of them have the same meaning. */
const documents = fc.integer({ min: 1, max: 24 }).chain((count) => {
  const target = fc.nat({ max: count - 1 });
  const schema = fc.record({
    left: target,
    right: fc.option(target, { freq: 3 }),
    leaf: fc.nat({ max: 12 }),
  });
  return fc.array(schema, { minLength: count, maxLength: count }).map((list) =>
    list.map(({ left, right, leaf }): JsonObject => {
      if (leaf === 0) return { type: "string" };
      return {
        type: "object",
        properties: {
          left: { $ref: `#/components/schemas/S${left}` },
          ...(right === null ? {} : { right: { $ref: `#/components/schemas/S${right}` } }),
        },
      };
    }),
  );
});

function signaturesIn(schemas: readonly JsonObject[]): Signatures {
  const value = {
    components: { schemas: Object.fromEntries(schemas.map((schema, index) => [`S${index}`, schema])) },
  };
  const document = { id: "spec", value };
  const graph = schemaGraph(resolverOf([document]));
  const nodes = schemas.map((_, index) =>
    graph.nodeAt({ value: { $ref: `#/components/schemas/S${index}` }, document, pointer: "" }),
  );
  return signaturesOf([{ graph, nodes }]);
}

/** Separates all schemas repeatedly, until the number of classes does not change. */
function classesByRepetition(signatures: Signatures): ReadonlyMap<object, string> {
  let classes: ReadonlyMap<object, string> = new Map([...signatures.keys()].map((node) => [node, "0"]));
  for (let count = 0; count !== new Set(classes.values()).size; ) {
    count = new Set(classes.values()).size;
    const numbers = new Map<string, number>();
    const known = classes;
    classes = new Map(
      [...signatures].map(([node, signature]) => {
        const text = signatureText(signature, (inner) => Number(known.get(inner)));
        if (!numbers.has(text)) numbers.set(text, numbers.size);
        return [node, String(numbers.get(text))];
      }),
    );
  }
  return classes;
}

test("finds exactly the schemas with the same meaning", () => {
  fc.assert(
    fc.property(documents, (schemas) => {
      const signatures = signaturesIn(schemas);
      const classOf = equivalenceOf(signatures);
      const expected = classesByRepetition(signatures);
      const nodes = [...signatures.keys()];
      for (const left of nodes)
        for (const right of nodes)
          expect(classOf(left) === classOf(right)).toBe(expected.get(left) === expected.get(right));
    }),
    { numRuns: 300 },
  );
});
