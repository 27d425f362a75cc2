import { expect, test } from "vitest";
import { build, call, clear, credentials, start, tokenOf, vin } from "./kit.ts";

const listed = "2HM00000000000009";

test("inspect shows approved vehicles with all simulated data, and does not count as a request", async () => {
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

test("inspect shows a vehicle's configured powertrain, and properties that its brand does not deliver", async () => {
  const emulator = build({ vehicles: [{ vin, brand: "dacia", cleared: true, powertrain: "electric" }] });
  const [view] = emulator.inspect().vehicles;
  expect(view?.data?.charging?.battery_level?.data).toBeGreaterThan(0);
  expect(view?.data?.diagnostics?.speed?.data?.value).toBeGreaterThanOrEqual(0);
});

test("inspect shows sleep, privacy mode and withdrawn consent of vehicles", async () => {
  const emulator = build({ vehicles: [{ vin, brand: "bmw", cleared: true }, { vin: listed }] });
  for (const id of [vin, listed]) {
    emulator.vehicles.sleep(id);
    emulator.vehicles.privacyMode(id);
    emulator.vehicles.removeConsent(id);
  }
  const flags = { asleep: true, privacyMode: true, consentRemoved: true };
  expect(emulator.inspect().vehicles).toMatchObject([flags, flags]);
});

test("inspect shows the reason of a rejected clearance", async () => {
  const emulator = build({ approvalDelayMs: 0, vehicles: [{ vin, rejection: "driver said no" }] });
  await clear(emulator, await tokenOf(emulator));
  expect(emulator.inspect().vehicles).toMatchObject([{ status: "rejected", reason: "driver said no" }]);
});

test("inspect lists configured vehicles without a clearance last, up to a limit, and counts all", async () => {
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

test("wallClock is the clock of tokens and rate limits, while vehicles use the faster clock", async () => {
  const emulator = build({ wallClock: { now: () => start }, approvalDelayMs: 0 });
  const token = await tokenOf(emulator);
  await clear(emulator, token);
  emulator.clock.advance("30d");
  const read = () => call(emulator, `/v1/fleets/vehicles/${vin}`, { token });
  expect((await read()).status).toBe(200);
  for (let count = 1; count < 60; count++) await read();
  emulator.clock.advance("1h");
  expect((await read()).status).toBe(429);
  expect((await call(emulator, "/v1/access_tokens", { method: "POST", body: credentials })).status).toBe(200);
});

test("inspect lists the requested number of vehicles, and counts all", async () => {
  const emulator = build({
    vehicles: Array.from({ length: 4 }, (_, index) => ({
      vin: `2HM0000000000000${index}`,
      brand: "sandbox" as const,
      cleared: index < 2,
    })),
  });
  for (const limit of [0, 1, 2, 3, 4, 5]) {
    const { total, vehicles } = emulator.inspect(limit);
    expect([limit, total, vehicles.length]).toEqual([limit, 4, Math.min(limit, 4)]);
  }
  expect(emulator.inspect().vehicles.map(({ status }) => status)).toEqual([
    "approved",
    "approved",
    undefined,
    undefined,
  ]);
});
