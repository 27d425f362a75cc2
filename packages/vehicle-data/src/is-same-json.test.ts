import fc from "fast-check";
import { expect, test } from "vitest";
import { canonicalJson } from "./canonical-json.ts";
import { isSameJson } from "./is-same-json.ts";

test.each([
  [{ a: 1, b: 2 }, { b: 2, a: 1 }, true],
  [{ a: 1 }, { a: 1, b: undefined }, false],
  [{ a: 1, b: 2 }, { a: 1, c: 2 }, false],
  [{ a: { b: [1, 2] } }, { a: { b: [1, 2] } }, true],
  [{ a: { b: [1, 2] } }, { a: { b: [2, 1] } }, false],
  [[], {}, false],
  [{}, [], false],
  [null, {}, false],
  [{}, null, false],
  [0, false, false],
  ["1", 1, false],
])("%j and %j: %s", (a, b, same) => {
  expect(isSameJson(a, b)).toBe(same);
});

test("values are the same if their canonical texts are the same", () => {
  const few = fc.jsonValue({ maxDepth: 2 }).map((value): unknown => JSON.parse(JSON.stringify(value)));
  let same = 0;
  const pair = fc.oneof(
    fc.tuple(few, few),
    few.map((value): [unknown, unknown] => [value, JSON.parse(canonicalJson(value))]),
  );
  fc.assert(
    fc.property(pair, ([a, b]) => {
      expect(isSameJson(a, b)).toBe(canonicalJson(a) === canonicalJson(b));
      if (isSameJson(a, b) && typeof a === "object" && a !== null) same++;
    }),
  );
  expect(same).toBeGreaterThan(10);
});
