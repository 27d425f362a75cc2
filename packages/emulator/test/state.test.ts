import { expect, it } from "vitest";
import type { EmulatorState } from "../src/index.ts";
import { build, call, clear, tokenOf, vin } from "./kit.ts";

it("carries clearances, vehicles and time over to another emulator, and no token", async () => {
  const first = build();
  const token = await tokenOf(first);
  await clear(first, token);
  first.vehicles.privacyMode(vin);
  first.clock.advance("1s");
  const text = JSON.stringify(first.save());
  expect(text).not.toContain(token);

  const second = build();
  const state: EmulatorState = JSON.parse(text);
  second.load(state);
  const read = async (path: string) => call(second, path, { token: await tokenOf(second) });
  expect((await read(`/v1/fleets/vehicles/${vin}`)).body.status).toBe("pending");
  second.clock.advance("1s");
  expect((await read(`/v1/fleets/vehicles/${vin}`)).body.status).toBe("approved");
  expect((await read(`/v1/vehicle-data/autoapi-13/${vin}`)).status).toBe(403);
});

it("refuses a state of another version", () => {
  const emulator = build();
  const state: EmulatorState = JSON.parse(JSON.stringify({ ...emulator.save(), version: 2 }));
  expect(() => emulator.load(state)).toThrow(new TypeError("version: expected 1, got 2"));
});
