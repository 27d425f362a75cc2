// The examples in the README of push: compiled, and run where no broker of the platform is needed. They are
// tested here because one of them uses the client, which push must not import.
import { spawnSync } from "node:child_process";
import { mkdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { createClient, unwrap } from "@high-mobility-ts/client";
import { createEmulator } from "@high-mobility-ts/emulator";
import { signWebhook } from "@high-mobility-ts/push/webhooks";
import { afterEach, beforeAll, expect, test, vi } from "vitest";

const root = join(import.meta.dirname, "..");
const folder = join(root, "node_modules/.push-readme");
const vin = "2HM00000000000001";
const message = {
  message_id: "m-1",
  version: 3,
  vin,
  data: { diagnostics: { odometer: [{ data: { value: 7, unit: "kilometers" } }] } },
};

/** Values that the examples use without a declaration. */
const given = `
import type { KinesisRecord } from "@high-mobility-ts/push/kinesis";
import type { Sample } from "@high-mobility-ts/vehicle-data";
const applicationId: string = "7A0F4B5B-9C2F-4D8A-8E4B-3D5C1B2A0F6E";
const [cert, key]: [string, string] = ["", ""];
const [clientId, clientSecret, webhookSecret]: [string, string, string] = ["app", "secret", "webhook-secret"];
const file: Uint8Array = new TextEncoder().encode(${JSON.stringify(JSON.stringify(message))});
const records: readonly KinesisRecord[] = [{ Data: file, SequenceNumber: "s-1" }];
const store = async ({ vin, property, value }: Sample): Promise<void> => console.log("stored", vin, property, value);
void [applicationId, cert, key, clientId, clientSecret, webhookSecret, file, records, store];
`;

const readme = readFileSync(join(root, "packages/push/README.md"), "utf8");
const examples = [...readme.matchAll(/^```ts\n([\s\S]*?)^```/gm)].map(([, code = ""], index) => ({
  file: join(folder, `example-${index + 1}.ts`),
  code,
}));

beforeAll(() => {
  rmSync(folder, { recursive: true, force: true });
  mkdirSync(folder, { recursive: true });
  for (const { file, code } of examples) writeFileSync(file, `${given}${code}`);
  const compilerOptions = {
    types: ["node"],
    isolatedDeclarations: false,
    declaration: false,
    noUnusedLocals: false,
  };
  const config = { extends: "../../tsconfig.base.json", compilerOptions, include: ["*.ts"], exclude: [] };
  writeFileSync(join(folder, "tsconfig.json"), JSON.stringify(config));
});
afterEach(() => {
  vi.restoreAllMocks();
  vi.unstubAllGlobals();
});

interface Exported {
  POST(request: Request): Promise<Response>;
  reportClearances(vins: readonly string[]): Promise<void>;
}

/** Imports the only example that has this text, and returns what it exports. */
async function runExample(text: string): Promise<Exported> {
  const found = examples.filter(({ code }) => code.includes(text));
  expect(found).toHaveLength(1);
  return import(/* @vite-ignore */ found[0]?.file ?? "");
}

test("the examples compile", () => {
  expect(examples.length).toBeGreaterThanOrEqual(6);
  const compiler = join(root, "node_modules/typescript/bin/tsc");
  const { status, stdout } = spawnSync(process.execPath, [compiler, "-p", folder], { encoding: "utf8" });
  expect({ status, stdout }).toEqual({ status: 0, stdout: "" });
});

test("the handler of webhooks prints what it receives", async () => {
  const log = vi.spyOn(console, "log").mockReturnValue();
  const { POST } = await runExample("other: ({ name, raw })");
  const secret = "webhook-secret";
  const changed = { vehicle: { vin }, event: { type: "fleet_clearance_changed", action: "approved" } };
  for (const event of [changed, { event: { type: "new_event" } }]) {
    const init = { method: "POST", ...(await signWebhook(event, { secret })) };
    expect((await POST(new Request("https://app.example/webhooks", init))).status).toBe(200);
  }
  expect(log.mock.calls).toEqual([
    [vin, "approved", undefined],
    ["new_event", { event: { type: "new_event" } }],
  ]);
});

test.each([
  ["signWebhook(", [["ping", expect.any(String)]]],
  ["readMessages(file)", [["stored", vin, "odometer", 7]]],
  ["kinesisMessages(records)", [["s-1", "m-1"]]],
])("the example with %s prints what it should", async (text, want) => {
  const log = vi.spyOn(console, "log").mockReturnValue();
  await runExample(text);
  expect(log.mock.calls).toEqual(want);
});

test("the wait for a clearance ends with the webhook, not with the next check", async () => {
  const log = vi.spyOn(console, "log").mockReturnValue();
  const { POST, reportClearances } = await runExample("eventFeed()");
  const emulator = createEmulator({
    apps: [
      {
        clientId: "app",
        clientSecret: "secret",
        webhook: { url: "https://app.example/webhooks", secret: "webhook-secret" },
      },
    ],
    vehicles: [{ vin }],
    fetch: (input, init) => POST(new Request(input, init)),
  });
  vi.stubGlobal("fetch", (...call: Parameters<typeof fetch>) => emulator.fetch(new Request(...call)));
  const hm = createClient({ environment: "sandbox", clientId: "app", clientSecret: "secret" });
  await unwrap(hm.POST("/v1/fleets/vehicles", { body: { vehicles: [{ vin, brand: "sandbox" }] } }));
  // The platform also sends a webhook about the pending clearance.
  await emulator.webhooks.flush();
  const looks = () =>
    emulator.requests.filter(
      ({ method, path }) => method === "GET" && path.startsWith("/v1/fleets/vehicles"),
    );
  const reporting = reportClearances([vin]);
  await vi.waitFor(() => expect(looks()).toHaveLength(1));
  // The test uses the machine's clock: the next check would be after a minute. The decision depends on the
  // emulator's clock.
  emulator.clock.advance(60_000);
  await emulator.webhooks.flush();
  await reporting;
  expect(log.mock.calls).toEqual([[vin, true]]);
  expect(looks()).toHaveLength(2);
});
