import { describe, expect, test } from "vitest";
import { formatYaml, parseSource } from "./yaml-source.ts";

describe("refuses", () => {
  const table: { name: string; given: string; want: RegExp }[] = [
    { name: "malformed YAML", given: "a: [1", want: /^given\.yml:1: / },
    { name: "malformed JSON", given: '{"a": 1,\n "b" }}', want: /^given\.yml:2: / },
    { name: "a duplicate key", given: "a: 1\na: 2", want: /^given\.yml:2: Map keys must be unique$/ },
    { name: "an empty file", given: "", want: /^given\.yml:1: expected a mapping at the top of the file$/ },
    { name: "a list", given: "- a", want: /^given\.yml:1: expected a mapping/ },
    {
      name: "aliases that multiply",
      given: `a: &a [x,x,x,x,x,x,x,x,x,x]\nb: &b [*a,*a,*a,*a,*a,*a,*a,*a,*a,*a]\nc: &c [*b,*b,*b,*b,*b,*b,*b,*b,*b,*b]\nd: [*c,*c,*c,*c,*c,*c,*c,*c,*c,*c]`,
      want: /^given\.yml: Excessive alias count/,
    },
  ];
  test.each(table)("$name", ({ given, want }) => {
    expect(() => parseSource("given.yml", given)).toThrow(
      expect.objectContaining({ name: "CodegenError", message: expect.stringMatching(want) }),
    );
  });
});

test("keeps dates and status codes as text", () => {
  expect(parseSource("given.yml", "date: 2010-01-01\n'200': ok").value).toEqual({
    200: "ok",
    date: "2010-01-01",
  });
});

test("knows the line of a pointer, escapes included", () => {
  const source = parseSource("given.yml", "paths:\n  /a/b:\n    get: x");
  expect(source.lineOf("/paths/~1a~1b/get")).toBe(3);
  expect(source.lineOf("/nowhere")).toBeUndefined();
});

test("writes long lines and shared objects out in full", () => {
  const shared = { text: "word ".repeat(60).trim() };
  expect(formatYaml({ a: shared, b: shared }, ["first", "second"])).toBe(
    `# first\n# second\na:\n  text: ${shared.text}\nb:\n  text: ${shared.text}\n`,
  );
});
