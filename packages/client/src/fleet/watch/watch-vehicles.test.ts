import { setFlagsFromString } from "node:v8";
import { runInNewContext } from "node:vm";
import { createEmulator, type Emulator } from "@high-mobility-ts/emulator";
import { type Sample, vehicleState } from "@high-mobility-ts/vehicle-data";
import { expect, expectTypeOf, test } from "vitest";
import { vinOf } from "../../../test/fake-fleet.ts";
import { type VirtualClock, virtualClock } from "../../../test/virtual-clock.ts";
import type { HighMobilityClient } from "../../call/client.ts";
import { createClient } from "../../call/create-client.ts";
import type { WatchEvent, WatchOptions } from "./watch-options.ts";
import { watchVehicles } from "./watch-vehicles.ts";

const hourMs = 3_600_000;
const dayMs = 24 * hourMs;
const app = { clientId: "app", clientSecret: "secret" };

interface World {
  readonly hm: HighMobilityClient;
  readonly emulator: Emulator;
  readonly clock: VirtualClock;
  /** The times and VINs of the requests for vehicle data. */
  readonly reads: { readonly at: number; readonly vin: string }[];
}

function worldOf(count: number): World {
  const clock = virtualClock();
  const vehicles = Array.from({ length: count }, (_, index) => ({
    vin: vinOf(index),
    brand: "bmw" as const,
    cleared: true,
  }));
  const emulator = createEmulator({ apps: [app], vehicles, clock });
  const reads: { at: number; vin: string }[] = [];
  const hm = createClient({
    environment: "sandbox",
    ...app,
    clock,
    // Each reading has one attempt, so that requests can be counted as readings.
    retry: false,
    fetch: (input, init) => {
      const request = new Request(input, init);
      const { pathname } = new URL(request.url);
      if (pathname.startsWith("/v1/vehicle-data/"))
        reads.push({ at: clock.now(), vin: pathname.split("/").at(-1) ?? "" });
      return clock.during(() => emulator.fetch(request));
    },
  });
  return { hm, emulator, clock, reads };
}

/** Watches for this time, and runs actions at their times. */
async function watchFor(
  { hm, clock }: World,
  vins: readonly string[],
  options: WatchOptions & {
    readonly forMs: number;
    readonly plan?: readonly (readonly [number, () => void])[];
  },
): Promise<Sample[]> {
  const { forMs, plan = [], ...watched } = options;
  const controller = new AbortController();
  for (const [afterMs, act] of plan) clock.sleep(afterMs).then(act);
  clock.sleep(forMs).then(() => controller.abort());
  const found: Sample[] = [];
  for await (const sample of watchVehicles(hm, vins, { ...watched, clock, signal: controller.signal }))
    found.push(sample);
  return found;
}

const vins = Array.from({ length: 20 }, (_, index) => vinOf(index));

test("reads every vehicle once per interval for simulated days, spread over the interval", async () => {
  const world = worldOf(20);
  const startsAt = world.clock.now();
  const everyMs = hourMs;
  const found = await watchFor(world, vins, { everyMs, forMs: 3 * dayMs - 1 });
  expect(world.reads).toHaveLength(20 * 24 * 3);
  for (const vin of vins) expect(world.reads.filter((read) => read.vin === vin)).toHaveLength(24 * 3);
  const gaps = world.reads.slice(1).map(({ at }, index) => at - (world.reads[index]?.at ?? 0));
  expect(new Set(gaps)).toEqual(new Set([everyMs / 20]));
  expect(world.reads[0]?.at).toBe(startsAt);
  // Values change because vehicles drive; unchanged values are yielded once.
  const odometers = found.filter(({ property }) => property === "odometer");
  expect(odometers.length).toBeGreaterThan(100);
  const seen = new Set<string>();
  for (const { vin, capability, property, item, value, timestamp } of found) {
    const key = JSON.stringify([vin, capability, property, item, value, timestamp]);
    expect(seen.has(key)).toBe(false);
    seen.add(key);
  }
  const ofOne = odometers.filter(({ vin }) => vin === vinOf(3)).map(({ value }) => Number(value));
  expect(ofOne).toEqual(ofOne.toSorted((a, b) => a - b));
  expect(new Set(ofOne).size).toBe(ofOne.length);
});

test("yields and keeps only the selected properties", async () => {
  const world = worldOf(2);
  const state = vehicleState();
  const properties = ["diagnostics.odometer", "doors"] as const;
  const found = await watchFor(world, vins.slice(0, 2), {
    everyMs: hourMs,
    forMs: 2 * hourMs,
    properties,
    state,
  });
  const places = new Set(found.map(({ capability, property }) => `${capability}.${property}`));
  expect(places).toContain("diagnostics.odometer");
  expect(places).toContain("doors.locks");
  for (const place of places) expect(place).toMatch(/^(?:diagnostics\.odometer|doors\.\w+)$/);
  expect(new Set([...state.values()].map(({ capability }) => capability))).toEqual(
    new Set(["diagnostics", "doors"]),
  );
  expectTypeOf<"diagnostics.odometer" | "doors" | "novelty.thing">().toExtend<
    NonNullable<WatchOptions["properties"]>[number]
  >();
});

test("reads a sleeping vehicle less and less often, with events, until it responds", async () => {
  const world = worldOf(2);
  const [awake, sleepy] = [vinOf(0), vinOf(1)];
  const events: WatchEvent[] = [];
  world.emulator.vehicles.sleep(sleepy);
  await watchFor(world, [awake, sleepy], {
    everyMs: hourMs,
    forMs: 40 * hourMs,
    onEvent: (event) => events.push(event),
    plan: [[25 * hourMs, () => world.emulator.vehicles.sleep(sleepy, false)]],
  });
  const startsAt = world.reads[0]?.at ?? 0;
  const hours = world.reads.filter(({ vin }) => vin === sleepy).map(({ at }) => (at - startsAt) / hourMs);
  expect(hours).toEqual([
    0.5, 2.5, 6.5, 14.5, 22.5, 30.5, 31.5, 32.5, 33.5, 34.5, 35.5, 36.5, 37.5, 38.5, 39.5,
  ]);
  expect(events).toEqual(
    [2, 4, 8, 8, 8].map((hour) => ({ type: "vehicle-asleep", vin: sleepy, nextMs: hour * hourMs })),
  );
  expect(world.reads.filter(({ vin }) => vin === awake)).toHaveLength(40);
});

test("does not read a vehicle again after its consent has ended, reports it, and ends after the last vehicle", async () => {
  const world = worldOf(3);
  const events: WatchEvent[] = [];
  const { vehicles } = world.emulator;
  await watchFor(world, [...vins.slice(0, 3), "1HMABC2DE3FGH4IOE"], {
    everyMs: hourMs,
    forMs: 365 * dayMs,
    onEvent: (event) => events.push(event),
    plan: [
      [3 * hourMs, () => vehicles.removeConsent(vinOf(0))],
      [
        5 * hourMs,
        () => {
          for (const index of [1, 2]) vehicles.removeConsent(vinOf(index));
        },
      ],
    ],
  });
  expect(events.map((event) => "vin" in event && [event.type, event.vin])).toEqual([
    ["vehicle-dropped", "1HMABC2DE3FGH4IOE"],
    ["vehicle-dropped", vinOf(0)],
    ["vehicle-dropped", vinOf(1)],
    ["vehicle-dropped", vinOf(2)],
  ]);
  expect(events[1]).toMatchObject({ error: { code: "no-active-consent" } });
  expect(world.reads).toHaveLength(1 + 4 + 6 + 6);
});

test("continues from a saved state without yielding known values again", async () => {
  const world = worldOf(3);
  const watched = vins.slice(0, 3);
  const state = vehicleState();
  const first = await watchFor(world, watched, { everyMs: hourMs, forMs: hourMs - 1, state });
  expect(first.length).toBeGreaterThan(30);
  const restored = vehicleState({ from: JSON.parse(JSON.stringify(state)) });
  const second = await watchFor(world, watched, { everyMs: hourMs, forMs: hourMs - 1, state: restored });
  const unknown = await watchFor(world, watched, { everyMs: hourMs, forMs: hourMs - 1 });
  expect(second.length).toBeLessThan(unknown.length);
  for (const { vin, capability, property, item, value, unit } of second) {
    const known = state.get(vin, capability, property, item);
    expect([known?.value, known?.unit]).not.toEqual([value, unit]);
  }
});

/** A simple fake platform. Its clock jumps to the end of the wait. */
function smallWorld(respond: (vin: string, now: number) => Response | Promise<Response>): {
  readonly hm: HighMobilityClient;
  readonly clock: { now(): number; sleep(ms: number): Promise<void> };
} {
  let now = 0;
  const clock = {
    now: () => now,
    sleep: async (ms: number) => {
      now += ms;
    },
  };
  const token = { value: "t", expiresAt: Number.MAX_SAFE_INTEGER, scopes: new Set<string>() };
  const origin = "https://fleet.example.com";
  const hm = createClient({
    baseUrl: origin,
    auth: { getToken: async () => token, invalidate: () => undefined, resourceOrigins: [origin] },
    fetch: async (input) => respond(new URL(String(input)).pathname.split("/").at(-1) ?? "", now),
    clock,
    retry: false,
    rateLimit: false,
  });
  return { hm, clock };
}

test("watches 5,000 vehicles with constant memory", async () => {
  const { hm, clock } = smallWorld((vin, now) =>
    Response.json({
      diagnostics: {
        odometer: {
          data: { value: now / 1_000, unit: "kilometers" },
          timestamp: new Date(now).toISOString(),
        },
        engine_rpm: {
          failure: { reason: "oem_error", description: vin },
          timestamp: new Date(now).toISOString(),
        },
      },
    }),
  );
  const many = Array.from({ length: 5_000 }, (_, index) => vinOf(index));
  const collectGarbage = gcOf();
  const heldAfter: number[] = [];
  let yielded = 0;
  for await (const sample of watchVehicles(hm, many, { everyMs: hourMs, clock })) {
    yielded += sample.property === "odometer" ? 1 : 0;
    if (sample.property !== "odometer" || yielded % 5_000 !== 0) continue;
    collectGarbage();
    heldAfter.push(process.memoryUsage().heapUsed);
    if (heldAfter.length === 5) break;
  }
  const [first = 0, last = 0] = [heldAfter[1], heldAfter.at(-1)];
  // The limit is 1,000 kB for 5,000 vehicles and three rounds: less than 70 of the 300 bytes of a reading may
  // stay in memory.
  expect(last - first).toBeLessThan(5_000 * 200);
  expect(clock.now()).toBeGreaterThan(4 * hourMs);
});

function gcOf(): () => void {
  setFlagsFromString("--expose-gc");
  return runInNewContext("gc") as () => void;
}

test("reports late readings if limits allow fewer requests than the interval needs", async () => {
  const events: WatchEvent[] = [];
  const controller = new AbortController();
  // Each reading takes 1.5 s, and four of them are due every 2 s.
  const { hm, clock } = smallWorld((_vin, now) => {
    if (now > 60_000) controller.abort();
    return clock.sleep(1_500).then(() => Response.json({}));
  });
  const options = {
    everyMs: 2_000,
    concurrency: 1,
    clock,
    signal: controller.signal,
    onEvent: (event: WatchEvent) => events.push(event),
  };
  for await (const _ of watchVehicles(hm, vins.slice(0, 4), options));
  expect(events.length).toBeGreaterThan(5);
  expect(events.every((event) => event.type === "late" && event.lateMs > 2_000)).toBe(true);
  // Missed readings are not repeated later: no reading is later than the duration of one round.
  expect(Math.max(...events.map((event) => (event.type === "late" ? event.lateMs : 0)))).toBeLessThan(8_000);
});

test("a temporary failure is an event, and the vehicle is read again", async () => {
  const events: WatchEvent[] = [];
  let reads = 0;
  const { hm, clock } = smallWorld(() =>
    ++reads === 1
      ? new Response(null, { status: 503 })
      : Response.json({ diagnostics: { fuel_level: { data: 0.5 } } }),
  );
  const found: Sample[] = [];
  const onEvent = (event: WatchEvent) => {
    events.push(event);
    throw new Error("broken observer");
  };
  for await (const sample of watchVehicles(hm, [vinOf(1).toLowerCase(), vinOf(1)], {
    everyMs: hourMs,
    clock,
    onEvent,
  })) {
    found.push(sample);
    break;
  }
  expect(events).toMatchObject([{ type: "read-failed", vin: vinOf(1), error: { code: "oem-error" } }]);
  expect(found).toMatchObject([{ vin: vinOf(1), property: "fuel_level", value: 0.5 }]);
  expect(reads).toBe(2);
});

test("a failure without a value is yielded once per reason", async () => {
  let reads = 0;
  const reasons = ["oem_error", "oem_error", "pending", "pending", "pending", "oem_error"];
  const { hm, clock } = smallWorld((_vin, now) => {
    const failure = { reason: reasons[reads++] ?? "oem_error", description: "" };
    const odometer = { failure, timestamp: new Date(now).toISOString() };
    if (reads > reasons.length) return new Response(null, { status: 404 });
    return Response.json({ diagnostics: { odometer } });
  });
  const found: unknown[] = [];
  for await (const { failure } of watchVehicles(hm, [vinOf(1)], { everyMs: hourMs, clock }))
    found.push(failure?.reason);
  expect(found).toEqual(["oem_error", "pending", "oem_error"]);
});

test("rejected credentials end the watch at once, although other vehicles wait", async () => {
  const { hm } = smallWorld(() => Response.json({ errors: [{ title: "No" }] }, { status: 401 }));
  // The test uses the machine's clock: if the watch did not end, the next reading would be in half an hour.
  const watching = watchVehicles(hm, vins.slice(0, 2), { everyMs: hourMs });
  await expect(watching.next()).rejects.toMatchObject({ code: "not-authorized" });
});

test("ends at once without an error if the signal aborts or the loop is left", async () => {
  const { hm } = smallWorld(() => Response.json({ diagnostics: { fuel_level: { data: 0.5 } } }));
  const controller = new AbortController();
  const found: Sample[] = [];
  for await (const sample of watchVehicles(hm, vins, { everyMs: dayMs, signal: controller.signal })) {
    found.push(sample);
    controller.abort();
  }
  expect(found).toHaveLength(1);
  for await (const _ of watchVehicles(hm, vins, { everyMs: dayMs })) break;
  for await (const _ of watchVehicles(hm, vins, { everyMs: dayMs, signal: AbortSignal.abort() }))
    throw new Error("nothing is read");
  for await (const _ of watchVehicles(hm, [], { everyMs: dayMs })) throw new Error("nothing is read");
});

test.each([
  [{}, "everyMs must be a number of milliseconds of at least 1000, got undefined."],
  [{ everyMs: 999 }, "everyMs must be a number of milliseconds of at least 1000, got 999."],
  [
    { everyMs: Number.POSITIVE_INFINITY },
    "everyMs must be a number of milliseconds of at least 1000, got Infinity.",
  ],
  [{ everyMs: 1_000, concurrency: 0 }, "concurrency must be a whole number of at least 1, got 0."],
  [{ everyMs: 1_000, every: 5 }, 'watchVehicles() has no option "every". Did you mean "everyMs"?'],
  [
    { everyMs: 1_000, properties: ["diagnostics/odometer"] },
    'properties must name capabilities or properties such as "diagnostics.odometer", got "diagnostics/odometer".',
  ],
])("rejects %j at once", (options, message) => {
  expect(() => watchVehicles(worldOf(0).hm, [], options as never)).toThrow(new TypeError(message));
});
