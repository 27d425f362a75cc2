import { expect, test } from "vitest";
import type { EmulatorState } from "../src/index.ts";
import { app, build, call, clear, tokenOf, vin } from "./kit.ts";

test("loads clearances, vehicles and time into another emulator, without tokens", async () => {
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

test("loads outages and retired keys", async () => {
  const apps = [{ ...app, keys: [{ id: "key-1", publicKey: "unused" }] }] as const;
  const vehicles = [{ vin, brand: "sandbox", cleared: true }] as const;
  const first = build({ apps, vehicles });
  first.carmakers.down("sandbox", { status: 504, for: "1m" });
  first.keys.delete("key-1");
  const state: EmulatorState = JSON.parse(JSON.stringify(first.save()));
  expect(state.retiredKeys).toEqual({ "key-1": "deleted" });
  const second = build({ apps });
  second.load(state);
  expect(second.save()).toEqual(first.save());
  const read = async () =>
    (await call(second, `/v1/vehicle-data/autoapi-13/${vin}`, { token: await tokenOf(second) })).status;
  expect(await read()).toBe(504);
  second.clock.advance("1m");
  expect(await read()).toBe(200);
});

test("loads the delays of carmakers", () => {
  const first = build();
  first.carmakers.decideAfter("bmw", "2d");
  const second = build();
  second.load(JSON.parse(JSON.stringify(first.save())));
  expect(second.save().approvalDelaysMs).toEqual({ bmw: 172_800_000 });
  second.load({ ...second.save(), approvalDelaysMs: {} });
  expect(second.save().approvalDelaysMs).toEqual({});
});

test("rejects a state of another version", () => {
  const emulator = build();
  const state: EmulatorState = JSON.parse(JSON.stringify({ ...emulator.save(), version: 2 }));
  expect(() => emulator.load(state)).toThrow(new TypeError("`version` must be 1, got 2."));
});
