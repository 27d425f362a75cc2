import { expect, test } from "vitest";
import type { Tarball } from "./packages.ts";
import { contentProblems } from "./tarball-problems.ts";

const good: Record<string, string> = {
  "package/LICENSE": "MIT",
  "package/README.md":
    '```sh\nnpm install @scope/a other\n```\n```ts\nimport { a } from "@scope/a";\nimport { b } from "other";\n```\n',
  "package/package.json": JSON.stringify({ exports: { ".": "./dist/index.js" } }),
  "package/dist/index.js": "",
  "package/dist/index.js.map": JSON.stringify({ sources: ["../src/index.ts"] }),
  "package/dist/index.d.ts": "export declare const a: number;",
  "package/src/index.ts": "",
};

function tarball(files: Record<string, string>): Tarball {
  return {
    manifest: { name: "@scope/a", version: "1.0.0" },
    path: "/nowhere",
    entries: Object.keys(files),
    sizes: Object.values(files).map((text) => text.length),
    read: (entry) => files[entry] ?? "",
  };
}

test("reports no problem of a complete package", () => {
  expect(contentProblems(tarball(good))).toEqual([]);
});

test("accepts a source that its map contains", () => {
  const map = { sources: ["../../guards/src/redact.ts", "../src/index.ts"], sourcesContent: ["…", null] };
  const files = { ...good, "package/dist/index.js.map": JSON.stringify(map) };
  expect(contentProblems(tarball(files))).toEqual([]);
});

const { "package/LICENSE": _, ...unlicensed } = good;
const { "package/src/index.ts": __, ...sourceless } = good;

test.each([
  { name: "no licence", files: unlicensed, want: "package/LICENSE is missing" },
  {
    name: "a source map to a missing file",
    files: sourceless,
    want: "package/dist/index.js.map points to ../src/index.ts, which is not in the package",
  },
  {
    name: "a style that the build forgot",
    files: { ...good, "package/src/page.css": "" },
    want: "package/src/page.css is not in dist",
  },
  {
    name: "too many files",
    files: {
      ...good,
      ...Object.fromEntries(Array.from({ length: 594 }, (_, i) => [`package/dist/${i}.js`, ""])),
    },
    want: "has 601 files; 600 are allowed",
  },
  {
    name: "too many bytes, counted in blocks",
    files: { ...good, "package/dist/big.js": " ".repeat(9_981_953) },
    want: "takes 10006528 bytes on a disk; 10000000 are allowed",
  },
  {
    name: "a test",
    files: { ...good, "package/src/index.test.ts": "" },
    want: "ships the test file package/src/index.test.ts",
  },
  {
    name: "a README that imports names that are not exported",
    files: {
      ...good,
      "package/README.md": '```sh\nnpm install @scope/a\n```\n```ts\nimport { c } from "@scope/a/c";\n```\n',
    },
    want: 'its README imports "@scope/a/c", which it does not export',
  },
  {
    name: "a README that imports something that it does not install",
    files: {
      ...good,
      "package/README.md": '```sh\nnpm install @scope/a\n```\n```ts\nimport { c } from "@scope/c/d";\n```\n',
    },
    want: 'its README imports "@scope/c" and installs it nowhere: pnpm and Yarn do not find it',
  },
  {
    name: "a README that links to a file which is not in the package",
    files: {
      ...good,
      "package/README.md":
        "[a](src/index.ts) [b](dist) [c](#own) [d](https://a.example/) [e](../b/README.md#f)\n",
    },
    want: "its README links to ../b/README.md, which is not in the package: use an absolute URL",
  },
  {
    name: "a public type of a frozen dependency",
    files: { ...good, "package/dist/index.d.ts": 'import type { Client } from "openapi-fetch";' },
    want: "package/dist/index.d.ts makes a type of openapi-fetch public",
  },
  {
    name: "a public type of the private package",
    files: { ...good, "package/dist/index.d.ts": 'export type A = import("@high-mobility-ts/guards").B;' },
    want: "package/dist/index.d.ts makes a type of @high-mobility-ts/guards public",
  },
])("finds $name", ({ files, want }) => {
  expect(contentProblems(tarball(files))).toEqual([want]);
});
