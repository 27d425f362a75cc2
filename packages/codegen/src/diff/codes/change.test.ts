import { expect, test } from "vitest";
import { change, whereOf } from "../../../test/support/changes.ts";
import { changeOf, describeWhere, isAtLeast, levelOf, type Where } from "./change.ts";
import { changeCodes, ratingOf } from "./change-codes.ts";
import type { Level } from "./change-rule.ts";

const where = whereOf("GET /a");

test("a change has the level and the reason that its code has on its side", () => {
  expect(changeOf("became-integer", where)).toEqual({
    code: "became-integer",
    level: "patch",
    where,
    alsoAt: [],
    old: null,
    new: null,
    reason: "A whole number is a number.",
  });
  const request: Where = { operation: "GET /a", side: "request", path: "body" };
  expect(changeOf("became-integer", request, { old: false, new: 0 }, [where])).toEqual({
    code: "became-integer",
    level: "major",
    where: request,
    alsoAt: [where],
    old: false,
    new: 0,
    reason: "Requests compile, but those with a fraction are rejected.",
  });
});

test("a code that cannot occur on a side has no level there", () => {
  expect(() => ratingOf("operation-added", "response")).toThrow(
    new TypeError("operation-added cannot occur in a response"),
  );
  expect(ratingOf("operation-added", "request")).toBe(changeCodes["operation-added"].request);
});

test.each<[readonly Level[], Level | "none"]>([
  [[], "none"],
  [["patch"], "patch"],
  [["minor", "patch"], "minor"],
  [["patch", "major", "minor"], "major"],
])("the level of changes with the levels %j is %s", (levels, want) => {
  expect(levelOf(levels.map((level) => change({ level })))).toBe(want);
});

test.each<[Level | "none", readonly boolean[]]>([
  ["none", [false, false, false]],
  ["patch", [true, false, false]],
  ["minor", [true, true, false]],
  ["major", [true, true, true]],
])("the level %s is at least patch, minor and major: %j", (level, want) => {
  const thresholds = ["patch", "minor", "major"] as const;
  expect(thresholds.map((threshold) => isAtLeast(level, threshold))).toEqual(want);
});

test.each<[Partial<Where>, string]>([
  [{ side: "request", path: "body.brand" }, "request body.brand"],
  [{ side: "response", status: "200", path: ".vin" }, "response 200 .vin"],
  [{ side: "response", status: "default", path: "" }, "response default"],
  [{ side: "request", path: "" }, "request"],
])("the place %j is described as %s", (parts, want) => {
  const { operation, side, path } = where;
  expect(describeWhere({ operation, side, path, ...parts })).toBe(want);
});
