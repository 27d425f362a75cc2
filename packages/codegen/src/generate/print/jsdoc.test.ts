import { expect, test } from "vitest";
import { type CommentText, comment, printComment, readComment } from "./jsdoc.ts";

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
  { name: "tags alone", given: { tags: ["@deprecated"] }, want: ["* @deprecated "] },
  { name: "no spaces at the end of a line", given: { description: "  A.  " }, want: ["*   A. "] },
  {
    name: "an item of which each line has the maximum width",
    given: { description: `- ${"a".repeat(98)} ${"b".repeat(98)} ${"c".repeat(98)}` },
    want: [`*\n * - ${"a".repeat(98)}\n *   ${"b".repeat(98)}\n *   ${"c".repeat(98)}\n `],
  },
  {
    name: "an item of which two words are too long for one line",
    given: { description: `- ${"a".repeat(98)} ${"b".repeat(49)} ${"c".repeat(49)}` },
    want: [`*\n * - ${"a".repeat(98)}\n *   ${"b".repeat(49)}\n *   ${"c".repeat(49)}\n `],
  },
  {
    name: "an indented text with the following lines indented",
    given: { description: `    - ${words}` },
    want: [`*\n *     - ${words.slice(0, 87)}\n *       ${words.slice(88)}\n `],
  },
  {
    name: "a text that begins with spaces, but is no item",
    given: { description: `  ${words}` },
    want: [`*\n *   ${words.slice(0, 98)}\n *   ${words.slice(99)}\n `],
  },
  {
    name: "following lines indented by at most half of the width",
    given: { description: `${" ".repeat(60)}${words}` },
    want: [
      `*\n * ${" ".repeat(60)}${words.slice(0, 32)}\n * ${" ".repeat(50)}${words.slice(33, 76)}\n * ${" ".repeat(50)}${words.slice(77)}\n `,
    ],
  },
  {
    name: "no empty item before a long word",
    given: { description: `- ${"x".repeat(200)} y` },
    want: [`*\n * - ${"x".repeat(200)}\n *   y\n `],
  },
  {
    name: "no empty line where two spaces are before a long word",
    given: { description: `${"a".repeat(100)}  ${"b".repeat(120)} c` },
    want: [`*\n * ${"a".repeat(100)}\n *  ${"b".repeat(120)}\n * c\n `],
  },
])("comment $name", ({ given, want }) => {
  expect(comment(given)).toEqual(want);
});

test("prints a comment with its line breaks and indentation", () => {
  expect(printComment({ summary: "A" })).toBe("/** A */\n");
  expect(printComment({ summary: "A", description: "B" }, "  ")).toBe("  /**\n   * A\n   *\n   * B\n   */\n");
  expect(printComment({}, "  ")).toBe("");
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
  {
    name: "a summary of two lines with characters of comments and tags",
    given: "*\n * A * b\n * Not @enum, Format: c.\n ",
    want: { summary: "A * b\nNot @enum, Format: c.", description: undefined, tags: [] },
  },
  {
    name: "a single line with an asterisk",
    given: "* A * b * c ",
    want: { summary: "A * b * c", description: undefined, tags: [] },
  },
  {
    name: "a tag that begins like one that repeats the type",
    given: "*\n * @enumerable\n * A @description B.\n ",
    want: { summary: "A @description B.", description: undefined, tags: ["@enumerable"] },
  },
])("reads a comment of openapi-typescript $name", ({ given, want }) => {
  expect(readComment(given)).toEqual(want);
});
