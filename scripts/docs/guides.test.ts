// Every sample of the guides is compiled; those after `<!-- run -->` run against the emulator.
import { spawnSync } from "node:child_process";
import { globSync, mkdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { basename, join } from "node:path";
import { createEmulator } from "@high-mobility-ts/emulator";
import { setupServer } from "msw/node";
import { afterAll, afterEach, beforeAll, expect, test, vi } from "vitest";

const root = join(import.meta.dirname, "../..");
const folder = join(root, "node_modules/.guides");
const vins = ["2HM00000000000001", "2HM00000000000002"];
const app = { clientId: "guide-app", clientSecret: "guide-secret" };

/** Values that the samples use without a declaration. */
const given = `
import type { Sample as GivenSample } from "@high-mobility-ts/client";
const [clientId, clientSecret, webhookSecret]: [string, string, string] = ["${app.clientId}", "${app.clientSecret}", "w"];
const [vin, vin1, vin2]: [string, string, string] = ["${vins[0]}", "${vins[0]}", "${vins[1]}"];
const vins: readonly string[] = [vin1, vin2];
const applicationId: string = "7A0F4B5B-9C2F-4D8A-8E4B-3D5C1B2A0F6E";
const [cert, key]: [string, string] = ["", ""];
const redis = { call: async (..._command: unknown[]): Promise<unknown> => null } as never;
const store = async (sample: GivenSample): Promise<void> => console.log(sample.property);
const saveRefreshToken = (token: string): void => console.log(token.length);
void [clientId, clientSecret, webhookSecret, vin, vin1, vin2, vins, applicationId, cert, key, redis, store, saveRefreshToken];
`;

interface Sample {
  readonly name: string;
  readonly code: string;
  readonly runs: boolean;
}

/** Returns the samples of a guide. Those of frameworks that are not installed here are left out. */
function samplesOf(guide: string): readonly Sample[] {
  const text = readFileSync(guide, "utf8");
  return [...text.matchAll(/(<!-- run -->\n)?^```ts\n([\s\S]*?)^```/gm)]
    .map(([, run, code = ""], index) => ({
      name: `${basename(guide, ".md")}-${index + 1}.ts`,
      code,
      runs: run !== undefined,
    }))
    .filter(({ code }) => !code.includes('"server-only"'));
}

const samples = globSync("docs/guide/*.md", { cwd: root })
  .sort()
  .flatMap((guide) => samplesOf(join(root, guide)));
const emulator = createEmulator({
  apps: [app],
  vehicles: vins.map((vin) => ({ vin, brand: "sandbox", cleared: true })),
});
const server = setupServer(...emulator.handlers);

beforeAll(() => {
  rmSync(folder, { recursive: true, force: true });
  mkdirSync(folder, { recursive: true });
  // If a sample declares `vin`, its own `vin` is used.
  for (const { name, code } of samples)
    writeFileSync(join(folder, name), /\bconst vin\b/.test(code) ? code : `${given}${code}`);
  const compilerOptions = {
    types: ["node"],
    isolatedDeclarations: false,
    declaration: false,
    noUnusedLocals: false,
  };
  const config = { extends: "../../tsconfig.base.json", compilerOptions, include: ["*.ts"], exclude: [] };
  writeFileSync(join(folder, "tsconfig.json"), JSON.stringify(config));
  server.listen({ onUnhandledFrame: "error" });
});
afterEach(() => {
  vi.restoreAllMocks();
});
afterAll(() => server.close());

test("every sample of the guides compiles", () => {
  const tsc = join(root, "node_modules/typescript/bin/tsc");
  const { stdout } = spawnSync(process.execPath, [tsc, "-p", folder, "--noEmit"], { encoding: "utf8" });
  expect(stdout).toBe("");
  expect(samples.length).toBeGreaterThan(15);
});

test.each(samples.filter(({ runs }) => runs))("$name runs and prints something", async ({ name }) => {
  const printed = vi.spyOn(console, "log").mockImplementation(() => undefined);
  await import(/* @vite-ignore */ join(folder, name));
  expect(printed).toHaveBeenCalled();
});
