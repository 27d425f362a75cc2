import { type OperationId, operations } from "@high-mobility-ts/schema/operations";
import { expect, it } from "vitest";
import type { Emulator } from "../src/index.ts";
import { app, build, call, clear, credentials, tokenOf, vin } from "./kit.ts";

const { client_id, client_secret } = credentials;

/** What an operation needs in its body to succeed; operations without a body are absent. */
const bodies: Partial<Record<OperationId, unknown>> = {
  createAccessToken: credentials,
  revokeAccessToken: { client_id, client_secret, token: "any" },
  checkEligibility: { vin, brand: "sandbox" },
  createClearances: { vehicles: [{ vin, brand: "sandbox" }] },
  createVehicleAccessToken: { vin },
  createValuation: { country_code: "DE", odometer: 1_000, registration_date: "2025-01-01" },
};

async function tokenFor(emulator: Emulator, id: OperationId): Promise<string> {
  const token = await tokenOf(emulator);
  if (id !== "getVehicleInfo") return token;
  const own = await call(emulator, "/v1/fleets/access_tokens", { method: "POST", token, body: { vin } });
  return own.body.access_token;
}

it.each(Object.values(operations))(
  "answers $id with a 200 that the specification allows",
  async (operation) => {
    const emulator = build({ approvalDelayMs: 0 });
    await clear(emulator, await tokenOf(emulator));
    const { method, path, id } = operation;
    const body = bodies[id];
    const token = await tokenFor(emulator, id);
    const { status } = await call(emulator, path.replace("{vin}", vin), {
      method,
      token,
      ...(body === undefined ? {} : { body }),
    });
    expect(status).toBe(200);
  },
);

it.each(Object.values(operations).filter(({ scopes }) => scopes.length > 0))(
  "refuses $id without a token and without its scope",
  async ({ id, method, path, statuses }) => {
    const emulator = build({ apps: [{ ...app, scopes: [] }] });
    const target = path.replace("{vin}", vin);
    const documented: readonly number[] = statuses;
    expect((await call(emulator, target, { method })).status).toBe(401);
    expect((await call(emulator, target, { method, token: "forged" })).status).toBe(401);
    const { status } = await call(emulator, target, { method, token: await tokenOf(emulator) });
    expect([id, status]).toEqual([id, documented.includes(403) ? 403 : 401]);
  },
);

it("refuses clearances to an application without a fleet", async () => {
  const emulator = build({ apps: [{ ...app, fleet: false }] });
  const { status, body } = await call(emulator, "/v1/fleets/vehicles", { token: await tokenOf(emulator) });
  expect([status, body.errors[0]?.detail]).toEqual([403, "the application belongs to no fleet"]);
});

it("reaches every status of a clearance", async () => {
  const emulator = build({ vehicles: [{ vin: "2HM00000000000002", rejection: "no" }] });
  const seen = new Set<string>();
  const look = async (id: string, method = "GET") => {
    const token = await tokenOf(emulator);
    seen.add((await call(emulator, `/v1/fleets/vehicles/${id}`, { token, method })).body.status);
  };
  for (const id of [vin, "2HM00000000000002"])
    await clear(emulator, await tokenOf(emulator), { vin: id, brand: "bmw" });
  await look(vin);
  emulator.clock.advance("2s");
  for (const method of ["GET", "DELETE"]) await look(vin, method);
  await look("2HM00000000000002");
  emulator.clock.advance("2s");
  await look(vin);
  const slow = build({ approvalDelayMs: 172_800_000 });
  await clear(slow, await tokenOf(slow));
  slow.clock.advance("1d");
  for (const method of ["DELETE", "GET"]) {
    seen.add(
      (await call(slow, `/v1/fleets/vehicles/${vin}`, { token: await tokenOf(slow), method })).body.status,
    );
    slow.clock.advance("2s");
  }
  expect([...seen].sort()).toEqual([
    "approved",
    "canceled",
    "canceling",
    "pending",
    "rejected",
    "revoked",
    "revoking",
  ]);
});
