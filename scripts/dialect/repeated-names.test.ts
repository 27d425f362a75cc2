import { expect, test } from "vitest";
import { repeatedNames } from "./repeated-names.ts";
import { factsOf } from "./violations.ts";

function repeatedIn(files: Record<string, string>): string[] {
  const facts = new Map(Object.entries(files).map(([file, source]) => [file, factsOf(file, source)]));
  return repeatedNames(facts).map(({ name, file, line }) => `${name} ${file}:${line}`);
}

test("reports a type name in every file that declares it", () => {
  const files = {
    "a.ts": "interface Response {}",
    "b.ts": "\nexport type Response = 1;",
    "c.ts": "class Other {}",
  };
  expect(repeatedIn(files)).toEqual(["Response a.ts:1", "Response b.ts:2"]);
});

test("accepts declarations of one file that TypeScript merges", () => {
  expect(repeatedIn({ "a.ts": "interface A { b: 1 }\ninterface A { c: 1 }" })).toEqual([]);
});

test("accepts a name that a test repeats", () => {
  const files = { "src/a.ts": "type A = 1;", "src/a.test.ts": "type A = 2;", "test/kit.ts": "type A = 3;" };
  expect(repeatedIn(files)).toEqual([]);
});
