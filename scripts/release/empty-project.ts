// Creates an empty project that installs packages by name: the README's examples must compile and run in it.
import { mkdirSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { examplesIn, importsInMarkdown } from "./readme-imports.ts";

export interface Readme {
  /** For messages: `packages/client/README.md`. */
  readonly file: string;
  readonly text: string;
}

export interface Example {
  readonly name: string;
  readonly code: string;
}

/** The TypeScript declarations of values that the examples use. */
const given = `declare global {
  var clientId: string;
  var clientSecret: string;
  var keyFile: string;
  var storeSecret: string;
  var storeFolder: string;
  var webhookSecret: string;
}
export {};
`;

/** The examples that call the platform: those that import the client or its authentication. */
function runnableExamples(readmes: readonly Readme[]): readonly Example[] {
  return readmes.flatMap(({ file, text }) =>
    examplesIn(text)
      .map((code, index) => ({ name: `${file.replaceAll(/\W+/g, "-")}-${index + 1}.ts`, code }))
      .filter(({ code }) => /from "@high-mobility-ts\/(client|auth)"/.test(code)),
  );
}

/** Every path that a README imports. */
function importedPaths(readmes: readonly Readme[]): readonly string[] {
  return [...new Set(readmes.flatMap(({ file, text }) => importsInMarkdown(file, text)))].sort();
}

/** The packages of other authors that the READMEs and the project's own program need. */
export function othersPackages(readmes: readonly Readme[]): readonly string[] {
  const names = importedPaths(readmes).map((path) =>
    path
      .split("/")
      .slice(0, path.startsWith("@") ? 2 : 1)
      .join("/"),
  );
  const others = names.filter((name) => !name.startsWith("@high-mobility-ts/") && !name.startsWith("node:"));
  return [...new Set([...others, "msw", "@types/node"])].sort();
}

export function writeProject(folder: string, readmes: readonly Readme[]): void {
  mkdirSync(join(folder, "examples"), { recursive: true });
  const manifest = { name: "empty-project", private: true, type: "module" };
  writeFileSync(join(folder, "package.json"), JSON.stringify(manifest));
  const compilerOptions = {
    ...{ strict: true, noEmit: true, skipLibCheck: true, types: ["node"], target: "es2023" },
    ...{ module: "nodenext", moduleResolution: "nodenext", lib: ["es2023", "dom", "dom.iterable"] },
  };
  writeFileSync(
    join(folder, "tsconfig.json"),
    JSON.stringify({ compilerOptions, include: ["examples", "given.ts"] }),
  );
  writeFileSync(join(folder, "given.ts"), given);
  const examples = runnableExamples(readmes);
  for (const { name, code } of examples)
    writeFileSync(join(folder, "examples", name), `${code}\nexport {};\n`);
  writeFileSync(
    join(folder, "run.ts"),
    program(
      examples.map(({ name }) => name),
      importedPaths(readmes),
    ),
  );
}

/** Runs the examples one after the other against the emulator, with a vehicle that is cleared. */
function program(examples: readonly string[], paths: readonly string[]): string {
  const template = readFileSync(new URL("./empty-project-program.txt", import.meta.url), "utf8");
  return template
    .replace("$EXAMPLES", () => JSON.stringify(examples))
    .replace("$PATHS", () => JSON.stringify(paths));
}
