import { expect, test } from "vitest";
import { type CommentText, comment, readComment } from "./jsdoc.ts";

const words = "0123456789 ".repeat(10).trimEnd();
test.each<{ name: string; given: CommentText; want: readonly string[] }>([
  { name: "nothing without words", given: { summary: "", description: " " }, want: [] },
  { name: "one line", given: { description: "A." }, want: ["* A. "] },
  {
    name: "a paragraph each",
    given: { summary: "A", description: "B.\n\nC.", tags: ["@deprecated"] },
    want: ["*\n * A\n *\n * B.\n *\n * C.\n *\n * @deprecated\n "],
  },
  {
    name: "a line of exactly the maximum width in one line",
    given: { description: `${"a".repeat(49)} ${"b".repeat(50)}` },
    want: [`* ${"a".repeat(49)} ${"b".repeat(50)} `],
  },
  {
    name: "long lines broken at spaces",
    given: { description: words },
    want: [`*\n * ${words.slice(0, 98)}\n * ${words.slice(99)}\n `],
  },
  {
    name: "a long item with the following lines indented",
    given: { description: `- ${words}` },
    want: [`*\n * - ${words.slice(0, 98)}\n *   ${words.slice(99)}\n `],
  },
  {
    name: "no tag of a document, which could remove a declaration or mark it as deprecated",
    given: { description: "A.\n@internal\n  @deprecated b\n{@link c}", tags: ["@default x\n@internal"] },
    want: [
      "*\n * A.\n * \\@internal\n *   \\@deprecated b\n * {@link c}\n *\n * @default x\n * \\@internal\n ",
    ],
  },
  {
    name: "no end of the comment and no invisible character",
    given: { summary: "a */ b\u202e\u2028", description: "c\rd" },
    want: ["*\n * a *\\/ b\\u202e\\u2028\n *\n * c\\u000dd\n "],
  },
  {
    name: "a word too long to break",
    given: { description: "x".repeat(200) },
    want: [`* ${"x".repeat(200)} `],
  },
])("comment $name", ({ given, want }) => {
  expect(comment(given)).toEqual(want);
});

test("breaks a very long text in linear time", () => {
  const [text = ""] = comment({ description: "word ".repeat(400_000) });
  expect(text.split("\n")).toHaveLength(20_002);
});

test.each<{ name: string; given: string; want: CommentText }>([
  { name: "one line", given: "* A ", want: { summary: "A", description: undefined, tags: [] } },
  {
    name: "a description of many lines",
    given: "*\n * A\n * @deprecated\n * @description B.\n *     \n *     - c\n *       d\n ",
    want: { summary: "A", description: "B.\n\n- c\n  d", tags: ["@deprecated"] },
  },
  {
    name: "without the tags that repeat the type, and with the format at the end",
    given: "*\n * Format: uri\n * @default x\n * @constant\n * @enum {string}\n ",
    want: { summary: "", description: undefined, tags: ["Format: uri", "@default x"] },
  },
])("reads a comment of openapi-typescript $name", ({ given, want }) => {
  expect(readComment(given)).toEqual(want);
});
