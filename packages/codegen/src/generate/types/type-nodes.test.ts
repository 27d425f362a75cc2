import ts from "typescript";
import { expect, test } from "vitest";
import { accessPath, isInterface, readMembers } from "./type-nodes.ts";

function statementOf(code: string): ts.Statement {
  const [statement] = ts.createSourceFile("a.ts", code, ts.ScriptTarget.Latest).statements;
  if (statement === undefined) throw new TypeError("there is no statement");
  return statement;
}

function typeOf(code: string): ts.TypeNode {
  const statement = statementOf(`type A = ${code};`);
  if (!ts.isTypeAliasDeclaration(statement)) throw new TypeError("it is no type");
  return statement.type;
}

test.each([
  { code: "a", want: ["a"] },
  { code: 'a["b"]', want: ["a", "b"] },
  { code: 'a["b"]["c-d"]', want: ["a", "b", "c-d"] },
  { code: "a<b>", want: undefined },
  { code: "a.b", want: undefined },
  { code: "a[b]", want: undefined },
  { code: "a[1]", want: undefined },
  { code: 'a[1]["b"]', want: undefined },
  { code: '{ a: 1 }["a"]', want: undefined },
  { code: '"a"', want: undefined },
  { code: "string[]", want: undefined },
])("the path of the type $code is $want", ({ code, want }) => {
  expect(accessPath(typeOf(code))).toEqual(want);
});

test("reads the properties of an interface or a type literal, and no other members", () => {
  const code = '{ a: string; "b-c"?: number; 1: null; d; [e]: 1; [key: string]: unknown; f(): void }';
  for (const node of [statementOf(`interface A ${code}`), typeOf(code)])
    expect(
      readMembers(node).map(({ name, optional, type }) => ({ name, optional, kind: type.kind })),
    ).toEqual([
      { name: "a", optional: false, kind: ts.SyntaxKind.StringKeyword },
      { name: "b-c", optional: true, kind: ts.SyntaxKind.NumberKeyword },
      { name: "1", optional: false, kind: ts.SyntaxKind.LiteralType },
    ]);
});

test("other nodes have no members", () => {
  expect(readMembers(undefined)).toEqual([]);
  expect(readMembers(typeOf("A[]"))).toEqual([]);
  expect(readMembers(statementOf("class A { a: string; }"))).toEqual([]);
});

test("an interface is known by its name", () => {
  expect(isInterface(statementOf("interface A {}"), "A")).toBe(true);
  expect(isInterface(statementOf("interface A {}"), "B")).toBe(false);
  expect(isInterface(statementOf("type A = {};"), "A")).toBe(false);
});
