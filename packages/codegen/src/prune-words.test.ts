import { expect, test } from "vitest";
import { pruneWords } from "./prune-words.ts";

const overlay = `overlay: 1.0.0
info: { title: Words, version: 1.0.0 }
actions:
  - target: $.schemas.A
    update:
      description: An A.
      properties:
        # What it weighs.
        kept: { description: "Stays." }
        gone: { description: "Goes." }
        folded:
          description: >-
            Goes as well,
            in two lines.
        nested:
          properties:
            deep: { description: "Leaves nothing behind." }
  - target: $.schemas.B
    update: { description: "Not there any more." }
  - target: $.schemas.C
    update:
      description: |-
        Stays.

        - as it is
`;

const whole = {
  schemas: {
    A: {
      properties: { kept: {}, gone: {}, folded: {}, nested: { properties: { deep: {} } } },
    },
    B: {},
    C: {},
  },
};

test("leaves an overlay alone whose words are all about something", () => {
  expect(pruneWords("a.yaml", overlay, whole)).toEqual({ text: overlay, removed: [] });
});

test("removes the words for what went, and not a character more", () => {
  const facts = { schemas: { A: { properties: { kept: {}, nested: { properties: {} } } }, C: {} } };
  const { text, removed } = pruneWords("a.yaml", overlay, facts);
  expect(removed).toEqual([
    "$.schemas.A properties gone",
    "$.schemas.A properties folded",
    "$.schemas.A properties nested",
    "$.schemas.B",
  ]);
  expect(text).toBe(`overlay: 1.0.0
info: { title: Words, version: 1.0.0 }
actions:
  - target: $.schemas.A
    update:
      description: An A.
      properties:
        # What it weighs.
        kept: { description: "Stays." }
  - target: $.schemas.C
    update:
      description: |-
        Stays.

        - as it is
`);
});
