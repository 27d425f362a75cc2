// Returns the imports of the TypeScript examples of a Markdown file.
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

/** The packages that the document's `npm install` commands name, without versions. */
export function installedPackages(text: string): readonly string[] {
  return [...text.matchAll(/^```sh\r?\n([\s\S]*?)^```/gm)]
    .flatMap(([, code = ""]) => [...code.matchAll(/^npm (?:install|i) (.*?)(?:\s#.*)?$/gm)])
    .flatMap(([, names = ""]) => names.split(/\s+/))
    .filter((name) => name !== "" && !name.startsWith("-"))
    .map((name) => name.replace(/(?<=.)@.*$/, ""));
}

/**
 * The packages that the document's examples import and its commands do not install: strict package managers
 * do not find them.
 */
export function packagesLeftOut(file: string, text: string): readonly string[] {
  const installed = installedPackages(text);
  const imported = importsInMarkdown(file, text)
    .filter((specifier) => !specifier.startsWith("node:") && !specifier.startsWith("."))
    .map(packageOf);
  return [...new Set(imported)].filter((name) => !installed.includes(name));
}

/** `@scope/name` of `@scope/name/path`. */
export function packageOf(specifier: string): string {
  return specifier
    .split("/")
    .slice(0, specifier.startsWith("@") ? 2 : 1)
    .join("/");
}
