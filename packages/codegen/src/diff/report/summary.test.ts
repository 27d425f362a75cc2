import { expect, test } from "vitest";
import { change, whereOf } from "../../../test/support/changes.ts";
import type { JsonValue } from "../../source/json.ts";
import type { Level } from "../codes/change-rule.ts";
import { byOperation, otherPlaces, summary, unknownText, valuesText } from "./summary.ts";

test.each<[readonly Level[], string]>([
  [[], "No change for callers."],
  [["minor"], "1 change: 1 minor"],
  [["patch", "major", "patch"], "3 changes: 1 major, 2 patch"],
  [["patch", "minor", "major"], "3 changes: 1 major, 1 minor, 1 patch"],
])("changes with the levels %j are summed up as %s", (levels, want) => {
  expect(summary(levels.map((level) => change({ level })))).toBe(want);
});

test.each<[readonly string[], readonly string[]]>([
  [[], []],
  [["a"], ["1 reference or type is unknown, so its meaning was not compared: <a>"]],
  [["a", "b"], ["2 references or types are unknown, so their meaning was not compared: <a>, <b>"]],
])("the unknown names %j are listed", (unknown, want) => {
  expect(unknownText(unknown, (name) => `<${name}>`)).toEqual(want);
});

test.each<[JsonValue, JsonValue, string]>([
  [null, null, ""],
  [null, "a", '+ "a"'],
  ["a", null, '- "a"'],
  [false, 0, "false -> 0"],
  [{ minimum: 1 }, ["\u001b"], '{"minimum":1} -> ["\\u001b"]'],
])("the values %j and %j are shown as %s", (old, next, want) => {
  expect(valuesText(change({ old, new: next }))).toBe(want);
});

test("groups changes by their operation, in the order of the operations' names", () => {
  const [b, a, again] = ["POST /b", "GET /a", "POST /b"].map((operation, index) =>
    change({ where: whereOf(operation), new: index }),
  );
  if (!a || !b || !again) throw new Error("no changes");
  expect(byOperation([b, a, again])).toEqual([
    ["GET /a", [a]],
    ["POST /b", [b, again]],
  ]);
});

test.each<[number, readonly string[]]>([
  [0, []],
  [1, ["/0"]],
  [4, ["/0", "/1", "/2", "/3"]],
  [5, ["/0", "/1", "/2", "/3", "1 more place"]],
  [6, ["/0", "/1", "/2", "/3", "2 more places"]],
])("of %d other places, four are shown", (count, want) => {
  const alsoAt = Array.from({ length: count }, (_, index) => whereOf(`/${index}`));
  expect(otherPlaces(change({ alsoAt }), ({ operation }) => operation)).toEqual(want);
});
