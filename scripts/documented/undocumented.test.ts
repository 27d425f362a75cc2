import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, expect, test } from "vitest";
import { undocumentedNames } from "./undocumented.ts";

const folder = mkdtempSync(join(tmpdir(), "documented-"));
afterAll(() => rmSync(folder, { recursive: true }));

let modules = 0;

/** Writes the files, of which the first is the entry, and returns their names without JSDoc. */
function found(entry: string, others: Record<string, string> = {}): string[] {
  const file = join(folder, `entry-${++modules}.ts`);
  writeFileSync(file, entry);
  for (const [name, text] of Object.entries(others)) writeFileSync(join(folder, name), text);
  return undocumentedNames([file], (path) => path.startsWith(folder)).map(
    ({ name, line }) => `${line} ${name}`,
  );
}

test.each([
  ["a function", "export function send(): void {}", ["1 send"]],
  ["a constant", "export const limit: number = 1;", ["1 limit"]],
  [
    "a class, and a member of it",
    "export class Failure { readonly code: string = ''; }",
    ["1 Failure", "1 Failure.code"],
  ],
  ["a type", "export type Name = string;", ["1 Name"]],
  [
    "a member of an interface",
    "/** Options. */\nexport interface Options {\n  limit?: number;\n}",
    ["3 Options.limit"],
  ],
  [
    "a member that is a symbol",
    "const key: unique symbol = Symbol();\n/** Options. */\nexport interface Options { [key]?: true }",
    ["3 Options.[key]"],
  ],
  [
    "a member of each literal of a union",
    "/** Events. */\nexport type Event =\n  | { type: 1 }\n  | {\n      /** Two. */\n      type: 2;\n    };",
    ["3 Event.type"],
  ],
  [
    "a member of a parameter",
    "/** Sends. */\nexport function send(options: { limit: number }): void {}",
    ["2 send.limit"],
  ],
  [
    "a member of a callback's parameter",
    "/** Options. */\nexport interface Options {\n  /** Is called. */\n  onEvent: (event: { type: 1 }) => void;\n}",
    ["4 Options.onEvent.type"],
  ],
  ["a comment without text", "/** @deprecated */\nexport type Name = string;", ["2 Name"]],
  [
    "a comment on the line of the brace, which editors do not show",
    "/** A. */\nexport interface A { /** B. */ b: 1 }",
    ["2 A.b"],
  ],
  ["a comment that is not JSDoc", "/* A name. */\nexport type Name = string;", ["2 Name"]],
])("reports %s", (_name, source, want) => {
  expect(found(source)).toEqual(want);
});

test.each([
  ["names that are not exported", "function send(): void {}\nexport {};"],
  ["private members", "/** Fails. */\nexport class Failure {\n  #a = 1;\n  private b = 1;\n}"],
  [
    "members that a class overrides",
    "/** Fails. */\nexport class Failure extends Error {\n  override readonly name = 'Failure';\n}",
  ],
  [
    "members that must be absent",
    "/** Options. */\nexport interface Options {\n  a?: never;\n  b?: undefined;\n}",
  ],
  [
    "overloads of a method, of which one has a comment",
    "/** Client. */\nexport interface Client {\n  /** Sends. */\n  send(a: 1): void;\n  send(a: 2): void;\n}",
  ],
  [
    "overloads, of which one has a comment",
    "/** Sends. */\nexport function send(a: 1): void;\nexport function send(a: 2): void;\nexport function send(a: number): void {}",
  ],
  ["bodies and initializers", "/** Sends. */\nexport function send(): void {\n  const a: { b?: 1 } = {};\n}"],
  [
    "names that are only in a condition of a type",
    "/** Data. */\nexport type Data<T extends { a: 1 }> = T extends { b: infer B } ? B : never;",
  ],
  [
    "parameters of methods",
    "/** Client. */\nexport interface Client {\n  /** Sends. */\n  send(options: { a: 1 }): { b: 1 };\n}",
  ],
])("does not report %s", (_name, source) => {
  expect(found(source)).toEqual([]);
});

test("follows exports, base interfaces and mentioned types into other files, without duplicates", () => {
  const files = {
    "options.ts":
      "export interface Base {\n  a: 1;\n}\ninterface Part { b: 1 }\nexport interface Unused { c: 1 }\n/** Options. */\nexport interface Options extends Base {\n  /** Parts. */\n  parts: Part[];\n}",
  };
  expect(
    found('export type { Options } from "./options.ts";\nexport type { Base } from "./options.ts";', files),
  ).toEqual(["1 Base", "2 Base.a", "4 Part.b"]);
});

test("does not follow types into excluded files", () => {
  writeFileSync(join(folder, "generated.ts"), "export interface Wire { a: 1 }");
  const entry = join(folder, "uses-generated.ts");
  writeFileSync(entry, 'import type { Wire } from "./generated.ts";\n/** Data. */\nexport type Data = Wire;');
  expect(undocumentedNames([entry], (file) => file === entry)).toEqual([]);
});

test("rejects an entry that is not a module", () => {
  expect(() => undocumentedNames([join(folder, "nowhere.ts")], () => true)).toThrow(
    "nowhere.ts is not a module.",
  );
});
