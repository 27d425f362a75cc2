// Every example of the READMEs is compiled, and run against the emulator.
import { spawnSync } from "node:child_process";
import { generateKeyPairSync } from "node:crypto";
import { mkdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { createRequire } from "node:module";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";
import { createEmulator } from "@high-mobility-ts/emulator";
import { HttpResponse, http } from "msw";
import { setupServer } from "msw/node";
import { afterAll, beforeAll, beforeEach, expect, test, vi } from "vitest";

const { publicKey, privateKey } = generateKeyPairSync("ec", {
  namedCurve: "P-256",
  publicKeyEncoding: { type: "spki", format: "pem" },
  privateKeyEncoding: { type: "sec1", format: "pem" },
});
const credentials = { clientId: "readme-app", clientSecret: "readme-secret" };
const app = { ...credentials, keys: [{ id: "key-1", publicKey }] };
const keyFile = { client_id: app.clientId, id: "key-1", private_key: privateKey, inserted_at: "2026-03-03" };
const storeSecret = Buffer.from(crypto.getRandomValues(new Uint8Array(32))).toString("base64");
const vin = "2HM00000000000001";

const emulator = createEmulator({ apps: [app], approvalDelayMs: 0 });
const server = setupServer(
  ...emulator.handlers,
  http.post("https://login.example.com/oauth/token", () =>
    HttpResponse.json({ access_token: "t", token_type: "bearer", expires_in: 60 }),
  ),
);

/** Values that the examples use without a declaration. */
const given = `
const clientId: string = ${JSON.stringify(app.clientId)};
const clientSecret: string = ${JSON.stringify(app.clientSecret)};
const keyFile: string = ${JSON.stringify(JSON.stringify(keyFile))};
const storeSecret: string = ${JSON.stringify(storeSecret)};
const storeFolder: string = ${JSON.stringify(fileURLToPath(new URL("../node_modules/.readme/tokens", import.meta.url)))};
void [clientId, clientSecret, keyFile, storeSecret, storeFolder];
`;

const folder = new URL("../node_modules/.readme/", import.meta.url);

interface Example {
  readonly name: string;
  readonly code: string;
}

function examplesOf(readme: string): readonly Example[] {
  const text = readFileSync(new URL(`../../../${readme}`, import.meta.url), "utf8");
  return [...text.matchAll(/^```ts\n([\s\S]*?)^```/gm)].map(([, code = ""], index) => ({
    name: `${readme.replace(/\W+/g, "-")}-${index + 1}.ts`,
    code,
  }));
}

const examples = ["README.md", "packages/auth/README.md", "packages/client/README.md"].flatMap(examplesOf);

beforeAll(async () => {
  rmSync(folder, { recursive: true, force: true });
  mkdirSync(folder, { recursive: true });
  for (const { name, code } of examples) writeFileSync(new URL(name, folder), `${given}${code}`);
  const compilerOptions = {
    types: ["node"],
    isolatedDeclarations: false,
    declaration: false,
    noUnusedLocals: false,
  };
  const config = {
    extends: "../../../../tsconfig.base.json",
    compilerOptions,
    include: ["*.ts"],
    exclude: [],
  };
  writeFileSync(new URL("tsconfig.json", folder), JSON.stringify(config));
  server.listen({ onUnhandledFrame: "error" });
  await clearVehicle();
});
beforeEach(() => {
  vi.stubEnv("HM_ENVIRONMENT", "sandbox");
  vi.stubEnv("HM_CLIENT_ID", app.clientId);
  vi.stubEnv("HM_CLIENT_SECRET", app.clientSecret);
});
afterAll(() => {
  server.close();
});

async function clearVehicle(): Promise<void> {
  const { createClient, unwrap } = await import("../src/index.ts");
  for (const environment of ["sandbox", "live"] as const) {
    const hm = createClient({ environment, ...credentials });
    await unwrap(hm.POST("/v1/fleets/vehicles", { body: { vehicles: [{ vin, brand: "sandbox" }] } }));
  }
}

test("there are examples of both flows", () => {
  const code = examples.map((example) => example.code).join("");
  expect(code).toContain("clientSecret }");
  expect(code).toContain("consoleKey(keyFile)");
});

test("examples compile", () => {
  const manifest = createRequire(import.meta.url).resolve("typescript/package.json");
  const compiler = join(dirname(manifest), "bin/tsc");
  const args = [compiler, "-p", fileURLToPath(new URL("tsconfig.json", folder))];
  const { status, stdout, stderr } = spawnSync(process.execPath, args, { encoding: "utf8" });
  expect({ status, stdout, stderr }).toEqual({ status: 0, stdout: "", stderr: "" });
}, 60_000);

test.each(examples)("$name runs", async ({ name }) => {
  const log = vi.spyOn(console, "log").mockImplementation(() => {});
  const error = vi.spyOn(console, "error").mockImplementation(() => {});
  await import(/* @vite-ignore */ new URL(name, folder).href);
  expect(error).not.toHaveBeenCalled();
  expect(log.mock.calls.flat()).not.toContain(undefined);
});
