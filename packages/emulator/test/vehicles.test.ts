import { expect, test } from "vitest";
import type { EmulatorOptions } from "../src/index.ts";
import { build, call, clear, credentials, start, tokenOf, vin } from "./kit.ts";

async function approved(options: Partial<EmulatorOptions> = {}) {
  const emulator = build({ approvalDelayMs: 0, ...options });
  const token = await tokenOf(emulator);
  await clear(emulator, token);
  return {
    emulator,
    read: async () =>
      call(emulator, `/v1/vehicle-data/autoapi-13/${vin}`, { token: await tokenOf(emulator) }),
  };
}

test("vehicles drive: odometer and position change together, the level decreases, and the data are the same for the same seed", async () => {
  const { emulator, read } = await approved();
  const before = (await read()).body;
  emulator.clock.advance("1d");
  const after = (await read()).body;
  expect(after.diagnostics.odometer?.data?.value).toBeGreaterThan(
    (before.diagnostics.odometer?.data?.value ?? Number.NaN) + 10,
  );
  const again = await approved();
  expect((await again.read()).body.diagnostics).toEqual(before.diagnostics);
  const other = await approved({ seed: 2 });
  expect((await other.read()).body.diagnostics).not.toEqual(before.diagnostics);
});

test("vehicles deliver no data without consent, in privacy mode and asleep", async () => {
  const { emulator, read } = await approved();
  emulator.vehicles.privacyMode(vin);
  expect((await read()).status).toBe(403);
  emulator.vehicles.privacyMode(vin, false);
  emulator.vehicles.sleep(vin);
  expect((await read()).status).toBe(408);
  const token = await tokenOf(emulator);
  expect((await call(emulator, "/v1/vehicle-data/autoapi-13/WBA00000000000001", { token })).status).toBe(403);
});

test("vehicles respond with 401 if their owner withdrew the consent at the carmaker", async () => {
  const { emulator, read } = await approved();
  emulator.vehicles.removeConsent(vin);
  expect(await read()).toMatchObject({
    status: 401,
    body: { errors: [{ title: "Not Authorized", detail: "Consent is removed by OEM" }] },
  });
});

test("vehicles report the failure of a property together with the values of others", async () => {
  const { emulator, read } = await approved();
  const failure = { reason: "oem_error", description: "no response" } as const;
  emulator.vehicles.failProperty(vin, "diagnostics.odometer", failure);
  emulator.vehicles.failProperty(vin, "doors.locks", failure);
  const { diagnostics, doors } = (await read()).body;
  expect(diagnostics.odometer).toEqual({ failure, timestamp: new Date(start).toISOString() });
  expect(doors?.locks).toEqual([{ failure, timestamp: new Date(start).toISOString() }]);
  expect(diagnostics.speed?.data?.value).toBeTypeOf("number");
  emulator.vehicles.failProperty(vin, "diagnostics.odometer", undefined);
  expect((await read()).body.diagnostics.odometer?.data?.value).toBeTypeOf("number");
  // @ts-expect-error: no such property.
  emulator.vehicles.failProperty(vin, "diagnostics.mood", failure);
});

test("vehicles deliver the properties of their brand", async () => {
  const emulator = build({
    vehicles: [
      { vin, brand: "fiat", cleared: true, powertrain: "electric" },
      { vin: "TMA00000000000001", brand: "kia", cleared: true },
    ],
    brandProfiles: { kia: ["diagnostics.odometer"] },
  });
  const token = await tokenOf(emulator);
  const read = async (id: string) =>
    (await call(emulator, `/v1/vehicle-data/autoapi-13/${id}`, { token })).body;
  const fiat = await read(vin);
  expect(Object.keys(fiat)).toEqual([
    "vin",
    "brand",
    "request_id",
    "diagnostics",
    "vehicle_location",
    "charging",
  ]);
  expect(Object.keys(fiat.diagnostics)).toEqual(["odometer", "estimated_range"]);
  const { diagnostics, ...rest } = await read("TMA00000000000001");
  expect([Object.keys(diagnostics), Object.keys(rest)]).toEqual([
    ["odometer"],
    ["vin", "brand", "request_id"],
  ]);
});

test("vehicles have access tokens, which can be refreshed once and have the VIN", async () => {
  const { emulator } = await approved();
  const token = await tokenOf(emulator);
  const own = await call(emulator, "/v1/fleets/access_tokens", { method: "POST", token, body: { vin } });
  const info = await call(emulator, "/v1/vehicleinfo", { token: own.body.access_token });
  expect(info.body).toMatchObject({ vin });
  const body = { ...credentials, grant_type: "refresh_token", refresh_token: own.body.refresh_token };
  const refresh = () => call(emulator, "/v1/access_tokens", { method: "POST", body });
  expect([(await refresh()).status, (await refresh()).status]).toEqual([200, 400]);
});

test("static data describes and values a vehicle", async () => {
  const emulator = build();
  const token = await tokenOf(emulator);
  const path = `/v1/vehicle-static-data/${vin}`;
  expect((await call(emulator, `${path}/data`, { token })).body.vehicle.specs.weight.unloaded).toMatch(
    /^\d+$/,
  );
  expect((await call(emulator, path, { token })).body.manufacturer.model).toBeTypeOf("string");
  const body = { country_code: "DE", odometer: 30_000, registration_date: "2024-03-01" };
  const valuation = await call(emulator, `${path}/valuation`, { method: "POST", token, body });
  expect(Number(valuation.body.valuation.price?.sales?.net)).toBeGreaterThan(1_000);
  const wrong = await call(emulator, `${path}/valuation`, {
    method: "POST",
    token,
    body: { ...body, odometer: -1 },
  });
  expect(wrong).toMatchObject({ status: 422, body: { errors: [{ source: "odometer" }] } });
});
