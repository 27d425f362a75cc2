import { expect, test } from "vitest";
import type { Meaning } from "./meaning.ts";
import { anyValue } from "./read-alternatives.ts";
import { type Meet, meaningOfRecipe, meetAll, type Recipe } from "./recipe.ts";

/** Creates a meaning that shows from which meanings it was combined. */
function named(name: string, alternatives: Meaning["alternatives"] = [anyValue("object")]): Meaning {
  return { alternatives, isExclusive: false, marks: {}, unknown: new Set([name]) };
}

/** Counts how many names are copied. */
function countingMeet(): { meet: Meet; copied: () => number } {
  let copied = 0;
  return {
    copied: () => copied,
    meet(left, right) {
      const unknown = new Set([...left.unknown, ...right.unknown]);
      copied += unknown.size;
      return { ...left, unknown };
    },
  };
}

function chainOf(count: number): Recipe {
  return Array.from({ length: count }).reduce<Recipe>(
    (inner, _, index) => ({ own: named(`s${index}`), parts: [{ recipe: inner, isBase: true }] }),
    { own: named("last"), parts: [] },
  );
}

test.each([
  {
    name: "a chain of inheritance",
    of: (count: number, meet: Meet) => meaningOfRecipe(chainOf(count), meet),
  },
  {
    name: "a list of parts",
    of: (count: number, meet: Meet) =>
      meetAll(
        Array.from({ length: count }, (_, index) => named(`s${index}`)),
        meet,
      ),
  },
])("combines $name with little copying", ({ of }) => {
  const { meet, copied } = countingMeet();
  const count = 4096;
  expect(of(count, meet)?.unknown.size).toBeGreaterThanOrEqual(count);
  expect(copied()).toBeLessThan(count * 14);
});

test("keeps the order, and includes a common base schema only once", () => {
  const base: Recipe = { own: named("base"), parts: [] };
  const middle = (name: string): Recipe => ({ own: named(name), parts: [{ recipe: base, isBase: true }] });
  const whole: Recipe = {
    own: named("whole"),
    parts: [
      { recipe: middle("left"), isBase: true },
      { recipe: middle("right"), isBase: true },
    ],
  };
  const calls: string[] = [];
  const meaning = meaningOfRecipe(whole, (left, right) => {
    calls.push([...left.unknown, "+", ...right.unknown].join(" "));
    return { ...left, unknown: new Set([...left.unknown, ...right.unknown]) };
  });
  expect([...meaning.unknown]).toEqual(["whole", "left", "base", "right"]);
  expect(calls).toEqual(["whole + left", "base + right", "whole left + base right"]);
});

test("ends for schemas that inherit in 2 ** 60 ways", () => {
  const { meet } = countingMeet();
  const diamonds = Array.from({ length: 60 }).reduce<Recipe>(
    (inner, _, index) => ({
      own: named(`s${index}`),
      parts: [
        { recipe: inner, isBase: true },
        { recipe: inner, isBase: false },
      ],
    }),
    { own: named("last"), parts: [] },
  );
  expect(meaningOfRecipe(diamonds, meet).unknown.size).toBe(61);
});

test("combines a list of alternatives with the parts before it, which avoids a product of two lists", () => {
  const { meet } = countingMeet();
  const several = (name: string): Meaning => named(name, [anyValue("string"), anyValue("string")]);
  const calls: string[] = [];
  meetAll([named("a"), several("b"), several("c"), named("d"), named("e")], (left, right) => {
    calls.push([...left.unknown, "+", ...right.unknown].join(" "));
    return meet(left, right);
  });
  expect(calls).toEqual(["d + e", "a + b", "a b + c", "a b c + d e"]);
});

test("returns undefined for no parts", () => {
  expect(meetAll([], countingMeet().meet)).toBeUndefined();
});

test("the bases of a base lose their other kinds too, and the target of a reference keeps them", () => {
  const kinds = new Map([["type=a", { id: 1, locations: [] }]]);
  const [object] = [anyValue("object")].map((one) => ({
    ...one,
    members: one.members && { ...one.members, kinds },
  }));
  const withKinds: Recipe = { own: named("kinds", object ? [object] : []), parts: [] };
  const between: Recipe = { own: named("between"), parts: [{ recipe: withKinds, isBase: false }] };
  const kindsOf = (isBase: boolean): number => {
    const seen: Meaning[] = [];
    meaningOfRecipe({ own: named("whole"), parts: [{ recipe: between, isBase }] }, (left, right) => {
      seen.push(left, right);
      return left;
    });
    return seen.filter(({ alternatives }) => alternatives[0]?.members?.kinds.size).length;
  };
  expect(kindsOf(true)).toBe(0);
  expect(kindsOf(false)).toBe(1);
});
