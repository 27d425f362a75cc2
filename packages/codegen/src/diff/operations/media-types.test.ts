import { expect, test } from "vitest";
import { mediaTypeName } from "./media-types.ts";

test.each([
  ["application/json", "application/json"],
  ["Application/JSON; charset=utf-8", "application/json"],
  ['application/json;charset="UTF-8"', "application/json"],
  ["application/json; charset=utf8;", "application/json"],
  ["application/json; charset=latin1", "application/json; charset=latin1"],
  ["application/json; version=2", "application/json; version=2"],
  ["application/json; x-charset=utf-8", "application/json; x-charset=utf-8"],
  ["application/json; charset=utf-8-x", "application/json; charset=utf-8-x"],
  ["a/b; d=1; c=2", "a/b; c=2; d=1"],
])("the name of %s is %s", (text, name) => {
  expect(mediaTypeName(text)).toBe(name);
});
