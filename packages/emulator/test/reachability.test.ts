import { openapi } from "@high-mobility-ts/schema/openapi";
import { type Operation, type OperationId, operations } from "@high-mobility-ts/schema/operations";
import { expect, test } from "vitest";
import type { Emulator, Fault } from "../src/index.ts";
import { app, build, call, clear, credentials, tokenOf, vin } from "./kit.ts";

const { client_id, client_secret } = credentials;
const all: readonly Operation[] = Object.values(operations);

/** The bodies with which operations succeed; operations without a body are absent. */
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

async function ask(emulator: Emulator, id: OperationId, changes: Asking = {}): Promise<number> {
  const { method, path } = operations[id];
  const { token = await tokenFor(emulator, id), id: target = vin, body = bodies[id] } = changes;
  const options = { method, token, ...(body === undefined ? {} : { body }) };
  return (await call(emulator, path.replace("{vin}", target), options)).status;
}

interface Asking {
  readonly token?: string;
  readonly id?: string;
  readonly body?: unknown;
}

type Way = "behaviour" | "steering" | "fault";

/** Statuses that an application's request causes: functions by status. */
async function behave(): Promise<readonly Emulator[]> {
  const ready = build({ approvalDelayMs: 0 });
  const slow = build({ approvalDelayMs: 172_800_000 });
  const noScopes = build({ apps: [{ ...app, scopes: [] }] });
  const noFleet = build({ apps: [{ ...app, fleet: false }] });
  for (const emulator of [ready, slow]) await clear(emulator, await tokenOf(emulator));
  for (const { id } of all.filter((operation) => operation.id !== "deleteClearance")) await ask(ready, id);
  for (const { id } of all) await ask(ready, id, { token: "forged" });
  for (const { id } of all.filter(({ scopes }) => scopes.length > 0))
    await ask(noScopes, id, { token: await tokenOf(noScopes) });
  for (const id of ["listClearances", "createVehicleAccessToken"] as const)
    await ask(noFleet, id, { token: await tokenOf(noFleet) });
  for (const id of ["createAccessToken", "revokeAccessToken", "checkEligibility", "createValuation"] as const)
    await ask(ready, id, { body: {} });
  await ask(ready, "createClearances", { body: {} });
  await ask(ready, "createVehicleAccessToken", { body: { vin: "2HM00000000000009" } });
  for (const id of ["getClearance", "deleteClearance"] as const)
    await ask(ready, id, { id: "2HM00000000000009" });
  for (const id of ["getStaticData", "getStaticDataByVin", "createValuation"] as const)
    await ask(ready, id, { id: "SHORT" });
  for (const id of ["getVehicleData", "deleteClearance"] as const) await ask(slow, id);
  await ask(ready, "getVehicleData", { id: "2HM00000000000009" });
  for (let count = 0; count < 2; count++) await ask(ready, "deleteClearance");
  for (let count = 0; count < 60; count++) await ask(ready, "getClearance");
  return [ready, slow, noScopes, noFleet];
}

/** Statuses that steering causes: a sleeping vehicle, a carmaker that is down, configured rate limits. */
async function steer(): Promise<readonly Emulator[]> {
  const vehicle = { vin, brand: "sandbox", cleared: true } as const;
  const once = { calls: 1, periodSeconds: 60 };
  const limited = all.filter(({ statuses }) => statuses.includes(429)).map(({ id }) => [id, once] as const);
  const world = build({ vehicles: [vehicle] });
  const tight = build({ vehicles: [vehicle], rateLimits: Object.fromEntries(limited) });
  world.vehicles.sleep(vin);
  await ask(world, "getVehicleData");
  for (const status of [503, 504] as const) {
    world.carmakers.down("sandbox", { status });
    await ask(world, "getVehicleData");
  }
  for (const [id] of limited) for (let count = 0; count < 2; count++) await ask(tight, id);
  return [world, tight];
}

/** Statuses that only a failure of the platform causes. */
async function fail(): Promise<readonly Emulator[]> {
  const emulator = build();
  for (const { id, statuses } of all)
    for (const status of statuses.filter((each) => each !== 200)) {
      // The pair comes from the operation table, so it is a valid fault; the type cannot express the relation
      // of its parts.
      emulator.fail({ operation: id, status } as Fault);
      await ask(emulator, id, { token: "any" });
    }
  return [emulator];
}

const wayOf = new Map<string, Way>();
async function walk(way: Way, journey: () => Promise<readonly Emulator[]>): Promise<void> {
  for (const { requests } of await journey())
    for (const { operation, status } of requests) {
      const cell = `${operation} ${status}`;
      if (!wayOf.has(cell)) wayOf.set(cell, way);
    }
}

/** The table as the formatter writes it. */
function markdownTable([head = [], ...rows]: readonly (readonly string[])[]): string {
  const widths = head.map((_title, column) =>
    Math.max(3, ...[head, ...rows].map((cells) => cells[column]?.length ?? 0)),
  );
  const line = (cells: readonly string[]) =>
    `| ${widths.map((width, column) => (cells[column] ?? "").padEnd(width)).join(" | ")} |\n`;
  return [head, widths.map((width) => "-".repeat(width)), ...rows].map(line).join("");
}

test("reaches every documented status of every operation as in the matrix", async () => {
  await walk("behaviour", behave);
  await walk("steering", steer);
  await walk("fault", fail);
  const statuses = [...new Set(all.flatMap((operation) => operation.statuses))].sort();
  const table = all.map(({ id, statuses: documented }) => [
    id,
    ...statuses.map((status) =>
      documented.includes(status) ? (wayOf.get(`${id} ${status}`) ?? "NEVER") : "",
    ),
  ]);
  expect(table.flat()).not.toContain("NEVER");
  const matrix = markdownTable([["operation", ...statuses.map(String)], ...table]);
  await expect(matrix).toMatchFileSnapshot("reachability.md");
});

test.each(all)("responds to $id with a 200 that the specification allows", async ({ id }) => {
  const emulator = build({ approvalDelayMs: 0 });
  await clear(emulator, await tokenOf(emulator));
  expect(await ask(emulator, id)).toBe(200);
});

test.each(Object.values(operations).filter(({ scopes }) => scopes.length > 0))(
  "rejects $id without a token and without its scope",
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

test("rejects clearances to an application without a fleet", async () => {
  const emulator = build({ apps: [{ ...app, fleet: false }] });
  const { status, body } = await call(emulator, "/v1/fleets/vehicles", { token: await tokenOf(emulator) });
  expect([status, body.errors[0]?.detail]).toEqual([403, "the application belongs to no fleet"]);
});

test("reaches every status of a clearance", async () => {
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
  // The bundle's schemas are typed as unknown.
  const { properties } = openapi.components.schemas["Clearance"] as {
    readonly properties: { readonly status: { readonly enum: readonly string[] } };
  };
  expect([...seen].sort()).toEqual(properties.status.enum.toSorted());
});
