// `pnpm start`: the main job, end to end, as a fleet operator would do it. Against the emulator, or, with HM_* variables
// set, against the platform. Says what is sent and what comes back; never a secret.
import { execFileSync } from "node:child_process";
import type { TokenSource } from "@high-mobility-ts/auth";
import {
  createClient,
  type HighMobilityClient,
  type SettledClearance,
  unwrap,
  waitForClearance,
} from "@high-mobility-ts/client";
import { describeVehicle } from "./quick-start/describe-vehicle.ts";
import { exchange, finish, note, show } from "./quick-start/report.ts";
import { chooseTarget, type QuickStartTarget } from "./quick-start/target.ts";

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
      exchange("POST /v1/access_tokens", `good for ${Math.round((expiresAt - Date.now()) / 1000)} s`),
      note(`opens ${[...scopes].join(", ")}`),
    ],
  );
}

async function fleetOperatorsDay(hm: HighMobilityClient, { vehicles }: QuickStartTarget): Promise<void> {
  const [first] = vehicles;
  if (!first) throw new Error("no vehicles");
  await show(
    `Can ${first.vin} send data?`,
    () => unwrap(hm.POST("/v1/eligibility", { body: { vin: first.vin, brand: "sandbox" } })),
    ({ eligible, data_delivery }) => [
      exchange(
        "POST /v1/eligibility",
        eligible ? `eligible, delivers by ${data_delivery.join(" and ")}` : "not eligible",
      ),
    ],
  );
  await show(
    `Ask for clearance of ${vehicles.length} vehicles`,
    () => unwrap(hm.POST("/v1/fleets/vehicles", { body: { vehicles: [...vehicles] } })),
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
    () =>
      unwrap(
        hm.GET("/v1/fleets/vehicles", {
          params: { query: { filter: { status: { operator: "eq", value: "approved" } } } },
        }),
      ),
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
      () => unwrap(hm.GET("/v1/vehicle-data/autoapi-13/{vin}", { params: { path: { vin } } })),
      (vehicle) => [exchange(`GET /v1/vehicle-data/autoapi-13/${vin}`, "200"), ...describeVehicle(vehicle)],
    );
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
