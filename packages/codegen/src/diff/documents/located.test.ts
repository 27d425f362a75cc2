import { expect, test } from "vitest";
import type { JsonValue } from "../../source/json.ts";
import {
  faultAt,
  isOpenapi30,
  itemsBelow,
  kindOf,
  type Located,
  membersBelow,
  membersBesideExtensions,
  valueBelow,
} from "./located.ts";

const document = { id: "cars", value: { openapi: "3.1.0" } };

function at(value: JsonValue): Located {
  return { value, document, pointer: "/at" };
}

test("returns a value below keys and indexes, with its pointer", () => {
  const start = at({ "a/b": [{ c: 1 }] });
  expect(valueBelow(start, "a/b", 0, "c")).toEqual({ value: 1, document, pointer: "/at/a~1b/0/c" });
  expect(valueBelow(start)).toEqual(start);
});

test.each([[["x"]], [["a/b", 1]], [["a/b", 0, "c", "d"]], [["toString"]]])("%j leads to nothing", (keys) => {
  expect(valueBelow(at({ "a/b": [{ c: 1 }] }), ...keys)).toBeUndefined();
});

test("returns the items of a list and the members of a mapping", () => {
  const parent = at({ list: [1, 2], map: { a: 1, "x-b": 2 }, text: "t" });
  expect(itemsBelow(parent, "list").map(({ value, pointer }) => [value, pointer])).toEqual([
    [1, "/at/list/0"],
    [2, "/at/list/1"],
  ]);
  expect(membersBelow(parent, "map").map(([name, { value, pointer }]) => [name, value, pointer])).toEqual([
    ["a", 1, "/at/map/a"],
    ["x-b", 2, "/at/map/x-b"],
  ]);
  expect(membersBesideExtensions(parent, "map").map(([name]) => name)).toEqual(["a"]);
  for (const key of ["text", "none"])
    expect([itemsBelow(parent, key), membersBelow(parent, key)]).toEqual([[], []]);
  expect([itemsBelow(parent, "map"), membersBelow(parent, "list")]).toEqual([[], []]);
});

test("an error names the document and the place", () => {
  expect(faultAt(at(1), "is wrong").message).toBe("cars #/at: is wrong");
});

test.each<[JsonValue | undefined, string]>([
  [undefined, "nothing"],
  [null, "nothing"],
  [[1], "a list"],
  [{}, "a mapping"],
  ["a", '"a"'],
  [1, "1"],
])("%j is %s", (value, want) => {
  expect(kindOf(value)).toBe(want);
});

test.each([
  ["3.0.3", true],
  ["3.1.0", false],
  ["3.0", false],
  [3, false],
])("OpenAPI %s is 3.0: %s", (openapi, want) => {
  expect(isOpenapi30({ id: "a", value: { openapi } })).toBe(want);
});
