// Returns every module specifier of a TypeScript source: values and types, static and dynamic, re-exports too.
import { parseSync, Visitor } from "oxc-parser";

/** @throws {SyntaxError} when the file does not parse. */
export function importsOf(file: string, source: string): string[] {
  const { program, errors } = parseSync(file, source);
  if (errors[0]) throw new SyntaxError(`${file}: ${errors[0].message}`);
  const found: string[] = [];
  const literal = (node: unknown): void => {
    if (typeof node === "object" && node !== null && "value" in node && typeof node.value === "string")
      found.push(node.value);
  };
  new Visitor({
    ImportDeclaration: (node) => literal(node.source),
    ExportNamedDeclaration: (node) => literal(node.source),
    ExportAllDeclaration: (node) => literal(node.source),
    ImportExpression: (node) => literal(node.source),
    TSImportType: (node) => literal(node.source),
  }).visit(program);
  return found;
}
