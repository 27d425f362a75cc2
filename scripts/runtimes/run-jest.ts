// Runs Jest like an app: test files as ES modules and as CommonJS, with the packed packages.
import { spawn } from "node:child_process";
import { once } from "node:events";
import { mkdirSync, writeFileSync } from "node:fs";
import { join, resolve } from "node:path";
import { createEmulator } from "@high-mobility-ts/emulator";

/** Returns the same test for both kinds of files, which differ only in the import. */
function testFile(kind: string, options: string): string {
  const load = 'await import("@high-mobility-ts/client")';
  return `
const options = ${options};

test("a client reads clearances in ${kind}", async () => {
  const { createClient, unwrap } = ${kind === "ES modules" ? "client" : load};
  const hm = createClient(options);
  expect(Array.isArray(await unwrap(hm.listClearances()))).toBe(true);
});

test("an error has its code in ${kind}", async () => {
  const { createClient, unwrap } = ${kind === "ES modules" ? "client" : load};
  const hm = createClient(options);
  await expect(unwrap(hm.getClearance({ vin: "2HM00000000000999" }))).rejects.toMatchObject({ code: "not-found" });
});
`;
}

export async function runJest(folder: string): Promise<string[]> {
  const emulator = createEmulator({ apps: [{ clientId: "jest", clientSecret: crypto.randomUUID() }] });
  const server = await emulator.listen();
  try {
    const tests = join(folder, "jest");
    mkdirSync(tests, { recursive: true });
    const options = JSON.stringify(server.clientOptions());
    writeFileSync(
      join(tests, "esm.test.mjs"),
      `import * as client from "@high-mobility-ts/client";\n${testFile("ES modules", options)}`,
    );
    writeFileSync(join(tests, "commonjs.test.cjs"), testFile("CommonJS", options));
    const config = {
      testEnvironment: "node",
      transform: {},
      moduleFileExtensions: ["js", "mjs", "cjs", "json"],
      testMatch: ["**/*.test.mjs", "**/*.test.cjs"],
    };
    writeFileSync(join(tests, "jest.config.json"), JSON.stringify(config));
    const output = await outputOf(tests);
    if (!/Tests: +4 passed, 4 total/.test(output)) throw new Error(`Jest failed: ${output}`);
    return ["ES modules", "CommonJS"];
  } finally {
    await server.close();
  }
}

/** The process must not be run synchronously, because the emulator responds in this process. */
async function outputOf(tests: string): Promise<string> {
  const jest = resolve("scripts/runtimes/node_modules/jest/bin/jest.js");
  const config = join(tests, "jest.config.json");
  const args = ["--experimental-vm-modules", jest, "--config", config, "--rootDir", tests];
  const child = spawn(process.execPath, args, {
    cwd: tests,
    stdio: ["ignore", "pipe", "pipe"],
    timeout: 60_000,
  });
  let output = "";
  for (const stream of [child.stdout, child.stderr])
    stream.setEncoding("utf8").on("data", (text: string) => {
      output += text;
    });
  await once(child, "close");
  return output;
}
