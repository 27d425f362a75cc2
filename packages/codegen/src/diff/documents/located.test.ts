import { expect, test } from "vitest";
import { CodegenError } from "../../source/codegen-error.ts";
import type { JsonObject, JsonValue } from "../../source/json.ts";
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

function located(value: JsonObject): Located {
  return { value, document: { id: "cars", value }, pointer: "" };
}

const cars = located({ list: ["a", { b: 1 }], "a/b~c": { "x-note": 1, name: "d" }, word: "text" });

function at(pointer: string, value: JsonValue): Located {
  return { ...cars, pointer, value };
}

test.each([
  { openapi: "3.0.3", is: true },
  { openapi: "3.1.0", is: false },
  { openapi: "13.0.3", is: false },
  { openapi: 3, is: false },
])("a document with openapi $openapi is in OpenAPI 3.0: $is", ({ openapi, is }) => {
  expect(isOpenapi30({ id: "a", value: { openapi } })).toBe(is);
});

test("a value below several keys has its pointer", () => {
  expect(valueBelow(cars, "list", 1, "b")).toEqual(at("/list/1/b", 1));
  expect(valueBelow(cars, "list", "0")).toEqual(at("/list/0", "a"));
  expect(valueBelow(cars, "a/b~c", "name")).toEqual(at("/a~1b~0c/name", "d"));
});

test("there is no value below a missing key, beyond a list, in a text, or at an inherited name", () => {
  expect(valueBelow(cars, "none", "b")).toBeUndefined();
  expect(valueBelow(cars, "list", 2)).toBeUndefined();
  expect(valueBelow(cars, "word", 0)).toBeUndefined();
  expect(valueBelow(cars, "constructor")).toBeUndefined();
});

test("the items of a list have their pointers", () => {
  expect(itemsBelow(cars, "list")).toEqual([at("/list/0", "a"), at("/list/1", { b: 1 })]);
});

test("the members of a mapping have their names and pointers", () => {
  expect(membersBelow(cars, "a/b~c")).toEqual([
    ["x-note", at("/a~1b~0c/x-note", 1)],
    ["name", at("/a~1b~0c/name", "d")],
  ]);
  expect(membersBesideExtensions(cars, "a/b~c")).toEqual([["name", at("/a~1b~0c/name", "d")]]);
});

test("only a list has items, and only a mapping has members", () => {
  expect(["a/b~c", "word", "none"].flatMap((key) => itemsBelow(cars, key))).toEqual([]);
  expect(["list", "word", "none"].flatMap((key) => membersBelow(cars, key))).toEqual([]);
});

test("an error has the place of the value", () => {
  expect(faultAt(at("/list/0", "a"), "it is wrong")).toEqual(
    new CodegenError("it is wrong", { file: "cars", pointer: "/list/0" }),
  );
  expect(faultAt(at("/list/0", "a"), "it is wrong").place).toEqual({ file: "cars", pointer: "/list/0" });
});

test.each([
  [undefined, "nothing"],
  [null, "nothing"],
  [[1], "a list"],
  [{ a: 1 }, "a mapping"],
  ["a", '"a"'],
  [3, "3"],
])("%j is described as %s", (value, words) => {
  expect(kindOf(value)).toBe(words);
});
