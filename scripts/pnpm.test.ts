import { expect, test } from "vitest";
import { pnpmStart, runPnpm } from "./pnpm.ts";

test.each([
  ["/usr/lib/node_modules/pnpm/bin/pnpm.cjs", [process.execPath, "/usr/lib/node_modules/pnpm/bin/pnpm.cjs"]],
  [
    "C:\\npm\\node_modules\\pnpm\\bin\\pnpm.mjs",
    [process.execPath, "C:\\npm\\node_modules\\pnpm\\bin\\pnpm.mjs"],
  ],
  ["C:\\pnpm\\pnpm.exe", ["C:\\pnpm\\pnpm.exe"]],
  ["/root/.npm/_npx/1/node_modules/pnpm/pnpm", ["/root/.npm/_npx/1/node_modules/pnpm/pnpm"]],
  ["/usr/lib/node_modules/npm/bin/npm-cli.js", ["pnpm"]],
  ["/home/pnpm/npm/bin/npm-cli.js", ["pnpm"]],
  [undefined, ["pnpm"]],
])("starts pnpm when npm_execpath is %s", (execPath, want) => {
  expect(pnpmStart(execPath)).toEqual(want);
});

test("reports why pnpm did not start", () => {
  expect(runPnpm(["--version"], { env: {}, cwd: "/no/such/folder" })).toMatchObject({
    status: null,
    stderr: expect.stringContaining("ENOENT"),
  });
});
