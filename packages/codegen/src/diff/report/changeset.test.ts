import { expect, test } from "vitest";
import { change, whereOf } from "../../../test/support/changes.ts";
import { CodegenError } from "../../source/codegen-error.ts";
import type { Level } from "../codes/change-rule.ts";
import { changesetFile, changesetText } from "./changeset.ts";

function release(name: string, level: Level) {
  return { name, level };
}

/** A changeset with the levels of packages, and text below. */
function written(levels: Readonly<Record<string, Level>>, ...body: readonly string[]): string {
  const front = Object.entries(levels).map(([name, level]) => `"${name}": ${level}`);
  return ["---", ...front, "---", "", ...body, ""].join("\n");
}

const added = "- minor: `GET /a` `response 200 .a` property-added. There is more to read.";

test("the changeset of the specification has a file of its own", () => {
  expect(changesetFile).toBe("specification.md");
});

test("lists packages by name, and changes by level and text", () => {
  const changes = [
    change({ level: "patch" }),
    change({ where: whereOf("GET /b") }),
    change(),
    change(),
    change({ level: "major", old: "x", alsoAt: [whereOf("GET /b")] }),
  ];
  expect(changesetText(changes, [release("b", "patch"), release("a", "major")], undefined)).toBe(
    written(
      { a: "major", b: "patch" },
      "The API changed:",
      "",
      '- **major**: `GET /a` `response 200 .a` property-added `- "x"`. There is more to read. Also at `GET /b` `response 200 .a`.',
      added,
      "- minor: `GET /b` `response 200 .a` property-added. There is more to read.",
      "- patch: `GET /a` `response 200 .a` property-added. There is more to read.",
    ),
  );
});

test.each<[Level, Level, Level]>([
  ["major", "minor", "major"],
  ["minor", "major", "major"],
  ["patch", "patch", "patch"],
  ["minor", "patch", "minor"],
])("a package with the level %s that changes by %s has the level %s", (before, level, want) => {
  const existing = written({ a: before }, "The API changed:", "", added);
  expect(changesetText([change()], [release("a", level)], existing)).toBe(
    written({ a: want }, "The API changed:", "", added),
  );
});

test("keeps packages, lines and words of an unreleased changeset", () => {
  const existing = written(
    { z: "minor", a: "patch" },
    "Ask your users first.",
    "",
    "The API changed:",
    "",
    "- something by hand",
    "- majority",
    "- patch: old",
    "",
    "- **major**: old",
    "",
    "---",
    "Thanks, all - really.",
  );
  expect(changesetText([change()], [release("b", "major")], existing)).toBe(
    written(
      { a: "patch", b: "major", z: "minor" },
      "Ask your users first.",
      "",
      "",
      "",
      "",
      "---",
      "Thanks, all - really.",
      "",
      "The API changed:",
      "",
      "- **major**: old",
      added,
      "- patch: old",
      "- majority",
      "- something by hand",
    ),
  );
});

test("reads line breaks of Windows", () => {
  const existing = written({ a: "minor", b: "major" }, "Words.", "", "The API changed:", "", added);
  expect(changesetText([], [], existing.replaceAll("\n", "\r\n"))).toBe(existing);
});

test("a changeset without packages gets them", () => {
  expect(changesetText([change()], [release("a", "minor")], "---\n{}\n---\n")).toBe(
    written({ a: "minor" }, "The API changed:", "", added),
  );
});

const file = ".changeset/specification.md";

test.each<[string, string]>([
  ["", "is not a changeset: it has no front matter"],
  ["hello\n", "is not a changeset: it has no front matter"],
  ['x\n---\n"a": minor\n---\n', "is not a changeset: it has no front matter"],
  ['---\n"a": minor\n', "is not a changeset: it has no front matter"],
  ['---"a": minor\n---\n', "is not a changeset: it has no front matter"],
  ['---\n"a": huge\n---\n', "a has no level of patch, minor, major"],
  ['---\n"a": minor\n"b": 1\n---\n', "b has no level of patch, minor, major"],
])("rejects %j", (existing, problem) => {
  expect(() => changesetText([change()], [], existing)).toThrow(new CodegenError(problem, { file }));
});

test("a mistake in the front matter is reported with its file", () => {
  expect(() => changesetText([], [], "---\n[\n---\n")).toThrow(/^\.changeset\/specification\.md/);
});
