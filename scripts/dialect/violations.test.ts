import { expect, test } from "vitest";
import { factsOf } from "./violations.ts";

function found(source: string, file = "packages/auth/src/some-file.ts"): string[] {
  return factsOf(file, source).violations.map(({ rule, name, line }) => `${rule} ${name} ${line}`);
}

test.each([
  ["an arrow function", "const a = () => 1;", ["arrow-function a 1"]],
  ["an exported arrow function", "\nexport const a = async () => 1;", ["arrow-function a 2"]],
  ["a function expression", "const a = function () {};", ["arrow-function a 1"]],
  ["a constant in capitals", "const MAX_WAIT_MS = 1;", ["screaming-constant MAX_WAIT_MS 1"]],
  ["a local constant in capitals", "function f() {\n  const POLL = 1;\n}", ["screaming-constant POLL 2"]],
  ["a bare @throws", "/**\n * @throws when it fails */\nfunction f() {}", ["bare-throws some-file.ts 2"]],
])("reports %s", (_name, source, want) => {
  expect(found(source)).toEqual(want);
});

test.each([
  ["a function declaration", "export function a() {}"],
  ["a variable that is replaced", "let close = () => {};"],
  ["a local arrow function", "function f() { const g = () => 1; return g; }"],
  ["a constant with an object of functions", "const handlers = { a: () => 1 };"],
  ["a single capital letter", "const T = 1;"],
  ["an environment variable that is renamed", "const { HM_ENVIRONMENT: environment } = process.env;"],
  ["@throws with a class", "/** @throws {TypeError} `a` is negative. */ function f() {}"],
  ["capitals in a string", 'const a = "const MAX = 1";'],
  ["a function called it outside tests", "it(1);"],
])("accepts %s", (_name, source) => {
  expect(found(source)).toEqual([]);
});

test.each([
  ["it", 'it("a", () => {});', true],
  ["it.each", "it.each([1])('a', () => {});", true],
  ["it.skipIf", "it.skipIf(true)('a', () => {});", true],
  ["a describe without a table", 'describe("a", () => { test("b", () => {}); });', true],
  ["a skipped describe without a table", 'describe.skipIf(x)("a", () => { test("b", () => {}); });', true],
  ["describe.each", 'describe.each([1])("a", () => { test("b", () => {}); });', false],
  ["a describe around test.each", 'describe("a", () => { test.each([1])("b", () => {}); });', false],
  ["a describe around a loop", 'describe("a", () => { for (const b of c) test(b, () => {}); });', false],
  ["a method of a variable called it", "it.delayMsAfter(1, 2);", false],
  ["flat tests", 'test("a", () => {}); test.each([1])("b", () => {});', false],
])("checks test blocks: %s", (_name, source, isViolation) => {
  const want = isViolation ? ["test-block a.test.ts 1"] : [];
  expect(found(source, "packages/auth/src/a.test.ts")).toEqual(want);
});

test("lists the type names of the top level", () => {
  const source = [
    "export interface A {}",
    "type B = string;",
    "export class C { D = 1 }",
    "export type { E } from 'e';",
    "function f() { type F = string; }",
    "export default class {}",
  ].join("\n");
  expect(factsOf("a.ts", source).typeNames).toEqual([
    { name: "A", line: 1 },
    { name: "B", line: 2 },
    { name: "C", line: 3 },
  ]);
});

test("names the file that does not parse", () => {
  expect(() => factsOf("broken.ts", "const =")).toThrow(/broken\.ts/);
});
