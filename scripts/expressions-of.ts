// Returns every regular expression literal of a TypeScript source.
import { parseSync, Visitor } from "oxc-parser";

export interface Expression {
  readonly source: string;
  readonly flags: string;
  /** Line of the file, from 1. */
  readonly line: number;
}

/** @throws {SyntaxError} if the file does not parse. */
export function expressionsOf(file: string, text: string): readonly Expression[] {
  const { program, errors } = parseSync(file, text);
  if (errors[0]) throw new SyntaxError(`${file}: ${errors[0].message}`);
  const found: Expression[] = [];
  new Visitor({
    Literal: (node) => {
      if (!("regex" in node)) return;
      const { pattern, flags } = node.regex;
      found.push({ source: pattern, flags, line: text.slice(0, node.start).split("\n").length });
    },
  }).visit(program);
  return found;
}
