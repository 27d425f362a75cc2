import type { LengthUnit, VehicleData } from "@high-mobility-ts/schema";
import { expect, expectTypeOf, test } from "vitest";
import { departures, messagesV1, messageV2, odometer as received, response, vin } from "../test/vehicles.ts";
import { isSample, type Sample, type ValueOf } from "./sample.ts";
import { samples } from "./samples.ts";

const timestampText = "2026-01-02T03:04:05.678943Z";
const timestamp = new Date("2026-01-02T03:04:05.678Z");

/** Returns a sample as short text. */
function brief({ capability, property, item, value, unit, failure }: Sample): unknown[] {
  return [`${capability}.${property}`, item, value, unit, failure?.reason];
}

const reported = [
  ["diagnostics.odometer", undefined, 54_321.5, "kilometers", undefined],
  ["diagnostics.engine_rpm", undefined, undefined, undefined, "privacy_mode_active"],
  ["doors.locks", "front_left", "locked", undefined, undefined],
  ["doors.locks", "rear_right", "unlocked", undefined, undefined],
  ["charging.departure_times", "0", departures[0]?.data, undefined, undefined],
  ["charging.departure_times", "1", departures[1]?.data, undefined, undefined],
];

test("a response, V1 messages and a V2 message have the same samples", () => {
  expect(samples(response, { vin }).map(brief)).toEqual(reported);
  expect(samples(messageV2).map(brief)).toEqual(reported);
  expect(messagesV1.flatMap((message) => samples(message)).map(brief)).toEqual(reported);
});

test("a sample has every member, and the received item unchanged", () => {
  const [odometer] = samples(messageV2);
  expect(odometer).toStrictEqual({
    vin,
    capability: "diagnostics",
    property: "odometer",
    item: undefined,
    timestamp,
    timestampText,
    value: 54_321.5,
    unit: "kilometers",
    failure: undefined,
    messageId: "m2",
    raw: received,
  });
  expect(odometer?.raw).toBe(received);
  expect(samples(response, { vin })[0]?.messageId).toBeUndefined();
});

test("a value without a time has the time of the message", () => {
  const data = { diagnostics: { speed: { data: 1 }, odometer: { data: 2, timestamp: "soon" } } };
  const message = { vin, message_id: "m", timestamp: "2026-01-02T03:04:05.678943", data };
  expect(samples(message)).toMatchObject([
    { timestamp, timestampText: "2026-01-02T03:04:05.678943" },
    { timestamp, timestampText: "2026-01-02T03:04:05.678943" },
  ]);
  expect(samples(data as never, { vin })).toMatchObject([{ timestamp: undefined }, { timestamp: undefined }]);
});

test("an unknown version or member drops nothing", () => {
  const data = {
    warp_drive: { plasma_flow: [{ data: { value: 3, unit: "teradynes" }, quality: "good" }] },
    doors: { hatches: [{ data: { location: "port", state: "open" } }, { data: { axle: "front", load: 2 } }] },
    diagnostics: { constructor: { data: 1 }, odometer: null, speed: "fast" },
    constructor: { length: { data: { location: "here" } } },
  };
  const found = samples({ version: 9, vin, data, novelty: true } as never);
  expect(found.map(brief)).toEqual([
    ["warp_drive.plasma_flow", undefined, 3, "teradynes", undefined],
    ["doors.hatches", "port", { location: "port", state: "open" }, undefined, undefined],
    ["doors.hatches", "front", { axle: "front", load: 2 }, undefined, undefined],
    ["diagnostics.constructor", undefined, 1, undefined, undefined],
    ["diagnostics.odometer", undefined, undefined, undefined, undefined],
    ["diagnostics.speed", undefined, undefined, undefined, undefined],
    ["constructor.length", "here", { location: "here" }, undefined, undefined],
  ]);
  expect(found[5]?.raw).toBe("fast");
});

test("a named item keeps its value when the platform adds a member", () => {
  const data = { location: "front_left", pressure: { value: 2.3, unit: "bars" }, novelty: 1 };
  expect(samples({ diagnostics: { tire_pressures: [{ data }] } } as VehicleData, { vin })).toMatchObject([
    { item: "front_left", value: 2.3, unit: "bars" },
  ]);
});

test("several entries with different times are measurements of one value", () => {
  const entries = [
    { data: 1, timestamp: "2026-01-01T00:00:00Z" },
    { data: 2, timestamp: "2026-01-01T00:00:01Z" },
  ];
  const message = (list: unknown): object => ({ vin, data: { diagnostics: { battery_level: list } } });
  expect(samples(message(entries) as never).map(({ item }) => item)).toEqual([undefined, undefined]);
  const withoutTimes = entries.map(({ data }) => ({ data }));
  expect(samples(message(withoutTimes) as never).map(({ item }) => item)).toEqual(["0", "1"]);
  expect(samples(message([entries[0], entries[0]]) as never).map(({ item }) => item)).toEqual(["0", "1"]);
});

test("null counts as absent", () => {
  const data = {
    diagnostics: { odometer: { data: { value: 1, unit: "miles" }, failure: null }, speed: { data: null } },
  };
  expect(samples(data as never, { vin }).map(brief)).toEqual([
    ["diagnostics.odometer", undefined, 1, "miles", undefined],
    ["diagnostics.speed", undefined, undefined, undefined, undefined],
  ]);
});

test("a failure without a documented form is a failure", () => {
  const data = { diagnostics: { odometer: { failure: { reason: "solar_flare" } }, speed: { failure: {} } } };
  expect(samples(data as never, { vin }).map(({ failure }) => failure)).toEqual([
    { reason: "solar_flare", description: undefined },
    { reason: "unknown", description: undefined },
  ]);
});

test("a message has its VIN, a response needs the option `vin`", () => {
  expect(samples(messageV2, { vin: "other" })[0]?.vin).toBe(vin);
  expect(samples({ ...response, vin: "theirs" }, { vin: "ours" })[0]?.vin).toBe("ours");
  expect(samples({ ...response, vin: "theirs" }, {})[0]?.vin).toBe("theirs");
});

test.each([
  [null, "`source` must be vehicle data or a push message, got null."],
  [[], "`source` must be vehicle data or a push message, got a list."],
  ["{}", "`source` must be vehicle data or a push message, got string."],
  [{ diagnostics: {} }, "`vin` must name the vehicle of a response, got undefined: samples(data, { vin })."],
  [{ data: {}, vin: 7 }, "`vin` must be a string, got number."],
])("%j is a TypeError", (source, message) => {
  expect(() => samples(source as never)).toThrow(new TypeError(message));
});

test("a sample is typed when its capability and property are known", () => {
  for (const sample of samples(response, { vin })) {
    expectTypeOf(sample.value).toBeUnknown();
    if (isSample(sample, "diagnostics", "odometer")) {
      expectTypeOf(sample.value).toEqualTypeOf<number | undefined>();
      expectTypeOf(sample.unit).toEqualTypeOf<LengthUnit | undefined>();
      expect(sample.value).toBe(54_321.5);
    }
    // @ts-expect-error: there is no such property
    expect(isSample(sample, "diagnostics", "odometre")).toBe(false);
    expect(isSample(sample, "doors", "positions")).toBe(false);
  }
  expectTypeOf<ValueOf<"doors", "locks">>().toEqualTypeOf<"locked" | "unlocked">();
  expectTypeOf<ValueOf<"diagnostics", "tire_pressures">>().toEqualTypeOf<number>();
  expectTypeOf<Sample<"diagnostics", "tire_pressures">["unit"]>().toExtend<string | undefined>();
  expectTypeOf<ValueOf<"charging", "battery_level">>().toEqualTypeOf<number>();
  expectTypeOf<Sample<"charging", "battery_level">["unit"]>().toEqualTypeOf<undefined>();
  expectTypeOf<ValueOf<"vehicle_location", "coordinates">>().toHaveProperty("latitude");
  expectTypeOf<ValueOf<"nowhere", "known">>().toBeUnknown();
  expectTypeOf<Sample<"diagnostics", "odometer">>().toExtend<Sample>();
});
