import { describe, expect, it } from "vitest";
import type { EmulatorOptions } from "../src/index.ts";
import { build, call, clear, credentials, tokenOf, vin } from "./kit.ts";

describe("vehicles", () => {
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

  it("drive: odometer and place move together, the level falls, and all is the same for the same seed", async () => {
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

  it("keep their data to themselves without consent, in privacy mode and asleep", async () => {
    const { emulator, read } = await approved();
    emulator.vehicles.privacyMode(vin);
    expect((await read()).status).toBe(403);
    emulator.vehicles.privacyMode(vin, false);
    emulator.vehicles.sleep(vin);
    expect((await read()).status).toBe(408);
    const token = await tokenOf(emulator);
    expect((await call(emulator, "/v1/vehicle-data/autoapi-13/WBA00000000000001", { token })).status).toBe(
      403,
    );
  });

  it("give an application a token of their own, which can be refreshed once and names the vehicle", async () => {
    const { emulator } = await approved();
    const token = await tokenOf(emulator);
    const own = await call(emulator, "/v1/fleets/access_tokens", { method: "POST", token, body: { vin } });
    const info = await call(emulator, "/v1/vehicleinfo", { token: own.body.access_token });
    expect(info.body).toMatchObject({ vin });
    const body = { ...credentials, grant_type: "refresh_token", refresh_token: own.body.refresh_token };
    const refresh = () => call(emulator, "/v1/access_tokens", { method: "POST", body });
    expect([(await refresh()).status, (await refresh()).status]).toEqual([200, 400]);
  });
});

describe("static data", () => {
  it("describes and values a vehicle", async () => {
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
});
