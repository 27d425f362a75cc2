import { describe, expect, it } from "vitest";
import { build, call, clear, credentials, start, tokenOf, vin } from "./kit.ts";

const listed = "2HM00000000000009";

describe("inspect", () => {
  it("shows what a call would answer, without counting as one", async () => {
    const emulator = build({ approvalDelayMs: 1_000 });
    const token = await tokenOf(emulator);
    await clear(emulator, token);
    expect(emulator.inspect().vehicles).toMatchObject([
      { vin, brand: "sandbox", clientId: "fleet-app", status: "pending", since: start, data: undefined },
    ]);
    emulator.clock.advance("1s");
    const before = emulator.requests.length;
    const [view] = emulator.inspect().vehicles;
    expect(view).toMatchObject({ status: "approved", since: start + 1_000 });
    expect(emulator.requests).toHaveLength(before);
    const { body } = await call(emulator, `/v1/vehicle-data/autoapi-13/${vin}`, { token });
    expect(view?.data?.diagnostics).toEqual(body.diagnostics);
  });

  it("shows no data where a call would be refused", async () => {
    const emulator = build({ approvalDelayMs: 0 });
    await clear(emulator, await tokenOf(emulator));
    emulator.vehicles.sleep(vin);
    expect(emulator.inspect().vehicles).toMatchObject([{ asleep: true, data: undefined }]);
    emulator.vehicles.sleep(vin, false);
    emulator.vehicles.privacyMode(vin);
    expect(emulator.inspect().vehicles).toMatchObject([{ privacyMode: true, data: undefined }]);
  });

  it("says why a clearance was rejected", async () => {
    const emulator = build({ approvalDelayMs: 0, vehicles: [{ vin, rejection: "driver said no" }] });
    await clear(emulator, await tokenOf(emulator));
    expect(emulator.inspect().vehicles).toMatchObject([{ status: "rejected", reason: "driver said no" }]);
  });

  it("lists configured vehicles without a clearance last, up to a limit, and counts all", async () => {
    const emulator = build({ vehicles: [{ vin: listed, brand: "bmw" }, { vin }] });
    await clear(emulator, await tokenOf(emulator));
    const { total, vehicles } = emulator.inspect();
    expect(vehicles.map(({ vin, status }) => [vin, status])).toEqual([
      [vin, "pending"],
      [listed, undefined],
    ]);
    expect(total).toBe(2);
    expect(emulator.inspect(1)).toMatchObject({ total: 2, vehicles: [{ vin }] });
  });
});

describe("wallClock", () => {
  it("keeps tokens and rate limits on the clients' time while vehicles are ahead", async () => {
    const emulator = build({ wallClock: { now: () => start }, approvalDelayMs: 0 });
    const token = await tokenOf(emulator);
    await clear(emulator, token);
    emulator.clock.advance("30d");
    const read = () => call(emulator, `/v1/fleets/vehicles/${vin}`, { token });
    expect((await read()).status).toBe(200);
    for (let count = 1; count < 60; count++) await read();
    emulator.clock.advance("1h");
    expect((await read()).status).toBe(429);
    expect((await call(emulator, "/v1/access_tokens", { method: "POST", body: credentials })).status).toBe(
      200,
    );
  });
});
