// Finds violations of the dialect of CONTRIBUTING.md in one source file.
import { type ExportDefaultDeclaration, parseSync, type Statement, Visitor } from "oxc-parser";

export const dialectRules = {
  "arrow-function":
    "a top-level function must be a `function` declaration, got a constant with an arrow function",
  "screaming-constant": "a constant must be named in camelCase, got SCREAMING_CASE",
  "test-block": "tests must be flat `test(…)` calls, with a `describe` only around a table",
  "bare-throws": "`@throws` must name the class in braces, as in `@throws {TypeError}`",
  "repeated-name": "a type name must be declared in one file of the repository only",
} as const;

export type DialectRule = keyof typeof dialectRules;

export interface DialectViolation {
  readonly rule: DialectRule;
  /**
   * The declared name, or the file's name if nothing is declared. It stays the same if the file is moved to
   * another folder.
   */
  readonly name: string;
  readonly file: string;
  readonly line: number;
}

export interface SourceFacts {
  readonly violations: readonly DialectViolation[];
  /** The names of the types, interfaces and classes that the file declares at its top level. */
  readonly typeNames: readonly { readonly name: string; readonly line: number }[];
}

interface Node {
  readonly type: string;
  readonly start: number;
  readonly end: number;
}

/** @throws {SyntaxError} The file does not parse. */
export function factsOf(file: string, source: string): SourceFacts {
  const { program, comments, errors } = parseSync(file, source);
  if (errors[0]) throw new SyntaxError(`${file}: ${errors[0].message}`);
  const fileName = file.split("/").at(-1) ?? file;
  const lineAt = (offset: number): number => source.slice(0, offset).split("\n").length;
  const violations: DialectViolation[] = [];
  const add = (rule: DialectRule, name: string, at: number): void => {
    violations.push({ rule, name, file, line: lineAt(at) });
  };

  const declarations = program.body.map((statement) =>
    "declaration" in statement && statement.declaration ? statement.declaration : statement,
  );
  for (const declared of declarations)
    for (const { name, start } of functionConstants(declared)) add("arrow-function", name, start);

  new Visitor({
    VariableDeclarator: ({ id }) => {
      if (id.type === "Identifier" && isScreaming(id.name)) add("screaming-constant", id.name, id.start);
    },
    CallExpression: (call) => {
      if (fileName.includes(".test.") && isTestBlock(call, source)) add("test-block", fileName, call.start);
    },
  }).visit(program);

  for (const { value, start } of comments)
    for (const { index } of value.matchAll(/@throws(?!\s*\{)/g)) add("bare-throws", fileName, start + index);

  const typeNames = declarations.flatMap((declared) =>
    (declared.type === "TSTypeAliasDeclaration" ||
      declared.type === "TSInterfaceDeclaration" ||
      declared.type === "ClassDeclaration") &&
    declared.id
      ? [{ name: declared.id.name, line: lineAt(declared.start) }]
      : [],
  );
  return { violations, typeNames };
}

function functionConstants(
  declared: Statement | ExportDefaultDeclaration["declaration"],
): readonly { name: string; start: number }[] {
  if (declared.type !== "VariableDeclaration" || declared.kind !== "const") return [];
  return declared.declarations.flatMap(({ id, init }) =>
    id.type === "Identifier" && init && /^(?:Arrow)?FunctionExpression$/.test(init.type) ? [id] : [],
  );
}

function isScreaming(name: string): boolean {
  return name.length > 1 && /^[A-Z][A-Z0-9_]*$/.test(name);
}

/** An `it`, or a `describe` that holds no table. */
function isTestBlock(
  call: Node & { readonly callee: Node; readonly arguments: readonly unknown[] },
  source: string,
): boolean {
  // `describe.skipIf(…)` and `it.each(…)` alone are not a block: the call of their result is.
  if (call.arguments.length < 2) return false;
  const called = source.slice(call.callee.start, call.callee.end);
  if (/^it(?:$|\.(?:concurrent|each|fails|for|only|runIf|sequential|skip|skipIf|todo)\b)/.test(called))
    return true;
  if (!/^describe\b/.test(called) || /^describe\.(?:each|for)\b/.test(called)) return false;
  return !/\.(?:each|for|forEach)\(|\bfor\s*\(/.test(source.slice(call.start, call.end));
}
