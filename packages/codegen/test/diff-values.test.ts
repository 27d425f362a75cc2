import { describe, expect, test } from "vitest";
import type { JsonObject } from "../src/source/json.ts";
import { type ChangeRow, foundIn, object, text } from "./diff-kit.ts";

const number: JsonObject = { type: "number" };

const rows: readonly ChangeRow[] = [
  {
    name: "a value that only the server sets",
    given: [text, { ...text, readOnly: true }],
    request: ["major became-read-only"],
    response: ["minor became-read-only"],
  },
  {
    name: "a value that callers may set as well",
    given: [{ ...text, readOnly: true }, text],
    request: ["minor no-longer-read-only"],
    response: ["minor no-longer-read-only"],
  },
  {
    name: "a value that never comes back",
    given: [text, { ...text, writeOnly: true }],
    request: ["patch became-write-only"],
    response: ["major became-write-only"],
  },
  {
    name: "a value that is also in responses",
    given: [{ ...text, writeOnly: true }, text],
    request: ["patch no-longer-write-only"],
    response: ["minor no-longer-write-only"],
  },
  {
    name: "a mark less",
    given: [{ ...text, deprecated: true }, text],
    request: ["patch property-undeprecated"],
    response: ["patch property-undeprecated"],
  },
  {
    name: "a default",
    given: [text, { ...text, default: "a" }],
    request: ["patch default-added"],
    response: ["patch default-added"],
  },
  {
    name: "no default any more",
    given: [{ ...text, default: "a" }, text],
    request: ["major default-removed"],
    response: ["patch default-removed"],
  },
  {
    name: "a listed value of a variant that may be other text",
    given: [
      { anyOf: [{ enum: ["a"] }, { ...text, format: "date" }] },
      { oneOf: [{ enum: ["a"] }, { ...text, format: "date" }] },
    ],
    request: ["major constraint-tightened"],
    response: ["patch constraint-tightened"],
  },

  {
    name: "null in an enum",
    given: [{ enum: ["a"] }, { enum: ["a", null] }],
    request: ["minor became-nullable"],
    response: ["major became-nullable"],
  },
  {
    name: "null in an enum of strings",
    given: [
      { type: "string", enum: ["a"] },
      { type: "string", enum: ["a", null] },
    ],
    request: ["minor became-nullable"],
    response: ["major became-nullable"],
  },
  {
    name: "null no longer",
    given: [{ type: ["object", "null"], properties: { a: text } }, object({ a: text })],
    request: ["major no-longer-nullable"],
    response: ["minor no-longer-nullable"],
  },
  {
    name: "another branch of a condition",
    given: [
      { ...number, if: { minimum: 5 } },
      { ...number, if: { minimum: 5 }, else: { maximum: 1 } },
    ],
    request: ["major constraint-tightened"],
    response: ["patch constraint-tightened"],
  },
  {
    name: "what a condition checks",
    given: [
      { ...number, if: { minimum: 5 }, else: { maximum: 1 } },
      { ...number, if: { minimum: 6 }, else: { maximum: 1 } },
    ],
    request: ["major constraint-changed"],
    response: ["minor constraint-changed"],
  },
  {
    name: "how text is encoded",
    given: [text, { ...text, contentEncoding: "base64" }],
    request: ["major format-changed"],
    response: ["major format-changed"],
  },
  {
    name: "a `not` schema",
    given: [{ ...text, not: { const: "a" } }, text],
    request: ["minor constraint-loosened"],
    response: ["minor constraint-loosened"],
  },
  {
    name: "what any value must not be",
    given: [{}, { not: text }],
    request: ["major constraint-tightened"],
    response: ["patch constraint-tightened"],
  },
  {
    name: "a coarser step",
    given: [
      { ...number, multipleOf: 2 },
      { ...number, multipleOf: 4 },
    ],
    request: ["major constraint-tightened"],
    response: ["patch constraint-tightened"],
  },
  {
    name: "a finer step",
    given: [
      { ...number, multipleOf: 4 },
      { ...number, multipleOf: 2 },
    ],
    request: ["minor constraint-loosened"],
    response: ["minor constraint-loosened"],
  },
  {
    name: "another step",
    given: [
      { ...number, multipleOf: 2 },
      { ...number, multipleOf: 3 },
    ],
    request: ["major constraint-changed"],
    response: ["minor constraint-changed"],
  },
  {
    name: "a bound that is excluded",
    given: [
      { ...number, minimum: 1 },
      { ...number, exclusiveMinimum: 1 },
    ],
    request: ["major constraint-tightened"],
    response: ["patch constraint-tightened"],
  },
  {
    name: "a type of a value without a stated type",
    given: [{ minLength: 1 }, { minLength: 2 }],
    request: ["major constraint-tightened"],
    response: ["patch constraint-tightened"],
  },
  {
    name: "nothing is valid any more",
    given: [text, false],
    request: ["major type-narrowed"],
    response: ["major type-narrowed"],
  },
  { name: "anything", given: [text, {}], request: ["minor type-widened"], response: ["major type-widened"] },
  {
    name: "a type and null together",
    given: [text, { type: ["string", "number", "null"] }],
    request: ["minor became-nullable", "minor type-widened"],
    response: ["major became-nullable", "major type-widened"],
  },
  {
    name: "a list of whole numbers lifted",
    given: [{ type: "integer", enum: [1, 2] }, { type: "integer" }],
    request: ["minor enum-lifted"],
    response: ["major enum-lifted"],
  },
  {
    name: "a value of a constant",
    given: [{ const: 1 }, { const: 2 }],
    request: ["minor enum-value-added", "major enum-value-removed"],
    response: ["minor enum-value-added", "major enum-value-removed"],
  },
  {
    name: "a structured constant",
    given: [{ const: { a: [1] } }, { const: { a: [2] } }],
    request: ["minor enum-value-added", "major enum-value-removed"],
    response: ["minor enum-value-added", "major enum-value-removed"],
  },
  {
    name: "a format in a part",
    given: [{ allOf: [text] }, { allOf: [text, { format: "uuid" }] }],
    request: ["major format-added"],
    response: ["patch format-added"],
  },
  {
    name: "a media type of content",
    given: [text, { ...text, contentMediaType: "application/json" }],
    request: ["major format-added"],
    response: ["patch format-added"],
  },
  {
    name: "what XML calls it",
    given: [text, { ...text, xml: { name: "a" } }],
    request: ["major format-changed"],
    response: ["major format-changed"],
  },
];

describe("a change has the level of its effect on callers", () => {
  test.each(rows)("$name", (row) => {
    expect(foundIn(row)).toEqual({ request: row.request, response: row.response });
  });
});
