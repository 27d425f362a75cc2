// Tests the compiler errors for options from environment variables: two short lines at the option, without a
// list of types.
import { spawnSync } from "node:child_process";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { createRequire } from "node:module";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";
import { afterAll, expect, test } from "vitest";

const require = createRequire(import.meta.url);
// The file is inside the package, so that its dependencies are found.
const folder = mkdtempSync(fileURLToPath(new URL("type-errors-", import.meta.url)));
afterAll(() => rmSync(folder, { recursive: true }));

const file = join(folder, "app.ts");
const cases = [
  {
    options: '{ environment: "sandbox", clientId: "a", clientSecret: variables["SECRET"] }',
    want: "55: Type 'string | undefined' is not assignable to type 'string'.",
  },
  {
    options: '{ environment: "sandbox", clientId: variables["ID"], clientSecret: "b" }',
    want: "40: Type 'string | undefined' is not assignable to type 'string'.",
  },
  {
    options: '{ baseUrl: variables["URL"], clientId: "a", clientSecret: "b" }',
    want: "16: Type 'string | undefined' is not assignable to type 'string'.",
  },
  {
    options: '{ environment: variables["ENVIRONMENT"], clientId: "a", clientSecret: "b" }',
    want: "16: Type 'string | undefined' is not assignable to type 'Environment'.",
  },
  {
    options: '{ environment: "sandbox", clientId: "a", clientSecrt: "b" }',
    want: "55: Object literal may only specify known properties, and 'clientSecrt' does not exist in type 'ClientOptions'.",
  },
];
writeFileSync(
  file,
  `import { createClient } from "../../src/index.ts";
declare const variables: Record<string, string | undefined>;
${cases.map(({ options }) => `createClient(${options});`).join("\n")}
`,
);

/** The first line of each error, with its column. */
function errorsOf(compiler: string, exactOptionalPropertyTypes: boolean): string[] {
  const bin = join(dirname(require.resolve(`${compiler}/package.json`)), "bin/tsc");
  const compilerOptions = {
    ...{ noEmit: true, strict: true, skipLibCheck: true, module: "nodenext", target: "es2023", types: [] },
    ...{ allowImportingTsExtensions: true, exactOptionalPropertyTypes },
  };
  writeFileSync(join(folder, "tsconfig.json"), JSON.stringify({ compilerOptions, files: ["app.ts"] }));
  const { stdout } = spawnSync(process.execPath, [bin, "-p", folder, "--pretty", "false"], {
    encoding: "utf8",
    cwd: folder,
  });
  return [...stdout.matchAll(/^app\.ts\(\d+,(\d+)\): error TS\d+: (.*)$/gm)].map(
    ([, at, text]) => `${at}: ${text}`,
  );
}

test.each([
  { compiler: "typescript", exact: false },
  { compiler: "typescript", exact: true },
  { compiler: "typescript-5.9", exact: true },
])(
  "$compiler reports an error at the wrong option, with exact optional properties: $exact",
  ({ compiler, exact }) => {
    expect(errorsOf(compiler, exact)).toEqual(cases.map(({ want }) => want));
  },
);
