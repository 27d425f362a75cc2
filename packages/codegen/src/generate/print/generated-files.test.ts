import { expect, test } from "vitest";
import { generatedFiles } from "./generated-files.ts";

test("returns the modules by path", () => {
  const files = generatedFiles([
    ["b.ts", "B"],
    ["a/c-d/1_e.ts", "E"],
  ]);
  expect([...files]).toEqual([
    ["b.ts", "B"],
    ["a/c-d/1_e.ts", "E"],
  ]);
});

test.each([
  "",
  ".ts",
  "a",
  "ats",
  "a.js",
  "a.ts.js",
  "a.ts\n",
  "-a.ts",
  "/a.ts",
  "a//b.ts",
  "../a.ts",
  "./a.ts",
  "a/../b.ts",
  "-a/b.ts",
  "a b.ts",
  "a b/c.ts",
  "a/.ts",
  "a\\b.ts",
])("rejects the path %j", (path) => {
  expect(() => generatedFiles([[path, ""]])).toThrow(
    expect.objectContaining({
      name: "CodegenError",
      message: `a generated file must be called by letters, digits, - and _, got ${JSON.stringify(path)}`,
    }),
  );
});

test("rejects two modules with one path", () => {
  expect(() =>
    generatedFiles([
      ["a.ts", "1"],
      ["a.ts", "2"],
    ]),
  ).toThrow(
    expect.objectContaining({ name: "CodegenError", message: "two generated files would be called a.ts" }),
  );
});
