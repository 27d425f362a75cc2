import fc from "fast-check";
import { expect, test } from "vitest";
import { jsonText, markdownCode, markdownText, singleLine, visibleText } from "./escape.ts";

test.each([
  { what: "a terminal sequence", text: "\u001b[2J", want: "\\u001b[2J" },
  { what: "C1 and DEL", text: "a\u009b1m\u007f", want: "a\\u009b1m\\u007f" },
  { what: "a bidirectional override", text: "\u202eevil\u2066", want: "\\u202eevil\\u2066" },
  { what: "zero width", text: "a\u200bb\ufeff", want: "a\\u200bb\\ufeff" },
  { what: "line breaks", text: "a\r\nb\u2028c", want: "a\\u000d\\u000ab\\u2028c" },
  {
    what: "a format character outside of the Basic Multilingual Plane",
    text: "\u{e0041}",
    want: "\\udb40\\udc41",
  },
  { what: "half a character", text: "\ud800", want: "\\ud800" },
  { what: "visible text of any script", text: "Größe 大 🚗", want: "Größe 大 🚗" },
])("shows $what", ({ text, want }) => {
  expect(visibleText(text)).toBe(want);
});

test("writes the lines of a message as one", () => {
  expect(singleLine("one\n   two\n\nthree\u001b")).toBe("one two three\\u001b");
});

test("joins lines in linear time", () => {
  expect(singleLine(`a${" ".repeat(1_000_000)}b`)).toHaveLength(1_000_002);
});

test("JSON of any text has no invisible characters, and can be parsed to the same text", () => {
  fc.assert(
    fc.property(fc.string({ unit: "binary" }), (text) => {
      const json = jsonText({ [text]: [text] }, 2);
      expect(JSON.parse(json)).toEqual({ [text]: [text] });
      expect(json.replaceAll("\n", "")).toBe(visibleText(json.replaceAll("\n", "")));
    }),
  );
});

test.each([
  { text: "GET /v1/{vin}", want: "`GET /v1/{vin}`" },
  { text: "a`b``c", want: "```a`b``c```" },
  { text: "`", want: "`` ` ``" },
  { text: "", want: "`  `" },
  { text: " a ", want: "`  a  `" },
  { text: "a|b", want: "`a\\|b`" },
  { text: "a\n\n# b", want: "`a\\u000a\\u000a# b`" },
  { text: "@team <b> #12", want: "`@team <b> #12`" },
])("writes $text as code in Markdown", ({ text, want }) => {
  expect(markdownCode(text)).toBe(want);
});

test.each([
  { text: "[x](javascript:1)", want: "\\[x\\]\\(javascript\\:1\\)" },
  { text: "<img src=x>", want: "\\<img src\\=x\\>" },
  { text: "@team #12", want: "@\u2060team \\#\u206012" },
  { text: "a\n# b", want: "a\\\\u000a\\# b".replace("\\#", "\\#\u2060") },
  { text: "under_score *star* &amp; ~~gone~~", want: "under\\_score \\*star\\* \\&amp\\; \\~\\~gone\\~\\~" },
])("writes $text as text in Markdown", ({ text, want }) => {
  expect(markdownText(text)).toBe(want);
});

test("a code span has a longer fence than each of 200,000 runs of backticks in it", () => {
  const text = `a${"`b".repeat(200_000)}\`\`\`c`;
  expect(markdownCode(text)).toBe(`\`\`\`\`${text}\`\`\`\``);
});
