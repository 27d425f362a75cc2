import { expect, test } from "vitest";
import { Identifier, type Printable, printFlat, printValue } from "./print-value.ts";

test.each<{ name: string; given: Printable; want: string }>([
  { name: "a text", given: 'a "b"\u2028', want: '"a \\"b\\"\\u2028"' },
  { name: "a number", given: -1.5, want: "-1.5" },
  { name: "null", given: null, want: "null" },
  { name: "a regular expression", given: /^a\/b$/u, want: "/^a\\/b$/u" },
  { name: "a name, without quotes", given: new Identifier("a"), want: "a" },
  { name: "an empty list", given: [], want: "[]" },
  { name: "a list", given: [1, [true, null]], want: "[1, [true, null]]" },
  { name: "an empty object", given: {}, want: "{}" },
  {
    name: "an object, with quotes where a key needs them",
    given: { a: 1, "b-c": { ["__proto__"]: new Identifier("d") } },
    want: '{ a: 1, "b-c": { ["__proto__"]: d } }',
  },
])("prints $name on one line", ({ given, want }) => {
  expect(printFlat(given)).toBe(want);
  expect(printValue(given)).toBe(want);
});

test("rejects a name that generated code cannot declare", () => {
  expect(() => new Identifier("a-b")).toThrow(
    'a name in TypeScript must be letters, digits, _ and $, and no reserved word, got "a-b"',
  );
});

/** Returns a text that needs this many characters with its quotes. */
function textOf(length: number): string {
  return "x".repeat(length - 2);
}

/** Returns a list that needs this many characters on one line. */
function listOf(length: number): readonly string[] {
  return [textOf(length - 2)];
}

test("a value is on one line up to 110 characters, including a comma after it", () => {
  expect(printValue(listOf(109))).toBe(`["${textOf(107)}"]`);
  expect(printValue(listOf(110))).toBe(`[\n  "${textOf(108)}",\n]`);
});

test("the characters before and after a value count", () => {
  expect(printValue(listOf(80), 20, 10)).toBe(`["${textOf(78)}"]`);
  expect(printValue(listOf(80), 21, 10)).toBe(`[\n  "${textOf(78)}",\n]`);
  expect(printValue(listOf(80), 20, 11)).toBe(`[\n  "${textOf(78)}",\n]`);
});

test("a long value without members stays on one line", () => {
  const name = "n".repeat(120);
  const text = "x".repeat(120);
  expect(printValue(text)).toBe(`"${text}"`);
  expect(printValue(new Identifier(name))).toBe(name);
  expect(printValue(new RegExp(text))).toBe(`/${text}/`);
});

test("a long object has one line per member, indented like the line that it begins on", () => {
  const text = "x".repeat(110);
  expect(printValue({ a: [], "b-c": text }, 0, 1, "  ")).toBe(`{\n    a: [],\n    "b-c": "${text}",\n  }`);
});

test("only the members of a list that are too long for one line are broken", () => {
  const text = "x".repeat(110);
  expect(printValue([[1, 2], [text], { a: [text] }])).toBe(
    `[\n  [1, 2],\n  [\n    "${text}",\n  ],\n  {\n    a: [\n      "${text}",\n    ],\n  },\n]`,
  );
});

test("the indentation, the key and the comma of a member count", () => {
  // Two characters of indentation, `key: ` and the comma.
  const broken = (inner: string) => `{\n  key: ${inner},\n  more: 1,\n}`;
  expect(printValue({ key: listOf(102), more: 1 })).toBe(broken(`["${textOf(100)}"]`));
  expect(printValue({ key: listOf(103), more: 1 })).toBe(broken(`[\n    "${textOf(101)}",\n  ]`));
});

test("the indentation and the comma of an item count", () => {
  expect(printValue([listOf(107), 1])).toBe(`[\n  ["${textOf(105)}"],\n  1,\n]`);
  expect(printValue([listOf(108), 1])).toBe(`[\n  [\n    "${textOf(106)}",\n  ],\n  1,\n]`);
});
