import fc from "fast-check";
import { expect, test } from "vitest";
import { jsonSplitter } from "./split-json.ts";

function pieces(parts: readonly string[], maxLength = 1_000): (readonly [string | undefined, number])[] {
  const splitter = jsonSplitter(maxLength);
  return [...parts.flatMap((part) => splitter.push(part)), ...splitter.end()].map(({ text, line }) => [
    text?.trim(),
    line,
  ]);
}

test.each<[string, string, (readonly [string | undefined, number])[]]>([
  ["one value", '{"a":1}', [['{"a":1}', 1]]],
  ["nothing", " \n\n", []],
  [
    "lines",
    '{"a":1}\n{"a":2}\n',
    [
      ['{"a":1}', 1],
      ['{"a":2}', 2],
    ],
  ],
  [
    "lines of Windows, and empty lines",
    '{"a":1}\r\n\r\n{"a":2}\r\n',
    [
      ['{"a":1}', 1],
      ['{"a":2}', 3],
    ],
  ],
  [
    "values without a separator",
    '{"a":1}{"a":2}',
    [
      ['{"a":1}', 1],
      ['{"a":2}', 1],
    ],
  ],
  [
    "an array",
    '[{"a":[1,{}]},\n {"a":2}]',
    [
      ['{"a":[1,{}]}', 1],
      ['{"a":2}', 2],
    ],
  ],
  ["an empty array", "[ ]", []],
  [
    "lines of arrays",
    '[{"a":1},{"a":2}]\n[{"a":3}]',
    [
      ['{"a":1}', 1],
      ['{"a":2}', 1],
      ['{"a":3}', 2],
    ],
  ],
  [
    "one value over several lines",
    '{\n "a": [\n  {\n  "b": 1 }]\n}',
    [['{\n "a": [\n  {\n  "b": 1 }]\n}', 1]],
  ],
  [
    "brackets, quotes and backslashes in strings",
    '{"a":"}]\\"{\\\\"}\n{"b":1}',
    [
      ['{"a":"}]\\"{\\\\"}', 1],
      ['{"b":1}', 2],
    ],
  ],
  [
    "a line that is not JSON",
    '{"a":1}\nnonsense\n{"a":2}',
    [
      ['{"a":1}', 1],
      ["nonsense", 2],
      ['{"a":2}', 3],
    ],
  ],
  [
    "a line that ends in a string",
    '{"a":"b\n{"a":2}',
    [
      ['{"a":"b', 1],
      ['{"a":2}', 2],
    ],
  ],
  [
    "a line that ends in an object",
    '{"a":{"b":1}\n{"a":2}\n{"a":3}',
    [
      ['{"a":{"b":1}', 1],
      ['{"a":2}', 2],
      ['{"a":3}', 3],
    ],
  ],
  [
    "an item that is not JSON",
    '[{"a":1}, oops, {"a":2}]',
    [
      ['{"a":1}', 1],
      ["oops", 1],
      ['{"a":2}', 1],
    ],
  ],
  [
    "an end in the middle",
    '{"a":1}\n{"a":',
    [
      ['{"a":1}', 1],
      ['{"a":', 2],
    ],
  ],
])("finds %s", (_name, text, want) => {
  expect(pieces([text])).toEqual(want);
  // The result does not depend on the parts in which a text arrives.
  expect(pieces([...text])).toEqual(want);
});

test("keeps the place of a value that is too long, and continues after it", () => {
  const long = `{"a":"${"x".repeat(2_000)}"}`;
  expect(pieces([`{"a":1}\n${long}\n{"a":2}`])).toEqual([
    ['{"a":1}', 1],
    [undefined, 2],
    ['{"a":2}', 3],
  ]);
});

test("finds every value for any values, separators and parts", () => {
  const object = fc.dictionary(fc.string(), fc.jsonValue());
  const separator = fc.constantFrom("\n", "\r\n", "", "\n\n");
  let compared = 0;
  fc.assert(
    fc.property(
      fc.array(object, { minLength: 1, maxLength: 8 }),
      separator,
      fc.boolean(),
      fc.constantFrom(undefined, 1),
      fc.integer({ min: 1, max: 9 }),
      (values, between, isArray, indent, size) => {
        const texts = values.map((value) => JSON.stringify(value, undefined, indent));
        const text = isArray ? `[${texts.join(`,${between}`)}]` : texts.join(between);
        const parts = text.match(new RegExp(`[\\s\\S]{1,${size}}`, "g")) ?? [];
        const found = pieces(parts, 1_000_000).map(([each]) => JSON.parse(each ?? ""));
        expect(found).toEqual(values.map((value) => JSON.parse(JSON.stringify(value))));
        compared += found.length;
      },
    ),
    { numRuns: 500 },
  );
  expect(compared).toBeGreaterThan(1_000);
});
