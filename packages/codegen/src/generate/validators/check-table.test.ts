import { expect, test } from "vitest";
import { checkTable, childrenOf } from "./check-table.ts";
import type { Check } from "./runtime/check.ts";

const text: Check = { kind: "string" };
const count: Check = { kind: "integer" };

test("equal checks are one object", () => {
  const { intern } = checkTable();
  const first = intern({ kind: "string", maxLength: 3 });
  expect(first).toEqual({ kind: "string", maxLength: 3 });
  expect(intern({ kind: "string", maxLength: 3 })).toBe(first);
  expect(intern({ kind: "string", maxLength: 4 })).not.toBe(first);
});

test("checks with equal children are one object, and those with other children are not", () => {
  const { intern } = checkTable();
  const [a, b, never] = [intern({ kind: "string" }), intern({ kind: "integer" }), intern({ kind: "never" })];
  const list = intern({ kind: "array", items: a });
  expect(intern({ kind: "array", items: intern({ kind: "string" }) })).toBe(list);
  expect(intern({ kind: "array", items: b })).not.toBe(list);
  expect(intern({ kind: "array", items: never })).not.toBe(list);
  expect(intern({ kind: "array", items: list })).not.toBe(list);
});

test("patterns with the same source are equal", () => {
  const { intern } = checkTable();
  const first = intern({ kind: "string", pattern: /^a/u });
  expect(intern({ kind: "string", pattern: /^a/u })).toBe(first);
  expect(intern({ kind: "string", pattern: /^b/u })).not.toBe(first);
});

test("each table has its own objects", () => {
  expect(checkTable().intern(text)).toBe(text);
  const copy: Check = { kind: "string" };
  expect(checkTable().intern(copy)).toBe(copy);
});

test.each<[Check, readonly Check[]]>([
  [{ kind: "object" }, []],
  [{ kind: "object", properties: { b: text, a: count } }, [text, count]],
  [{ kind: "object", additionalProperties: false }, []],
  [{ kind: "object", properties: { a: text }, additionalProperties: count }, [text, count]],
  [{ kind: "array" }, []],
  [{ kind: "array", items: text }, [text]],
  [{ kind: "allOf", checks: [text, count] }, [text, count]],
  [{ kind: "anyOf", checks: [text, count] }, [text, count]],
  [{ kind: "oneOf", checks: [text, count] }, [text, count]],
  [{ kind: "not", check: text }, [text]],
  [{ kind: "enum", values: ["a"] }, []],
  [text, []],
])("finds the children of %j", (check, want) => {
  expect(childrenOf(check)).toEqual(want);
});
