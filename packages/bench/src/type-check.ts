// What the type checker does for an app that has our packages as published: declarations, no sources.
import { execFileSync, spawnSync } from "node:child_process";
import { mkdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { callCount, type TypedApp } from "./contestants/typed-apps.ts";
import { generatedFolder } from "./generated.ts";

export interface Checked {
  readonly instantiations: number;
  readonly checkMs: number;
  readonly memoryKb: number;
}

export const compilers = { "5.9": "typescript", "7": "typescript-7" } as const;
export type Compiler = keyof typeof compilers;

const root = join(import.meta.dirname, "..");
const declarations = join(generatedFolder, "declarations");

/** Writes the declarations of `schema`, `auth` and `client` as their builds do. */
export function emitDeclarations(): void {
  for (const name of ["schema", "vehicle-data", "auth", "client"])
    execFileSync(process.execPath, [
      tsc("7"),
      ...["-p", join(root, "..", name, "tsconfig.build.json")],
      ...["--emitDeclarationOnly", "--declarationMap", "false", "--outDir", join(declarations, name)],
    ]);
}

/** @throws {Error} when the app does not compile. */
export function checkApp({ name, head, calls }: TypedApp, count: number, compiler: Compiler): Checked {
  const folder = join(generatedFolder, `app-${name.replace(/\W+/g, "-")}-${count}`);
  mkdirSync(folder, { recursive: true });
  writeFileSync(join(folder, "app.ts"), `${[head, ...calls.slice(0, count)].join("\n")}\n`);
  writeFileSync(join(folder, "tsconfig.json"), JSON.stringify(appConfig));
  const args = [
    tsc(compiler),
    "-p",
    folder,
    "--extendedDiagnostics",
    ...(compiler === "7" ? ["--singleThreaded"] : []),
  ];
  const { status, stdout } = spawnSync(process.execPath, args, { encoding: "utf8" });
  if (status !== 0) throw new Error(`${name} does not compile with TypeScript ${compiler}:\n${stdout}`);
  return {
    instantiations: diagnostic(stdout, "Instantiations"),
    checkMs: diagnostic(stdout, "Check time") * 1_000,
    memoryKb: diagnostic(stdout, "Memory used"),
  };
}

export interface Instantiations {
  /** Of the app of {@link callCount} calls. */
  readonly app: number;
  readonly perOperation: number;
  /** Of an operation that is called already. */
  readonly perCall: number;
}

export function instantiationsOf(app: TypedApp, compiler: Compiler): Instantiations {
  const count = (calls: number): number => checkApp(app, calls, compiler).instantiations;
  const [one, all, twice] = [count(1), count(callCount), count(2 * callCount)];
  return { app: all, perOperation: (all - one) / (callCount - 1), perCall: (twice - all) / callCount };
}

export const appConfig = {
  compilerOptions: {
    target: "es2022",
    module: "nodenext",
    lib: ["es2022", "dom", "dom.iterable"],
    types: [],
    strict: true,
    skipLibCheck: true,
    noEmit: true,
    allowImportingTsExtensions: true,
    paths: Object.fromEntries(
      ["schema", "vehicle-data", "auth", "client"].map((name) => [
        `@high-mobility-ts/${name}`,
        [join(declarations, name, "index.d.ts")],
      ]),
    ),
  },
  files: ["app.ts"],
};

function tsc(compiler: Compiler): string {
  return join(root, "node_modules", compilers[compiler], "bin/tsc");
}

function diagnostic(output: string, label: string): number {
  const found = new RegExp(`^${label}:\\s*([\\d.]+)`, "m").exec(output)?.[1];
  if (found === undefined) throw new Error(`the compiler does not tell "${label}":\n${output}`);
  return Number(found);
}
