// Every example of the reference of operations runs against the emulator: TypeScript, curl and `hm`.
import { spawn, spawnSync } from "node:child_process";
import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { delimiter, dirname, join } from "node:path";
import { type AnyResult, ApiError, createClient, unwrap } from "@high-mobility-ts/client";
import { createEmulator, type EmulatorServer } from "@high-mobility-ts/emulator";
import type { OperationId } from "@high-mobility-ts/schema/operations";
import { afterAll, afterEach, beforeAll, beforeEach, expect, test, vi } from "vitest";
import { referenceCommand } from "../../../packages/codegen/src/command/reference.ts";
import { errorCodes } from "../error-codes.ts";
import { curlExample, tokenLines, typescriptExample } from "./example-code.ts";
import { operationExamples } from "./operation-examples.ts";
import { codesOfStatus } from "./status-codes.ts";

const root = join(import.meta.dirname, "../../..");
const folder = join(root, "node_modules/.operations");
const hmMain = join(root, "packages/cli/src/main.ts");
const credentials = { clientId: "demo-app", clientSecret: "try-it" };
const examples = referenceCommand(join(root, "spec")).operations.map((operation) => {
  const example = operationExamples[operation.id as OperationId];
  return { id: operation.id, operation, ...example };
});
const withCommand = examples.flatMap(({ id, command }) =>
  "lines" in command ? [{ id, lines: command.lines }] : [],
);

const nearestCommands = examples.flatMap(({ command }) =>
  "nearest" in command
    ? [...command.nearest.matchAll(/`(hm [^`]+)`/g)].map(([, line = ""]) => ({ line }))
    : [],
);
const errorsFile = join(root, "packages/client/src/errors/high-mobility-error.ts");
const codes = errorCodes(errorsFile, readFileSync(errorsFile, "utf8"), "ApiErrorCode");

const emulator = createEmulator({
  apps: [credentials],
  vehicles: [{ vin: "2HM00000000000001", brand: "sandbox", cleared: true }],
});
let server: EmulatorServer;
let home: string;
let variables: Readonly<Record<string, string>>;

beforeAll(async () => {
  server = await emulator.listen({ port: 0 });
  rmSync(folder, { recursive: true, force: true });
  mkdirSync(folder, { recursive: true });
  for (const { id, operation, ...example } of examples)
    writeFileSync(join(folder, `${id}.ts`), typescriptExample(operation, example));
  const compilerOptions = { types: ["node"], isolatedDeclarations: false, declaration: false };
  const config = { extends: "../../tsconfig.base.json", compilerOptions, include: ["*.ts"], exclude: [] };
  writeFileSync(join(folder, "tsconfig.json"), JSON.stringify(config));
});
beforeEach(async () => {
  emulator.reset();
  home = mkdtempSync(join(tmpdir(), "hm-operations-"));
  variables = {
    HM_BASE_URL: server.url,
    HM_CLIENT_ID: credentials.clientId,
    HM_CLIENT_SECRET: credentials.clientSecret,
    HM_VEHICLE_TOKEN: await vehicleToken(),
  };
});
afterEach(() => {
  vi.restoreAllMocks();
  vi.unstubAllEnvs();
  rmSync(home, { recursive: true, force: true });
});
afterAll(() => server.close());

async function post(path: string, body: object, token?: string): Promise<{ access_token: string }> {
  const response = await fetch(server.url + path, {
    method: "POST",
    headers: { "content-type": "application/json", ...(token && { authorization: `Bearer ${token}` }) },
    body: JSON.stringify(body),
  });
  return response.json();
}

async function applicationToken(): Promise<string> {
  const { clientId: client_id, clientSecret: client_secret } = credentials;
  const body = { grant_type: "client_credentials", client_id, client_secret };
  return (await post("/v1/access_tokens", body)).access_token;
}

async function vehicleToken(): Promise<string> {
  const path = "/v1/fleets/access_tokens";
  return (await post(path, { vin: "2HM00000000000001" }, await applicationToken())).access_token;
}

/** Returns the operations that an example called and that the emulator responded to with 200. */
async function operationsCalledBy(run: () => Promise<void>): Promise<readonly (string | undefined)[]> {
  const before = emulator.requests.length;
  await run();
  return emulator.requests
    .slice(before)
    .filter(({ status }) => status === 200)
    .map(({ operation }) => operation);
}

interface ShellResult {
  readonly status: number | null;
  readonly stdout: string;
  readonly stderr: string;
}

/** Runs lines in a shell where `hm` is the command of the sources. The emulator runs in this process, so this waits. */
function runShell(lines: string): Promise<ShellResult> {
  const path = [dirname(process.execPath), process.env["PATH"]].join(delimiter);
  const script = `hm() { node "${hmMain}" "$@"; }\n${lines}\n`;
  const env = { PATH: path, HOME: home, ...variables };
  const child = spawn("sh", ["-e", "-c", script], { cwd: home, env });
  let [stdout, stderr] = ["", ""];
  child.stdout.on("data", (chunk) => {
    stdout += chunk;
  });
  child.stderr.on("data", (chunk) => {
    stderr += chunk;
  });
  return new Promise((resolve) => child.on("close", (status) => resolve({ status, stdout, stderr })));
}

/** The examples are for the shells of Unix. */
const hasShell = process.platform !== "win32";
/** In CI a missing curl fails the tests. */
const hasCurl = hasShell && (Boolean(process.env["CI"]) || spawnSync("curl", ["--version"]).status === 0);

test("every TypeScript example compiles", () => {
  const tsc = join(root, "node_modules/typescript/bin/tsc");
  const { stdout } = spawnSync(process.execPath, [tsc, "-p", folder, "--noEmit"], { encoding: "utf8" });
  expect(stdout).toBe("");
  expect(examples.length).toBeGreaterThan(10);
});

test.each(examples)("the TypeScript example of $id calls it and prints the data", async ({ id }) => {
  for (const [name, value] of Object.entries({ ...variables, HM_TOKEN: await applicationToken() }))
    vi.stubEnv(name, value);
  const printed = vi.spyOn(console, "log").mockImplementation(() => undefined);
  const called = await operationsCalledBy(() => import(/* @vite-ignore */ join(folder, `${id}.ts`)));
  expect(called).toContain(id);
  expect(printed).toHaveBeenCalled();
});

test.skipIf(!hasCurl).each(examples)(
  "the curl example of $id calls it",
  async ({ id, operation, ...example }) => {
    const called = await operationsCalledBy(async () => {
      const { status, stderr } = await runShell(`${tokenLines}\n${curlExample(operation, example)}`);
      expect({ status, error: status === 0 ? "" : stderr }).toEqual({ status: 0, error: "" });
    });
    // The first one is the token of the other examples.
    expect(called.at(-1)).toBe(id);
  },
);

test.skipIf(!hasShell).each(withCommand)("the hm example of $id calls it", async ({ id, lines }) => {
  const called = await operationsCalledBy(async () => {
    const { status, stdout, stderr } = await runShell(lines);
    expect({ status, error: status === 0 ? "" : stderr }).toEqual({ status: 0, error: "" });
    expect(stdout).not.toBe("");
  });
  expect(called).toContain(id);
});

test.skipIf(!hasShell).each(nearestCommands)(
  "$line, the nearest command, is valid usage",
  async ({ line }) => {
    const { status, stderr } = await runShell(`${line} --yes`);
    expect({ isUsageError: status === 2, error: status === 2 ? stderr : "" }).toEqual({
      isUsageError: false,
      error: "",
    });
  },
);

test("each documented error has one of the codes that its row names", async () => {
  for (const { id, responses } of examples.map(({ operation }) => operation))
    for (const { status } of responses.filter((response) => response.status >= 400)) {
      emulator.reset();
      emulator.fail({ operation: id, status, times: status === 401 ? 2 : 1 } as Parameters<
        typeof emulator.fail
      >[0]);
      const hm = createClient({ ...server.clientOptions(), retry: false });
      const { input } = operationExamples[id as OperationId];
      const call = Reflect.get(hm, id) as (input: object) => Promise<AnyResult>;
      const error: unknown = await unwrap(call(input)).catch((reason: unknown) => reason);
      expect(error).toBeInstanceOf(ApiError);
      expect(codesOfStatus(status, id, codes)).toContain((error as ApiError).code);
    }
});
