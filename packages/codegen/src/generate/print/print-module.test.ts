import { expect, test } from "vitest";
import { printExports, printImports, printModule, printUnion, relativePath } from "./print-module.ts";

test.each([
  { file: "a.ts", to: "b.ts", want: "./b.ts" },
  { file: "a/b.ts", to: "a/c/d.ts", want: "./c/d.ts" },
  { file: "a/b.ts", to: "c.ts", want: "../c.ts" },
  { file: "a/b/c.ts", to: "d/e.ts", want: "../../d/e.ts" },
])("$file imports $to as $want", ({ file, to, want }) => {
  expect(relativePath(file, to)).toBe(want);
});

test("imports are sorted by module, and values and types together by name", () => {
  const modules = [
    { from: "./b.ts", values: ["f", "b"], types: ["D", "c"] },
    { from: "./a.ts", types: ["Z", "A"] },
    { from: "./c.ts", values: ["g"] },
  ];
  const lines = (keyword: string) =>
    [
      `${keyword} type { A, Z } from "./a.ts";\n`,
      `${keyword} { type D, b, type c, f } from "./b.ts";\n`,
      `${keyword} { g } from "./c.ts";\n`,
    ].join("");
  expect(printImports(modules)).toBe(lines("import"));
  expect(printExports(modules)).toBe(lines("export"));
  expect(printImports([])).toBe("");
  expect(
    printImports([
      { from: "./a.ts", values: [] },
      { from: "./b.ts", types: [] },
    ]),
  ).toBe("");
});

test("an import with more than 110 characters has one line per name", () => {
  const start = 'import { a,  } from "./m.ts";'.length;
  const name = (length: number) => "n".repeat(length - start);
  expect(printImports([{ from: "./m.ts", values: ["a", name(110)] }])).toBe(
    `import { a, ${name(110)} } from "./m.ts";\n`,
  );
  expect(printImports([{ from: "./m.ts", values: ["a", name(111)] }])).toBe(
    `import {\n  a,\n  ${name(111)},\n} from "./m.ts";\n`,
  );
  expect(printExports([{ from: "./m.ts", types: ["a", name(111)] }])).toBe(
    `export type {\n  a,\n  ${name(111)},\n} from "./m.ts";\n`,
  );
});

test("rejects an import of a name that code cannot declare", () => {
  expect(() => printImports([{ from: "./a.ts", values: ["b-c"] }])).toThrow(
    'a name in TypeScript must be letters, digits, _ and $, and no reserved word, got "b-c"',
  );
});

test("a module has the imports of its parts without duplicates, and then their code", () => {
  const parts = [
    { imports: [{ from: "b.ts", values: ["b"], types: ["B"] }], code: ["one\n", "two\n"] },
    {
      imports: [
        { from: "b.ts", values: ["b", "c"], types: ["B", "C"] },
        { from: "a/a.ts", types: ["A"] },
      ],
      code: ["three\n"],
    },
  ];
  expect(printModule("a/file.ts", parts)).toBe(
    'import { type B, type C, b, c } from "../b.ts";\nimport type { A } from "./a.ts";\n\none\n\ntwo\n\nthree\n',
  );
  expect(printModule("a.ts", [{ imports: [{ from: "b.ts", values: ["b"] }], code: [] }])).toBe(
    'import { b } from "./b.ts";\n',
  );
});

test("a union is on one line up to 110 characters", () => {
  const text = (length: number) => "x".repeat(length - "type A = a | ;".length);
  expect(printUnion("A", ['"a"', "1"])).toBe('type A = "a" | 1;\n');
  expect(printUnion("A", ["a", text(110)])).toBe(`type A = a | ${text(110)};\n`);
  expect(printUnion("A", ["a", text(111)])).toBe(`type A =\n  | a\n  | ${text(111)};\n`);
});

test("a union without members is never", () => {
  expect(printUnion("A", [])).toBe("type A = never;\n");
});

test("rejects a union whose name code cannot declare", () => {
  const want = 'a name in TypeScript must be letters, digits, _ and $, and no reserved word, got "a-b"';
  expect(() => printUnion("a-b", [])).toThrow(want);
  expect(() => printUnion("a-b", ["c"])).toThrow(want);
});
