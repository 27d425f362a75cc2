import { expect, test } from "vitest";
import type { JsonValue } from "../../source/json.ts";
import { canonicalText } from "./canonical-text.ts";

test.each<[JsonValue, string]>([
  [null, "null"],
  [true, "true"],
  [-1.5, "-1.5"],
  ['a"b', '"a\\"b"'],
  [[], "[]"],
  [["b", "a", 1], '["b","a",1]'],
  [{}, "{}"],
  [{ 'b"': [{ d: null, c: 0 }], a: {} }, '{"a":{},"b\\"":[{"c":0,"d":null}]}'],
])("the text of %j is %s", (value, want) => {
  expect(canonicalText(value)).toBe(want);
});
