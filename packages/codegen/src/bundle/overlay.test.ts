import { describe, expect, test } from "vitest";
import type { JsonObject } from "../source/json.ts";
import { parseYaml } from "../source/yaml.ts";
import { applyOverlay } from "./overlay.ts";

function apply(document: JsonObject, actions: string): JsonObject {
  return applyOverlay(document, parseYaml("o.yaml", `overlay: 1.0.0\nactions:\n${actions}`));
}

describe("changes", () => {
  const table: { name: string; given: JsonObject; actions: string; want: JsonObject }[] = [
    {
      name: "an object by merging",
      given: { a: { b: 1, c: { d: 1 } } },
      actions: "  - { target: $.a, update: { b: 2, c: { e: 2 } } }",
      want: { a: { b: 2, c: { d: 1, e: 2 } } },
    },
    {
      name: "a list by appending one entry",
      given: { a: [1] },
      actions: "  - { target: $.a, update: { b: 2 } }",
      want: { a: [1, { b: 2 }] },
    },
    {
      name: "the document itself",
      given: { a: 1 },
      actions: "  - { target: $, update: { b: 2 } }",
      want: { a: 1, b: 2 },
    },
    {
      name: "every match",
      given: { a: { x: {} }, b: { x: {} } },
      actions: "  - { target: $.*.x, update: { y: 1 } }",
      want: { a: { x: { y: 1 } }, b: { x: { y: 1 } } },
    },
    {
      name: "a list by removing several items",
      given: { a: [{ in: "header" }, { in: "path" }, { in: "header" }] },
      actions: "  - { target: \"$.a[?@.in == 'header']\", remove: true }",
      want: { a: [{ in: "path" }] },
    },
  ];
  test.each(table)("$name", ({ given, actions, want }) => {
    const before = structuredClone(given);
    expect(apply(given, actions)).toEqual(want);
    expect(given).toEqual(before);
  });
});

describe("refuses", () => {
  const table: { name: string; actions: string; want: string }[] = [
    {
      name: "an action that matches nothing",
      actions: "  - { target: $.b, remove: true }",
      want: "o.yaml:3 #/actions/0: target $.b matches nothing",
    },
    {
      name: "an action without update and remove",
      actions: "  - { target: $.a }",
      want: "o.yaml:3 #/actions/0: an action has either update or remove: true",
    },
    {
      name: "a misspelt keyword",
      actions: "  - { target: $.a, updates: {} }",
      want: 'o.yaml:3 #/actions/0: unknown keyword "updates" in an action',
    },
    {
      name: "a target that is not a JSONPath",
      actions: "  - { target: '$.[', remove: true }",
      want: "o.yaml:3 #/actions/0: target $.[ is not a JSONPath",
    },
  ];
  test.each(table)("$name", ({ actions, want }) => {
    expect(() => apply({ a: {} }, actions)).toThrow(
      expect.objectContaining({ name: "CodegenError", message: want }),
    );
  });
});
