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
    {
      name: "a list inside an object by joining",
      given: { a: { b: [1], c: [1] } },
      actions: "  - { target: $.a, update: { b: [2, 3], c: 4 } }",
      want: { a: { b: [1, 2, 3], c: 4 } },
    },
    {
      name: "a value by replacing",
      given: { a: [1, 2], b: { c: 1 } },
      actions: "  - { target: '$.a[1]', update: { x: 1 } }\n  - { target: $.b.c, update: [1] }",
      want: { a: [1, { x: 1 }], b: { c: [1] } },
    },
    {
      name: "an object by replacing it with something else",
      given: { a: { b: 1 } },
      actions: "  - { target: $.a, update: null }",
      want: { a: null },
    },
    {
      name: "a mapping by removing a member",
      given: { a: { b: 1, c: 2 } },
      actions: "  - { target: $.a.b, remove: true }",
      want: { a: { c: 2 } },
    },
    {
      name: "one after the other",
      given: { a: {} },
      actions: "  - { target: $.a, update: { b: 1 } }\n  - { target: $.a.b, update: 2 }",
      want: { a: { b: 2 } },
    },
    {
      name: "each match by its own copy",
      given: { a: {}, b: {} },
      actions: "  - { target: $.*, update: { c: { d: 1 } } }\n  - { target: $.a.c, update: { d: 2 } }",
      want: { a: { c: { d: 2 } }, b: { c: { d: 1 } } },
    },
    {
      name: "nothing else if an action has a description or an extension",
      given: { a: 1 },
      actions: "  - { target: $.a, update: 2, description: why, x-note: 1, remove: false }",
      want: { a: 2 },
    },
    {
      name: "a member that every object inherits",
      given: { a: {} },
      actions: "  - { target: $.a, update: { toString: [1] } }",
      want: { a: { toString: [1] } },
    },
  ];
  test.each(table)("$name", ({ given, actions, want }) => {
    const before = structuredClone(given);
    expect(apply(given, actions)).toEqual(want);
    expect(given).toEqual(before);
  });
});

describe("rejects", () => {
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
    {
      name: "an action with update and remove",
      actions: "  - { target: $.a, update: 1, remove: true }",
      want: "o.yaml:3 #/actions/0: an action has either update or remove: true",
    },
    {
      name: "an action without a target",
      actions: "  - { target: $.a, update: 1 }\n  - { update: 1 }",
      want: "o.yaml:4 #/actions/1: an action needs a target",
    },
    {
      name: "an action that is no mapping",
      actions: "  - [target]",
      want: "o.yaml:3 #/actions/0: an action needs a target",
    },
    {
      name: "the removal of the document",
      actions: "  - { target: $, remove: true }",
      want: "o.yaml:3 #/actions/0: target $ is the document itself",
    },
    {
      name: "a document that is no mapping",
      actions: "  - { target: $, update: 1 }",
      want: "o.yaml:3 #/actions/0: target $ is the document itself",
    },
  ];
  test.each(table)("$name", ({ actions, want }) => {
    expect(() => apply({ a: {} }, actions)).toThrow(
      expect.objectContaining({ name: "CodegenError", message: want }),
    );
  });
});

test.each([
  ["overlay: 1.1.0\nactions: []", 'o.yaml:1 #/overlay: must be "1.0.0", got "1.1.0"'],
  ["actions: []", 'o.yaml:1 #/overlay: must be "1.0.0", got nothing'],
  ["overlay: 1.0.0\nactions: {}", "o.yaml:2 #/actions: must be a list, got a mapping"],
  ["overlay: 1.0.0", "o.yaml:1 #/actions: must be a list, got nothing"],
])("rejects the overlay %j", (text, want) => {
  expect(() => applyOverlay({}, parseYaml("o.yaml", text))).toThrow(
    expect.objectContaining({ name: "CodegenError", message: want }),
  );
});

test("reports each action that matches nothing, and applies the others", () => {
  const unmatched: unknown[] = [];
  const actions =
    "  - { target: $.b, remove: true }\n  - { target: $.a, update: 2 }\n  - { target: '$.c[0]', update: 1 }";
  const overlay = parseYaml("o.yaml", `overlay: 1.0.0\nactions:\n${actions}`);
  const value = applyOverlay({ a: 1 }, overlay, (target, { file, line, pointer }) =>
    unmatched.push([target, file, line, pointer]),
  );
  expect(value).toEqual({ a: 2 });
  expect(unmatched).toEqual([
    ["$.b", "o.yaml", 3, "/actions/0"],
    ["$.c[0]", "o.yaml", 5, "/actions/2"],
  ]);
});
