import { expect, test } from "vitest";
import { importsOf } from "./imports-of.ts";

test.each([
  ["a value import", `import { a } from "x";`, ["x"]],
  ["a type import", `import type { A } from "x";`, ["x"]],
  ["an inline type import", `import { type A } from "x";`, ["x"]],
  ["a re-export", `export { a } from "x"; export * from "y";`, ["x", "y"]],
  ["a dynamic import", `const a = await import("x");`, ["x"]],
  ["a type query", `type A = import("x").A;`, ["x"]],
  ["a side-effect import", `import "x";`, ["x"]],
  ["no import in a string", `const a = 'import "x"';`, []],
])("finds %s", (_name, source, want) => {
  expect(importsOf("a.ts", source)).toEqual(want);
});

test("names the file that does not parse", () => {
  expect(() => importsOf("broken.ts", "import {")).toThrow(/broken\.ts/);
});
