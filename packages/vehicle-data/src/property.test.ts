import type { VehicleData } from "@high-mobility-ts/schema";
import { expect, expectTypeOf, test } from "vitest";
import { property } from "./property.ts";
import { toUnit } from "./to-unit.ts";

const vehicle: VehicleData = {
  diagnostics: {
    odometer: { data: { value: 100, unit: "kilometers" }, timestamp: "2026-01-01T10:00:00Z" },
    fuel_level: { data: 0.5 },
    engine_rpm: {
      failure: { reason: "privacy_mode_active", description: "off" },
      timestamp: "2026-01-01T10:00:00Z",
    },
    speed: { data: { value: 1, unit: "knots" }, timestamp: "yesterday" },
  },
};

test("returns value, unit and time of a quantity, as toUnit needs them", () => {
  const odometer = property(vehicle.diagnostics?.odometer);
  expect(odometer).toEqual({
    state: "available",
    value: 100,
    unit: "kilometers",
    timestamp: new Date("2026-01-01T10:00:00Z"),
  });
  if (odometer.state !== "available") throw new Error("not available");
  expect(toUnit(odometer, "miles").value).toBeCloseTo(62.137119, 6);
  // @ts-expect-error: hours measure no length
  expect(() => toUnit(odometer, "hours")).toThrow(TypeError);
});

test("returns any other value as it is", () => {
  const level = property(vehicle.diagnostics?.fuel_level);
  expect(level).toEqual({ state: "available", value: 0.5, timestamp: undefined });
  if (level.state === "available") expectTypeOf(level.value).toEqualTypeOf<number>();
});

test("returns the reason of a failure", () => {
  expect(property(vehicle.diagnostics?.engine_rpm)).toEqual({
    state: "failed",
    reason: "privacy_mode_active",
    description: "off",
    timestamp: new Date("2026-01-01T10:00:00Z"),
  });
});

test.each([undefined, {}, { timestamp: "2026-01-01T10:00:00Z" }])("%o is absent", (raw) => {
  expect(property(raw)).toEqual({ state: "absent" });
});

test("an invalid time is undefined, never an invalid Date", () => {
  expect(property(vehicle.diagnostics?.speed)).toMatchObject({ timestamp: undefined });
});

test("null counts as absent, and a time without a zone is UTC", () => {
  const data = { value: 1, unit: "miles" as const };
  expect(property({ data, failure: null, timestamp: "2026-01-01T10:00:00" })).toEqual({
    state: "available",
    ...data,
    timestamp: new Date("2026-01-01T10:00:00Z"),
  });
  expect(property({ data: null, failure: null })).toEqual({ state: "absent" });
  const failure = { reason: "pending", description: "" } as const;
  expect(property({ data: null, failure })).toEqual({ state: "failed", ...failure, timestamp: undefined });
});
