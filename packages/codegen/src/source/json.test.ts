import { expect, test } from "vitest";
import { compareText, isArray, isObject, memberAt, objectAt, sortedEntries, stringAt } from "./json.ts";

test.each([
  { value: [1], list: true, object: false },
  { value: {}, list: false, object: true },
  { value: null, list: false, object: false },
  { value: "a", list: false, object: false },
  { value: undefined, list: false, object: false },
])("$value is a list: $list, an object: $object", ({ value, list, object }) => {
  expect([isArray(value), isObject(value)]).toEqual([list, object]);
});

test("returns own members only", () => {
  expect(memberAt({ a: 1 }, "a")).toBe(1);
  expect(memberAt({ a: 1 }, "toString")).toBeUndefined();
  expect(memberAt([1], "length")).toBeUndefined();
  expect(memberAt(undefined, "a")).toBeUndefined();
});

test("returns an empty object where there is none", () => {
  expect(objectAt({ a: { b: 1 } }, "a")).toEqual({ b: 1 });
  expect(objectAt({ a: [1] }, "a")).toEqual({});
  expect(objectAt(undefined, "a")).toEqual({});
});

test("returns text only", () => {
  expect(stringAt({ a: "text" }, "a")).toBe("text");
  expect(stringAt({ a: 1 }, "a")).toBeUndefined();
  expect(stringAt({}, "a")).toBeUndefined();
});

test("orders text by code units, upper case first", () => {
  expect(["b", "ä", "a", "B", "a"].sort(compareText)).toEqual(["B", "a", "a", "b", "ä"]);
  expect([compareText("a", "a"), compareText("a", "b"), compareText("b", "a")]).toEqual([0, -1, 1]);
});

test("returns the entries in the order of their keys, and leaves the record as it is", () => {
  const record = { b: 1, a: 2, B: 3 };
  expect(sortedEntries(record)).toEqual([
    ["B", 3],
    ["a", 2],
    ["b", 1],
  ]);
  expect(Object.keys(record)).toEqual(["b", "a", "B"]);
});
