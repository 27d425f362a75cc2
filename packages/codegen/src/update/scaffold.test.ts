import { expect, test } from "vitest";
import { CodegenError } from "../source/codegen-error.ts";
import type { SpecificationEdit, SpecificationProblem } from "./problem.ts";
import { scaffold } from "./scaffold.ts";

const path = "overlays/10.yaml";

function scaffolded(files: Readonly<Record<string, string>>, ...edits: (SpecificationEdit | undefined)[]) {
  const problems = edits.map(
    (edit): SpecificationProblem => ({ file: "f", place: "p", problem: "is missing", advice: "a", edit }),
  );
  const spec = { folder: "spec", files: new Map(Object.entries(files)) };
  return Object.fromEntries(scaffold(spec, problems));
}

function append(target: string): SpecificationEdit {
  return { path, append: [{ target, update: { a: 1 } }] };
}

function action(target: string): string {
  return `  - target: ${target}\n    update:\n      a: 1\n`;
}

test("adds actions at the end of an overlay, in the order of the problems", () => {
  const text = "overlay: 1.0.0\nactions:\n  - target: $.z\n    remove: true\n";
  expect(scaffolded({ [path]: text, "other.yaml": "" }, append("$.b"), undefined, append("$.a"))).toEqual({
    [path]: `${text}${action("$.b")}${action("$.a")}`,
  });
});

test("adds a line break to a last line without one", () => {
  expect(scaffolded({ [path]: "actions:\n  - target: $.z" }, append("$.a"))).toEqual({
    [path]: `actions:\n  - target: $.z\n${action("$.a")}`,
  });
});

test("begins an overlay that does not exist", () => {
  expect(scaffolded({}, append("$.a"))).toEqual({
    [path]: [
      "overlay: 1.0.0",
      "info:",
      "  title: What came with the last update, in our own words",
      "  version: 1.0.0",
      "actions:",
      action("$.a"),
    ].join("\n"),
  });
});

test("accepts a comment after the actions, and rejects another member", () => {
  const commented = "actions:\n  - target: $.z\n# the end\n";
  expect(scaffolded({ [path]: commented }, append("$.a"))).toEqual({
    [path]: `${commented}${action("$.a")}`,
  });
  for (const text of ["actions: []\ninfo: {}\n", "overlay: 1.0.0\n", ""])
    expect(() => scaffolded({ [path]: text }, append("$.a"))).toThrow(
      new CodegenError("must end with its actions, so that actions marked TODO can be added", {
        file: "spec/overlays/10.yaml",
      }),
    );
});

test("replaces the target of an action, wherever it stands in the action", () => {
  const text = [
    "actions:",
    "  - target: $.paths['/v1/a']",
    "    remove: true",
    "  - remove: true",
    "    target: $.paths['/v1/a']",
    "  - target: $.paths['/v1/a'].get",
    "",
  ].join("\n");
  const edit = { path, replace: "$.paths['/v1/a']", by: "$.paths['/v$&/a']" };
  expect(scaffolded({ [path]: text }, edit)).toEqual({
    [path]: [
      "actions:",
      "  - target: $.paths['/v$&/a']",
      "    remove: true",
      "  - remove: true",
      "    target: $.paths['/v$&/a']",
      "  - target: $.paths['/v1/a'].get",
      "",
    ].join("\n"),
  });
});

test("changes nothing if no problem has an edit", () => {
  expect(scaffolded({ [path]: "actions:\n" }, undefined)).toEqual({});
});
