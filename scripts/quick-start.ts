// `pnpm start`: runs the tasks of a fleet operator from start to end, on the emulator, or on the platform if
// HM_* variables are set. It prints requests and responses without secrets.
import { execFileSync } from "node:child_process";
import type { TokenSource } from "@high-mobility-ts/auth";
import {
  createClient,
  type HighMobilityClient,
  type SettledClearance,
  unwrap,
  waitForClearance,
} from "@high-mobility-ts/client";
import type { EligibilityRequest } from "@high-mobility-ts/schema";
import { describeVehicle } from "./quick-start/describe-vehicle.ts";
import { receiveMessages } from "./quick-start/receive-messages.ts";
import { exchange, finish, note, show, showLive } from "./quick-start/report.ts";
import { chooseTarget, type PushTarget, type QuickStartTarget } from "./quick-start/target.ts";

async function main(target: QuickStartTarget): Promise<void> {
  await show(
    "Is the generated code current?",
    async () =>
      execFileSync("node", ["packages/codegen/src/command/cli.ts", "check", "--out", "packages/schema/src"], {
        encoding: "utf8",
      }),
    (output) => [note(output.trim())],
  );
  for (const { name, tokens } of target.flows) await showToken(name, tokens);
  const [flow] = target.flows;
  if (!flow) throw new Error("no way to authenticate");
  await fleetOperatorsDay(createClient({ baseUrl: target.baseUrl, auth: flow.tokens }), target);
}

async function showToken(name: string, tokens: TokenSource): Promise<void> {
  await show(
    `Get an access token with a ${name}`,
    () => tokens.getToken(),
    ({ expiresAt, scopes }) => [
      exchange("POST /v1/access_tokens", `valid for ${Math.round((expiresAt - Date.now()) / 1000)} s`),
      note(`opens ${[...scopes].join(", ")}`),
    ],
  );
}

async function fleetOperatorsDay(
  hm: HighMobilityClient,
  { vehicles, push }: QuickStartTarget,
): Promise<void> {
  const [first] = vehicles;
  if (!first) throw new Error("no vehicles");
  await show(
    `Can ${first.vin} send data?`,
    () =>
      // The documents list fewer brands here than for clearances; the platform decides which brands it accepts.
      unwrap(hm.checkEligibility({ vin: first.vin, brand: first.brand as EligibilityRequest["brand"] })),
    ({ eligible, data_delivery }) => [
      exchange(
        "POST /v1/eligibility",
        eligible ? `eligible, delivers by ${data_delivery.join(" and ")}` : "not eligible",
      ),
    ],
  );
  await show(
    `Ask for clearance of ${vehicles.length} vehicles`,
    () => unwrap(hm.createClearances({ vehicles: [...vehicles] })),
    (answer) => answer.vehicles.map(({ vin, status }) => exchange(`POST /v1/fleets/vehicles ${vin}`, status)),
  );
  await show(
    "Wait until they are approved",
    () => Promise.all(vehicles.map(({ vin }) => approvalOf(hm, vin))),
    (approved) =>
      approved.map(({ vin, clearance: { changelog = [] } }) =>
        exchange(`GET /v1/fleets/vehicles/${vin}`, changelog.map(({ status }) => status).join(", then ")),
      ),
  );
  await show(
    "List the approved vehicles",
    () => unwrap(hm.listClearances({ filter: { status: { operator: "eq", value: "approved" } } })),
    (list) => [
      exchange(
        "GET /v1/fleets/vehicles?filter=…",
        `${list.length} vehicles: ${list.map(({ vin }) => vin).join(", ")}`,
      ),
    ],
  );
  for (const { vin } of vehicles)
    await show(
      `Read ${vin}`,
      () => readVehicle(hm, vin),
      ({ path, vehicle }) => [exchange(`GET ${path}`, "200"), ...describeVehicle(vehicle)],
    );
  await showMessages(push);
}

async function readVehicle(hm: HighMobilityClient, vin: string) {
  const call = hm.getVehicleData({ vin });
  const vehicle = await unwrap(call);
  return { path: new URL((await call).response.url).pathname, vehicle };
}

async function showMessages(push: PushTarget | undefined): Promise<void> {
  if (push)
    await showLive("Receive messages over MQTT while they drive", async () => {
      const count = await receiveMessages(push);
      return `${count} messages, each acknowledged after it was handled`;
    });
  else
    console.log(note("Messages over MQTT need a certificate of the console, see packages/push/README.md."));
}

async function approvalOf(hm: HighMobilityClient, vin: string): Promise<SettledClearance> {
  const settled = await waitForClearance(hm, vin, { minDelayMs: 1_000, timeoutMs: 300_000 });
  if (settled.approved) return settled;
  const { status, reason } = settled;
  throw new Error(`${vin} is ${status}${reason ? ` (${reason})` : ""}: it will not be approved`);
}

await finish(async () => {
  const target = await chooseTarget(process.env);
  console.log(`\nHigh Mobility for TypeScript, on ${target.name}\n`);
  try {
    await main(target);
  } finally {
    await target.close();
  }
});
