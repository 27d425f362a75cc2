import { expect, test } from "vitest";
import { examplesIn, importsInMarkdown } from "./readme-imports.ts";

const text = [
  "# A",
  "```ts",
  'import { a } from "a";',
  "```",
  "```sh",
  'import { b } from "b";',
  "```",
  "```ts",
  'import type { C } from "c/d";',
  'import { a } from "a";',
  "```",
].join("\n");

test("finds what TypeScript examples import, each once", () => {
  expect(examplesIn(text)).toHaveLength(2);
  expect(importsInMarkdown("README.md", text)).toEqual(["a", "c/d"]);
});

test("names the example that does not parse", () => {
  expect(() => importsInMarkdown("README.md", "```ts\nimport {\n```\n")).toThrow(/README\.md-1\.ts/);
});
