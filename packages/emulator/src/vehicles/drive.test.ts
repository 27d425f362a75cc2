import fc from "fast-check";
import { expect, test } from "vitest";
import { seededRandom } from "../random.ts";
import { type DriveState, driveAt } from "./drive.ts";
import { type Battery, energyAt, type Fuel, type Powertrain } from "./energy.ts";

const random = seededRandom(1);
const minuteMs = 60_000;
const dayMs = 86_400_000;
const start = Date.UTC(2026, 2, 3);

const vins = fc.string({ minLength: 17, maxLength: 17 });
const times = fc.integer({ min: start, max: start + 365 * dayMs });

function distanceKm(from: DriveState, to: DriveState): number {
  const north = (to.latitude - from.latitude) * 111.2;
  const east = (to.longitude - from.longitude) * 111.2 * Math.cos((from.latitude * Math.PI) / 180);
  return Math.hypot(north, east);
}

function at(vin: string, now: number, powertrain: Powertrain) {
  const drive = driveAt(vin, now, random);
  return { drive, energy: energyAt({ vin, now, random, powertrain }, drive) };
}

test("a vehicle's minute moves odometer, place and speed together, and never backwards", () => {
  fc.assert(
    fc.property(vins, times, (vin, now) => {
      const before = driveAt(vin, now, random);
      const after = driveAt(vin, now + minuteMs, random);
      const drivenKm = after.odometerKm - before.odometerKm;
      expect(drivenKm).toBeGreaterThanOrEqual(-1e-9);
      // At most half as fast again as on average, 58 km/h.
      expect(drivenKm).toBeLessThan((58 * 1.5) / 60 + 1e-9);
      expect(Math.abs(distanceKm(before, after) - drivenKm)).toBeLessThan(0.05);
      if (!before.isDriving && !after.isDriving) expect(drivenKm).toBeLessThan(1e-9);
      if (before.isDriving && after.isDriving)
        expect(Math.abs(drivenKm - (before.speedKmh + after.speedKmh) / 120)).toBeLessThan(0.05);
    }),
  );
});

test("a vehicle's minute opens a door only while unlocked, and neither while driving", () => {
  fc.assert(
    fc.property(vins, times, (vin, now) => {
      const { isDriving, isBoarding, isDriverDoorOpen } = driveAt(vin, now, random);
      if (isDriverDoorOpen) expect(isBoarding).toBe(true);
      expect(isDriving && isBoarding).toBe(false);
    }),
  );
});

test("a vehicle's minute drains a battery by driving, fills it by charging, and leaves it alone otherwise", () => {
  fc.assert(
    fc.property(vins, times, (vin, now) => {
      const [before, after] = [at(vin, now, "electric"), at(vin, now + minuteMs, "electric")];
      const [from, to] = [before.energy as Battery, after.energy as Battery];
      const gainedKwh = (to.level - from.level) * from.capacityKwh;
      const drivenKm = after.drive.odometerKm - before.drive.odometerKm;
      expect(gainedKwh).toBeLessThan(11 / 60 + 1e-9);
      expect(gainedKwh).toBeGreaterThan(-drivenKm * 0.19 - 1e-9);
      if (gainedKwh > 1e-9) expect(from.isPluggedIn || to.isPluggedIn).toBe(true);
      if (gainedKwh < -1e-9) expect(before.drive.isDriving || after.drive.isDriving).toBe(true);
      if (from.chargingKw > 0 && to.chargingKw > 0) expect(gainedKwh).toBeCloseTo(from.chargingKw / 60, 6);
      expect(from.isPluggedIn && before.drive.isDriving).toBe(false);
      expect(from.level).toBeGreaterThan(0.4);
      expect(from.level).toBeLessThanOrEqual(0.8);
    }),
  );
});

test("a vehicle's minute burns fuel by driving, and fills the tank only on leaving home", () => {
  fc.assert(
    fc.property(vins, times, (vin, now) => {
      const [before, after] = [at(vin, now, "combustion"), at(vin, now + minuteMs, "combustion")];
      const [from, to] = [before.energy as Fuel, after.energy as Fuel];
      const drivenKm = after.drive.odometerKm - before.drive.odometerKm;
      const burntKm = from.rangeKm - to.rangeKm;
      if (to.level > from.level) expect(!before.drive.hasLeft && after.drive.hasLeft).toBe(true);
      else expect(burntKm).toBeCloseTo(drivenKm, 6);
      expect(from.level).toBeGreaterThan(0);
      expect(from.level).toBeLessThanOrEqual(1);
    }),
  );
});

test("charges, is charged, is unplugged, drives and stands in the course of a day", () => {
  const day = Array.from({ length: 24 * 60 }, (_, minute) =>
    at("2HM00000000000001", start + minute * minuteMs, "electric"),
  );
  const states = day.map(({ drive, energy }) =>
    drive.isDriving ? "driving" : (energy as Battery).chargingKw > 0 ? "charging" : "standing",
  );
  expect([...new Set(states)].sort()).toEqual(["charging", "driving", "standing"]);
  expect(
    states.filter((state, minute) => state === "driving" && states[minute - 1] !== "driving"),
  ).toHaveLength(2);
});
