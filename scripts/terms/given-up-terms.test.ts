import { expect, test } from "vitest";
import { findGivenUpTerms } from "./given-up-terms.ts";
import { textPieces } from "./text-pieces.ts";

function termsIn(file: string, source: string): string[] {
  return findGivenUpTerms(textPieces(file, source)).map(({ line, found }) => `${line}: ${found}`);
}

test("finds terms in comments, sentences, test names and templates, with their lines", () => {
  const source = `// Nobody calls it.
const a = 1;
/**
 * Its answer.
 */
test("is refused", () => fail(\`The server
answers \${a} anew.\`));
`;
  expect(termsIn("a.ts", source).sort()).toEqual([
    "1: Nobody",
    "4: answer",
    "6: refused",
    "7: anew",
    "7: answers",
  ]);
});

test("finds a phrase that goes over the end of a line comment", () => {
  expect(termsIn("a.ts", "// The server knows\n// no scope.\n")).toEqual(["1: knows no"]);
});

test("leaves identifiers, codes, names in backticks and the field's own words alone", () => {
  const source = `const answer = "refused"; // \`answer\` is a name. Connection refused. It gives up.\n`;
  expect(termsIn("a.ts", source)).toEqual([]);
});

test("reads the prose of Markdown, not its fences, code or link targets", () => {
  const source =
    "Whoever reads.\n\n```ts\n// nobody\n```\n\n`anew` [a link](./refused.md)\n\nIt is not to stop.\n";
  expect(termsIn("a.md", source)).toEqual(["1: Whoever", "9: is not to"]);
});

test("reads every line of other files", () => {
  expect(termsIn("a.yaml", "a:\n  description: Told of each event.\n")).toEqual(["2: Told of"]);
});

test("reads the text between elements of JSX", () => {
  expect(termsIn("a.tsx", "export const a = <p>Gives a car</p>;\n")).toEqual(["1: Gives"]);
});
