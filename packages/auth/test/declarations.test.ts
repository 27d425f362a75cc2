// The published declarations must compile in apps with an older TypeScript.
import { spawnSync } from "node:child_process";
import { globSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
// A copy of TypeScript 5.0 without its command, which would replace the newer command.
import { getLibFiles, getLibFolderPath, ts } from "@ts-morph/common";
import { afterAll, expect, test } from "vitest";

const folder = mkdtempSync(join(tmpdir(), "hm-auth-declarations-"));
/** The file of the test of this test. */
const newer = "newer.d.ts";
afterAll(() => rmSync(folder, { recursive: true, force: true }));

function declarations(): readonly string[] {
  const compiler = fileURLToPath(new URL("../../../node_modules/typescript/bin/tsc", import.meta.url));
  for (const project of ["tsconfig.build.json", "tsconfig.node.json"]) {
    const output = ["--noEmit", "false", "--emitDeclarationOnly", "--sourceMap", "false", "--outDir", folder];
    const { status, stdout } = spawnSync(process.execPath, [compiler, "-p", project, ...output], {
      cwd: fileURLToPath(new URL("..", import.meta.url)),
      encoding: "utf8",
    });
    expect([status, stdout]).toEqual([0, ""]);
  }
  return globSync("**/*.d.ts", { cwd: folder, exclude: [newer] }).map((file) => join(folder, file));
}

function problemsOf(files: readonly string[]): readonly string[] {
  const { ModuleKind, ModuleResolutionKind, ScriptTarget } = ts;
  const options = {
    target: ScriptTarget.ES2022,
    lib: ["lib.es2022.d.ts", "lib.dom.d.ts"],
    module: ModuleKind.NodeNext,
    moduleResolution: ModuleResolutionKind.NodeNext,
    strict: true,
    exactOptionalPropertyTypes: true,
    noEmit: true,
    types: [],
  };
  const program = ts.createProgram(files, options, withLibraries(ts.createCompilerHost(options)));
  return ts.getPreEmitDiagnostics(program).map(({ file, messageText }) => {
    const message = ts.flattenDiagnosticMessageText(messageText, "\n");
    return `${file?.fileName ?? ""}: ${message}`.replace(folder, "");
  });
}

/** The copy has its libraries in memory. */
function withLibraries(host: ts.CompilerHost): ts.CompilerHost {
  const path = getLibFolderPath({});
  const libraries = new Map(getLibFiles().map(({ fileName, text }) => [`${path}/${fileName}`, text]));
  return {
    ...host,
    getDefaultLibLocation: () => path,
    getSourceFile: (fileName, version) => {
      const text = libraries.get(fileName) ?? ts.sys.readFile(fileName);
      return text === undefined ? undefined : ts.createSourceFile(fileName, text, version);
    },
  };
}

test("the declarations type-check with TypeScript 5.0, and name no private package", () => {
  expect(ts.version).toMatch(/^5\.0\./);
  const files = declarations();
  expect(files.length).toBeGreaterThan(30);
  expect(problemsOf(files)).toEqual([]);
  expect(files.filter((file) => readFileSync(file, "utf8").includes("/guards"))).toEqual([]);
}, 120_000);

test("this test detects a type that TypeScript 5.0 does not have", () => {
  const file = join(folder, newer);
  writeFileSync(file, "export declare function newer(bytes: Uint8Array<ArrayBuffer>): void;\n");
  expect(problemsOf([file])).toEqual(["/newer.d.ts: Type 'Uint8Array' is not generic."]);
}, 120_000);
