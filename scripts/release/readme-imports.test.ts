import { globSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { expect, test } from "vitest";
import { examplesIn, importsInMarkdown, installedPackages, packagesLeftOut } from "./readme-imports.ts";

const root = join(import.meta.dirname, "../..");

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

test("finds the imports of TypeScript examples, without duplicates", () => {
  expect(examplesIn(text)).toHaveLength(2);
  expect(importsInMarkdown("README.md", text)).toEqual(["a", "c/d"]);
});

test("names the example that does not parse", () => {
  expect(() => importsInMarkdown("README.md", "```ts\nimport {\n```\n")).toThrow(/README\.md-1\.ts/);
});

test("names the packages that are imported and not installed", () => {
  const install = "```sh\nnpm install a @scope/b@2 # both\nnpm install --save-dev c\n```\n";
  const example =
    '```ts\nimport "a";\nimport "@scope/b/path";\nimport "c/d";\nimport "e/f";\nimport "node:fs";\n```\n';
  expect(installedPackages(install)).toEqual(["a", "@scope/b", "c"]);
  expect(packagesLeftOut("README.md", install + example)).toEqual(["e"]);
});

test.each(["README.md", ...globSync("packages/*/README.md", { cwd: root })])(
  "%s installs what its examples import",
  (file) => {
    expect(packagesLeftOut(file, readFileSync(join(root, file), "utf8"))).toEqual([]);
  },
);
