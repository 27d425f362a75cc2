import { expect, test } from "vitest";
import { compareApis } from "../src/diff/compare/compare-apis.ts";
import type { Api } from "../src/diff/operations/api.ts";
import { readApi } from "../src/diff/operations/read-api.ts";
import type { JsonObject } from "../src/source/json.ts";
import { answering, diff, lines, object, text } from "./diff-kit.ts";

function ref(index: number): JsonObject {
  return { $ref: `#/components/schemas/S${index}` };
}

function schemas(count: number, schemaAt: (index: number) => JsonObject): JsonObject {
  return Object.fromEntries(Array.from({ length: count }, (_, index) => [`S${index}`, schemaAt(index)]));
}

/** Each schema contains the next one twice, so the last one has 2 ** count paths. */
function chain(count: number, last: JsonObject = text): JsonObject {
  return schemas(count, (index) => {
    const next = index + 1 < count ? ref(index + 1) : last;
    return object({ a: next, b: next });
  });
}

/** Each schema contains all schemas, including itself. */
function mutual(count: number, last: JsonObject = text): JsonObject {
  return schemas(count, (index) =>
    object({
      name: { const: `S${index}` },
      ...(index === count - 1 ? { last } : {}),
      ...Object.fromEntries(Array.from({ length: count }, (_, other) => [`s${other}`, ref(other)])),
    }),
  );
}

function at(components: JsonObject): JsonObject {
  return answering(ref(0), components);
}

test.each([
  { name: "five schemas that refer to each other", given: mutual(5) },
  { name: "a hundred schemas that refer to each other", given: mutual(100) },
  { name: "22 schemas with two references each", given: chain(22) },
  { name: "a thousand schemas with two references each", given: chain(1000) },
  {
    name: "a thousand parts of parts",
    given: schemas(1000, (index) => (index < 999 ? { allOf: [ref(index + 1)] } : text)),
  },
  {
    name: "four thousand schemas of which each inherits from the next one",
    given: schemas(4000, (index) => ({
      allOf: [...(index < 3999 ? [ref(index + 1)] : []), object({ [`p${index}`]: text })],
    })),
  },
  {
    name: "four thousand parts of one schema, which all have one property",
    given: schemas(4000, (index) =>
      index === 0
        ? { allOf: Array.from({ length: 3999 }, (_, part) => ref(part + 1)) }
        : object({ p: object({ [`q${index}`]: text }) }),
    ),
  },
  {
    name: "60 schemas of which each has the next one twice in its parts",
    given: schemas(60, (index) => (index < 59 ? { allOf: [ref(index + 1), ref(index + 1)] } : text)),
  },
  {
    name: "a thousand references to references",
    given: schemas(1000, (index) => (index < 999 ? ref(index + 1) : text)),
  },
])("a document is equal to itself: $name", ({ given }) => {
  const document = at(given);
  expect(diff(document, structuredClone(document))).toEqual([]);
});

test("a change at the end of a long chain is one change with the shortest path", () => {
  const changes = diff(at(chain(22)), at(chain(22, { type: "number" })));
  const way = ".a".repeat(21);
  expect(lines(changes)).toEqual([`major response 200 ${way}.a type-changed`]);
  expect(changes[0]?.alsoAt.map(({ path }) => path)).toEqual([`${way}.b`]);
});

test("a change of one of many schemas that refer to each other is one change", () => {
  const changes = diff(at(mutual(50)), at(mutual(50, { type: "number" })));
  expect(lines(changes)).toEqual(["major response 200 .s49.last type-changed"]);
});

test("a change of a schema is one change, with every place that uses it", () => {
  const money = (more: JsonObject): JsonObject => object({ amount: { type: "number" }, ...more });
  const document = (more: JsonObject): JsonObject =>
    answering(
      object({
        price: { $ref: "#/components/schemas/Money" },
        items: { type: "array", items: object({ tax: { $ref: "#/components/schemas/Money" } }) },
      }),
      { Money: money(more) },
    );
  const [change, ...others] = diff(document({ currency: text }), document({}));
  expect(others).toEqual([]);
  expect([change?.where, ...(change?.alsoAt ?? [])].map((place) => place?.path)).toEqual([
    ".price.currency",
    ".items[].tax.currency",
  ]);
});

/** Counts how often a comparison reads the meaning of a schema. */
function looksAt(components: JsonObject, changed: JsonObject): number {
  let looks = 0;
  const counted = (value: JsonObject): Api => {
    const api = readApi([{ id: "spec", value }]);
    const meaningOf: Api["graph"]["meaningOf"] = (node) => {
      looks += 1;
      return api.graph.meaningOf(node);
    };
    return { ...api, graph: { ...api.graph, meaningOf } };
  };
  compareApis({ old: counted(at(components)), new: counted(at(changed)) });
  return looks;
}

test.each([
  { name: "equal", of: (count: number) => [chain(count), chain(count)] as const },
  { name: "different", of: (count: number) => [chain(count), chain(count, { type: "number" })] as const },
])("the work for $name documents grows as their size does", ({ of }) => {
  const small = looksAt(...of(500));
  const large = looksAt(...of(1000));
  expect(small).toBeGreaterThan(500);
  expect(large).toBeLessThanOrEqual(2 * small + 10);
});
