import { expect, test } from "vitest";
import type { JsonValue } from "../src/source/json.ts";
import { answering, diff, text } from "./diff-kit.ts";

const place = "old #/paths/~1cars~1{vin}/post/responses/200/content/application~1json/schema";

test.each<[JsonValue, string]>([
  [1, `${place}: a schema must be a mapping or a boolean, got 1`],
  ["1", `${place}: a schema must be a mapping or a boolean, got "1"`],
  [{ $ref: "#/info/number" }, "old #/info/number: a schema must be a mapping or a boolean, got 1"],
  [{ $ref: "#/info/version" }, 'old #/info/version: a schema must be a mapping or a boolean, got "1"'],
  [{ $ref: "#/info/flag" }, 'old #/info/flag: a schema must be a mapping or a boolean, got "true"'],
  [{ $ref: "#/info/list" }, "old #/info/list: a schema must be a mapping or a boolean, got a list"],
  [{ $ref: "#/info/nothing" }, "old #/info/nothing: a schema must be a mapping or a boolean, got nothing"],
])("%j in the place of a schema is rejected", (schema, want) => {
  const info = { version: "1", number: 1, flag: "true", list: [], nothing: null };
  const old = { ...answering(schema), info };
  expect(() => diff(old, { ...answering(text), info })).toThrow(want);
});
