import { expect, test } from "vitest";
import type { Check } from "./runtime/check.ts";
import { typeText } from "./type-text.ts";

const text: Check = { kind: "string" };
const union: Check = { kind: "enum", values: ["a", 1] };

test.each<[Check, string]>([
  [{ kind: "enum", values: ["a", 1, null, true] }, '"a" | 1 | null | true'],
  [{ kind: "enum", values: [] }, "never"],
  [{ kind: "const", value: "a" }, '"a"'],
  [text, "string"],
  [{ kind: "number" }, "number"],
  [{ kind: "integer" }, "number"],
  [{ kind: "array" }, "readonly unknown[]"],
  [{ kind: "array", items: text }, "readonly string[]"],
  [{ kind: "array", items: union }, 'readonly ("a" | 1)[]'],
  [
    { kind: "array", items: { kind: "allOf", checks: [text, { kind: "any" }] } },
    "readonly (string & unknown)[]",
  ],
  [{ kind: "object" }, "object"],
  [{ kind: "object", properties: {} }, "object"],
  [
    { kind: "object", properties: { a: text, "b-c": union }, required: ["a"] },
    '{ readonly a: string; readonly "b-c"?: "a" | 1 }',
  ],
  [
    { kind: "type", types: ["array", "boolean", "integer", "null", "number", "object", "string"] },
    "readonly unknown[] | boolean | number | null | number | object | string",
  ],
  [{ kind: "anyOf", checks: [text, { kind: "type", types: ["null"] }] }, "string | null"],
  [{ kind: "oneOf", checks: [text, { kind: "type", types: ["null"] }] }, "string | null"],
  [{ kind: "allOf", checks: [text, union] }, 'string & ("a" | 1)'],
  [{ kind: "never" }, "never"],
  [{ kind: "any" }, "unknown"],
  [{ kind: "not", check: text }, "unknown"],
])("the type of %j is %s", (check, want) => {
  expect(typeText(check, () => undefined)).toBe(want);
});

test("a check with a name has this type, also inside another check", () => {
  const nameOf = (check: Check): string | undefined => (check === union ? "Level" : undefined);
  expect(typeText(union, nameOf)).toBe("Level");
  expect(typeText({ kind: "array", items: union }, nameOf)).toBe("readonly Level[]");
  expect(typeText({ kind: "object", properties: { a: union } }, nameOf)).toBe("{ readonly a?: Level }");
});
