import { expect, test } from "vitest";
import { unmatchedActions } from "./unmatched-actions.ts";

const place = { file: "spec/overlays/10-a.overlay.yaml", line: 7, pointer: "/actions/1" };
const problem = "is the target of an action, but matches nothing";

function found(target: string, ...paths: string[]) {
  const bundle = { paths: Object.fromEntries(paths.map((path) => [path, {}])) };
  return unmatchedActions([{ target, place }], bundle, "spec");
}

test.each([
  ["a target that is no path", "$.components.schemas.Car", "/v1/cars"],
  ["a path that is still there", "$.paths['/v1/cars'].get", "/v1/cars"],
  ["a path that is gone", "$.paths['/v1/cars'].get", "/v1/vehicles"],
  ["a path with two possible successors", "$.paths['/v1/cars'].get", "/v2/cars", "/v3/cars"],
  ["a path inside another target", "$.x.paths['/v1/cars']", "/v2/cars"],
])("%s can only be removed or corrected by a person", (_what, target, ...paths) => {
  expect(found(target, ...paths)).toEqual([
    {
      file: place.file,
      line: 7,
      place: target,
      problem,
      advice: "Remove the action, or correct its target.\n",
    },
  ]);
});

test("a path that moved to another version is found again", () => {
  const target = "$.paths['/v1/data/level-9/{vin}'].get";
  const moved = "$.paths['/v1/data/level-14/{vin}'].get";
  expect(found(target, "/v1/data/level-14/{vin}", "/v1/data/other-14/{vin}")).toEqual([
    {
      file: place.file,
      line: 7,
      place: target,
      problem,
      advice: `The path is /v1/data/level-14/{vin} now. Write:\n  - target: ${moved}\n`,
      edit: { replace: target, by: moved, path: "overlays/10-a.overlay.yaml" },
    },
  ]);
});

test("an action without a place is reported, too", () => {
  expect(unmatchedActions([{ target: "$.a", place: {} }], {}, "spec")).toEqual([
    {
      file: "",
      line: undefined,
      place: "$.a",
      problem,
      advice: "Remove the action, or correct its target.\n",
    },
  ]);
});
