// What the TypeScript examples of a Markdown file import.
import { importsOf } from "../imports-of.ts";

/** The code of the fenced `ts` blocks, in order. */
export function examplesIn(text: string): readonly string[] {
  return [...text.matchAll(/^```ts\r?\n([\s\S]*?)^```/gm)].map(([, code = ""]) => code);
}

/** @throws {SyntaxError} when an example does not parse. */
export function importsInMarkdown(file: string, text: string): readonly string[] {
  const found = examplesIn(text).flatMap((code, index) => importsOf(`${file}-${index + 1}.ts`, code));
  return [...new Set(found)].sort();
}
