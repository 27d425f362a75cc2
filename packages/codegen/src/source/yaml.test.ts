import { describe, expect, test } from "vitest";
import { formatYaml } from "./format-yaml.ts";
import { parseYaml, placeIn } from "./yaml.ts";

describe("refuses", () => {
  const table: { name: string; given: string; want: RegExp }[] = [
    { name: "malformed YAML", given: "a: [1", want: /^given\.yml:1 #\/a\/0: / },
    { name: "malformed JSON", given: '{"a": 1,\n "b" }}', want: /^given\.yml:2 #\/b: / },
    { name: "a duplicate key", given: "a: 1\na: 2", want: /^given\.yml:2 #\/a: duplicated mapping key$/ },
    {
      name: "a duplicate key inside a list",
      given: "a:\n  - b: 1\n  - c: 1\n    d: { e: 1, f: 2, e: 3 }",
      want: /^given\.yml:4 #\/a\/1\/d\/e: duplicated mapping key$/,
    },
    {
      name: "an empty file",
      given: "",
      want: /^given\.yml:1 #: must be a mapping at the top of the file, got nothing$/,
    },
    {
      name: "a list",
      given: "- a",
      want: /^given\.yml:1 #: must be a mapping at the top of the file, got a list$/,
    },
    {
      name: "an alias to the value that contains it",
      given: "a: &a [*a]",
      want: /^given\.yml:1 #\/a\/0: an alias is not accepted$/,
    },
    {
      name: "too many levels",
      given: `a: ${"[".repeat(50_000)}`,
      want: /^given\.yml:1 #\/a.*: nesting exceeded maxDepth/,
    },
    {
      name: "a number that JSON cannot represent",
      given: "a: 1\nb: .nan",
      want: /^given\.yml:2 #\/b: is not a number/,
    },
    {
      name: "a number that would be rounded",
      given: "a: 9007199254740993",
      want: /^given\.yml:1 #\/a: is not a number/,
    },
    { name: "binary data", given: "a: !!binary aGk=", want: /^given\.yml:1 #\/a: unknown scalar tag/ },
    { name: "half a character", given: 'a: "\\ud800"', want: /^given\.yml:1 #\/a: is not Unicode text$/ },
    {
      name: "an unknown tag",
      given: "a: !thing 1",
      want: /^given\.yml:1 #\/a: unknown scalar tag !<!thing>$/,
    },
    {
      name: "two documents in one file",
      given: "a: 1\n---\nb: 2",
      want: /^given\.yml:2: a second YAML document starts here; only one is accepted$/,
    },
    {
      name: "a document after the end of the first",
      given: "a: 1\nb: 2\n...\nc: 3",
      want: /^given\.yml:4: a second YAML document starts here; only one is accepted$/,
    },
    {
      name: "a key that is a list",
      given: "a:\n  - b: 1\n    c:\n      ? [x, y]\n      : 2",
      want: /^given\.yml:4 #\/a\/0\/c: a key must be text, got a list$/,
    },
    {
      name: "a key that is a mapping",
      given: "a: 1\nb: { c: 2, { d: 3 }: 4 }",
      want: /^given\.yml:2 #\/b: a key must be text, got a mapping$/,
    },
    {
      name: "a key with an unpaired surrogate",
      given: '{ "a": [{ "\\ud800": 1 }] }',
      want: /^given\.yml:1 #\/a\/0: has a key that is not Unicode text$/,
    },
    {
      name: "aliases that multiply",
      given: `a: &a [x,x,x,x,x,x,x,x,x,x]\nb: &b [*a,*a,*a,*a,*a,*a,*a,*a,*a,*a]\nc: &c [*b,*b,*b,*b,*b,*b,*b,*b,*b,*b]\nd: [*c,*c,*c,*c,*c,*c,*c,*c,*c,*c]`,
      want: /^given\.yml:2 #\/b\/0: an alias is not accepted$/,
    },
  ];
  test.each(table)("$name", ({ given, want }) => {
    expect(() => parseYaml("given.yml", given)).toThrow(
      expect.objectContaining({ name: "CodegenError", message: expect.stringMatching(want) }),
    );
  });
});

test("keeps dates and status codes as text", () => {
  expect(parseYaml("given.yml", "date: 2010-01-01\n'200': ok").value).toEqual({
    200: "ok",
    date: "2010-01-01",
  });
});

test.each([
  ["/a", 2],
  ["/a/b", 3],
  ["/a/b/1", 4],
  ["/a/b/7", 3],
  ["/a/x/y/z", 2],
  ["/x", 1],
  ["", 1],
])("the place of %s has the line of the value or of the nearest one around it", (pointer, line) => {
  const parsed = parseYaml("given.yml", "a:\n  b:\n    - 1\n    - 2\n");
  expect({ ...placeIn(parsed, pointer) }).toEqual({ file: "given.yml", pointer, line });
});

test("reads text of blanks as an empty file", () => {
  expect(() => parseYaml("given.yml", " \n\n")).toThrow(
    expect.objectContaining({
      message: "given.yml:1 #: must be a mapping at the top of the file, got nothing",
    }),
  );
});

test.each([0.5, -1.25e-9, 9_007_199_254_740_991, -9_007_199_254_740_991])(
  "accepts the number %s",
  (value) => {
    expect(parseYaml("given.yml", `a: ${String(value)}`).value).toEqual({ a: value });
  },
);

test("accepts 100 levels, and not one more", () => {
  const nested = (levels: number) => `a: ${"[".repeat(levels)}${"]".repeat(levels)}`;
  expect(parseYaml("given.yml", nested(99)).value).toEqual({ a: JSON.parse(nested(99).slice(3)) });
  expect(() => parseYaml("given.yml", nested(100))).toThrow("nesting exceeded maxDepth");
});

test("returns the line of a pointer, also with escapes", () => {
  const source = parseYaml("given.yml", "paths:\n  /a/b:\n    get: x");
  expect(source.lineOf("/paths/~1a~1b/get")).toBe(3);
  expect(source.lineOf("/nowhere")).toBeUndefined();
});

test("writes long lines and shared objects completely", () => {
  const shared = { text: "word ".repeat(60).trim() };
  expect(formatYaml({ a: shared, b: shared }, ["first", "second"])).toBe(
    `# first\n# second\na:\n  text: ${shared.text}\nb:\n  text: ${shared.text}\n`,
  );
});
