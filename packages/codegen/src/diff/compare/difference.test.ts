import { expect, test } from "vitest";
import { combineFindings, memberPath, namesInEither, subjectOf } from "./difference.ts";

test.each([
  ["a", "body.a"],
  ["_", "body._"],
  ["$ref", "body.$ref"],
  ["camelCase9", "body.camelCase9"],
  ["9a", 'body["9a"]'],
  ["a-b", 'body["a-b"]'],
  ["a.b", 'body["a.b"]'],
  ["", 'body[""]'],
  ['say "a"', 'body["say \\"a\\""]'],
])("the path of the member %j is %s", (name, path) => {
  expect(memberPath("body", name)).toBe(path);
});

test("the names in either of two mappings are sorted and unique", () => {
  const mapping = (...names: string[]): ReadonlyMap<string, number> =>
    new Map(names.map((name) => [name, 1]));
  expect(namesInEither({ old: mapping("c", "a"), new: mapping("b", "a") })).toEqual(["a", "b", "c"]);
});

test("the subject of a difference is the ids of both schemas, of which one may be missing", () => {
  const node = (id: number) => ({ id, locations: [] });
  expect(subjectOf({ old: node(1), new: node(2) })).toBe("1:2");
  expect(subjectOf({ old: undefined, new: node(2) })).toBe(":2");
  expect(subjectOf({ old: node(1), new: undefined })).toBe("1:");
});

test("findings are combined in their order", () => {
  const difference = (path: string) => ({ code: "type-changed", path, old: 1, new: 2, subject: "" }) as const;
  const inner = (path: string) => ({
    path,
    nodes: { old: { id: 1, locations: [] }, new: { id: 2, locations: [] } },
  });
  expect(
    combineFindings([
      { differences: [difference("a")], inner: [inner("b")] },
      { differences: [difference("c")], inner: [inner("d")] },
    ]),
  ).toEqual({ differences: [difference("a"), difference("c")], inner: [inner("b"), inner("d")] });
});
