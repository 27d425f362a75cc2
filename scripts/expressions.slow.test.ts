// Regular expressions are used on text from outside: headers, bodies, files, keys. With quadratic time, a few
// kilobytes can block a process. This test analyses each expression in the sources of a package, without
// measuring times.
import { globSync, readFileSync } from "node:fs";
import { expect, test } from "vitest";
import { expressionsOf } from "./expressions-of.ts";

// The analyser runs as JavaScript, in this process.
process.env["RECHECK_BACKEND"] = "pure";
const { checkSync } = await import("recheck");

/** Expressions for short texts of this repository. */
const overOwnText: Readonly<Record<string, string>> = {
  "/[? ][^/]*$/": "the generated lines of operations (client, path-check.ts)",
};

function verdict(source: string, flags: string): string {
  const result = checkSync(source, flags, { checker: "automaton", timeout: 120_000 });
  if (result.status === "vulnerable") return `${result.complexity.summary}, such as ${result.attack.pattern}`;
  return result.status;
}

const places = new Map<string, { source: string; flags: string; at: string }>();
for (const file of globSync("packages/*/src/**/*.ts", { cwd: new URL("..", import.meta.url) }).sort()) {
  if (file.includes(".test.") || /packages.bench/.test(file)) continue;
  for (const { source, flags, line } of expressionsOf(
    file,
    readFileSync(new URL(`../${file}`, import.meta.url), "utf8"),
  ))
    if (!places.has(`/${source}/${flags}`))
      places.set(`/${source}/${flags}`, { source, flags, at: `${file}:${line}` });
}

test("finds the expressions of the packages", () => {
  expect(places.size).toBeGreaterThan(80);
});

test.each([...places].filter(([text]) => !(text in overOwnText)))(
  "takes linear time: %s",
  (_text, { source, flags, at }) => {
    expect([at, verdict(source, flags)]).toEqual([at, "safe"]);
  },
  240_000,
);

test.each(Object.keys(overOwnText))("still has the expression for our own text: %s", (text) => {
  expect(places.has(text)).toBe(true);
});

test.each([
  ["quadratic", String.raw`\s+$`, ""],
  ["exponential", "(a+)+$", ""],
  [
    "quadratic, over parameters of a header",
    String.raw`\s*,?\s*([\w!#$%&'*+.^|~-]+)\s*=\s*(?:"((?:[^"\\]|\\.)*)"|([^\s,"]+))`,
    "gy",
  ],
])("would report an expression that is %s", (_kind, source, flags) => {
  expect(verdict(source, flags)).toMatch(/polynomial|exponential/);
});

test("reads only regular expressions, and ignores similar text", () => {
  const text = 'const a = "/no/";\n// /no/\nconst b = { c: /a\\/b/gi.test("x") };\nconst d = 4 / 2 / 1;\n';
  expect(expressionsOf("x.ts", text)).toEqual([{ source: "a\\/b", flags: "gi", line: 3 }]);
  expect(() => expressionsOf("x.ts", "const = 1")).toThrow(SyntaxError);
});
