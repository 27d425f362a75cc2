import { expect, test } from "vitest";
import { type Bound, type BoundName, boundTypes, isTighter, meetBounds, wholeBounds } from "./bounds.ts";

function to(limit: number): Bound {
  return { limit, isExclusive: false };
}

function below(limit: number): Bound {
  return { limit, isExclusive: true };
}

const lower: readonly BoundName[] = ["minimum", "minLength", "minItems", "minContains", "minProperties"];
const upper: readonly BoundName[] = ["maximum", "maxLength", "maxItems", "maxContains", "maxProperties"];

test.each(lower)("a higher %s is tighter", (name) => {
  expect(isTighter(name, to(2), to(1))).toBe(true);
  expect(isTighter(name, to(1), to(2))).toBe(false);
});

test.each(upper)("a lower %s is tighter", (name) => {
  expect(isTighter(name, to(1), to(2))).toBe(true);
  expect(isTighter(name, to(2), to(1))).toBe(false);
});

test.each(["minimum", "maximum"] as const)("a %s is tighter if it excludes the same limit", (name) => {
  expect(isTighter(name, below(1), to(1))).toBe(true);
  expect(isTighter(name, to(1), below(1))).toBe(false);
  expect(isTighter(name, to(1), to(1))).toBe(false);
  expect(isTighter(name, below(1), below(1))).toBe(false);
});

test("the limit counts before its exclusion", () => {
  expect(isTighter("minimum", to(2), below(1))).toBe(true);
  expect(isTighter("minimum", below(1), to(2))).toBe(false);
  expect(isTighter("maximum", below(2), to(1))).toBe(false);
});

test("each bound is about values of one type", () => {
  const typesOf = (names: readonly BoundName[]): readonly string[] => names.map((name) => boundTypes[name]);
  const types = ["number", "string", "array", "array", "object"];
  expect([typesOf(lower), typesOf(upper)]).toEqual([types, types]);
});

test("values that satisfy two lists of bounds satisfy the tighter bound of each name", () => {
  const left = new Map<BoundName, Bound>([
    ["minimum", to(1)],
    ["maximum", to(5)],
  ]);
  const right = new Map<BoundName, Bound>([
    ["maximum", below(6)],
    ["minimum", to(3)],
    ["minLength", to(2)],
  ]);
  const want = new Map<BoundName, Bound>([
    ["minimum", to(3)],
    ["maximum", to(5)],
    ["minLength", to(2)],
  ]);
  expect(meetBounds(left, right)).toEqual(want);
  expect(meetBounds(right, left)).toEqual(want);
});

test.each<[BoundName, Bound, number]>([
  ["minimum", to(1), 1],
  ["minimum", below(1), 2],
  ["minimum", to(1.5), 2],
  ["minimum", below(1.5), 2],
  ["maximum", to(9), 9],
  ["maximum", below(9), 8],
  ["maximum", to(8.5), 8],
  ["maximum", below(8.5), 8],
])("whole numbers with the %s %j have the whole bound %d", (name, bound, limit) => {
  expect(wholeBounds(new Map([[name, bound]]))).toEqual(new Map([[name, to(limit)]]));
});
