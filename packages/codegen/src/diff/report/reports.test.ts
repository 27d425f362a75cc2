import { expect, test } from "vitest";
import { change, whereOf } from "../../../test/support/changes.ts";
import type { Comparison } from "../compare/compare-apis.ts";
import { jsonReport } from "./json-report.ts";
import { markdownReport } from "./markdown-report.ts";
import { textReport } from "./text-report.ts";

const nothing: Comparison = { changes: [], unknown: [] };

const comparison: Comparison = {
  changes: [
    change({ level: "major", code: "enum-value-removed", where: whereOf("POST /b"), old: "x" }),
    change({
      where: whereOf("GET /a\u001b", { side: "request", path: "body.\u001b" }),
      alsoAt: [whereOf("GET /a", { path: ".c\u001b" }), whereOf("POST /b", { status: "default", path: "" })],
    }),
    change({
      level: "patch",
      code: "default-changed",
      where: whereOf("POST /b", { path: ".d" }),
      old: 1,
      new: 2,
    }),
  ],
  unknown: ["#/a\u001b"],
};

test("the text groups changes by operation and ends with a summary", () => {
  expect(textReport(comparison, { colour: false })).toBe(`GET /a\\u001b
  minor  request 200 body.\\u001b  property-added
         There is more to read.
         also at GET /a response 200 .c\\u001b
         also at POST /b response default

POST /b
  major  response 200 .a  enum-value-removed: - "x"
         There is more to read.
  patch  response 200 .d  default-changed: 1 -> 2
         There is more to read.

1 reference or type is unknown, so its meaning was not compared: #/a\\u001b

3 changes: 1 major, 1 minor, 1 patch`);
  expect(textReport(nothing, { colour: false })).toBe("No change for callers.");
});

test.each([
  ["major", "\u001b[31mmajor\u001b[39m"],
  ["minor", "\u001b[33mminor\u001b[39m"],
  ["patch", "\u001b[32mpatch\u001b[39m"],
] as const)("a %s change has its own colour in a terminal", (level, want) => {
  const changes = [change({ level, alsoAt: [whereOf("GET /b")] })];
  expect(textReport({ ...nothing, changes }, { colour: true })).toBe(`\u001b[1mGET /a\u001b[22m
  ${want}  response 200 .a  property-added
         \u001b[2mThere is more to read.\u001b[22m
         \u001b[2malso at GET /b response 200 .a\u001b[22m

1 change: 1 ${level}`);
});

test("the Markdown has a table for each operation", () => {
  expect(markdownReport(comparison)).toBe(`## Changes of the API: major

3 changes: 1 major, 1 minor, 1 patch

1 reference or type is unknown, so its meaning was not compared: \`#/a\\u001b\`

### \`GET /a\\u001b\`

| level | where | change | | reason |
| --- | --- | --- | --- | --- |
| minor | \`request 200 body.\\u001b\` | property-added |  | There is more to read. Also at \`GET /a\` \`response 200 .c\\u001b\`, \`POST /b\` \`response default\`. |

### \`POST /b\`

| level | where | change | | reason |
| --- | --- | --- | --- | --- |
| **major** | \`response 200 .a\` | enum-value-removed | \`- "x"\` | There is more to read. |
| patch | \`response 200 .d\` | default-changed | \`1 -> 2\` | There is more to read. |`);
  expect(markdownReport(nothing)).toBe("## Changes of the API: none\n\nNo change for callers.");
});

test("the JSON has the level of all changes together, and is indented", () => {
  expect(jsonReport(nothing)).toBe('{\n  "level": "none",\n  "changes": [],\n  "unknown": []\n}');
  const text = jsonReport(comparison);
  expect(JSON.parse(text)).toEqual({ level: "major", ...comparison });
  expect(text).not.toContain("\u001b");
});
