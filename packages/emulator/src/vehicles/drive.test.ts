import fc from "fast-check";
import { expect, test } from "vitest";
import { holdsFor } from "../../test/interesting-cases.ts";
import { seededRandom } from "../random.ts";
import { type DriveState, driveAt } from "./drive.ts";
import { type Battery, energyAt, type Fuel, type Powertrain } from "./energy.ts";

const random = seededRandom(1);
const minuteMs = 60_000;
const hourMs = 60 * minuteMs;
const dayMs = 24 * hourMs;
const start = Date.UTC(2026, 2, 3);

const vins = fc.string({ minLength: 17, maxLength: 17 });
const anyTime = fc.integer({ min: start, max: start + 365 * dayMs });

interface VehicleTime {
  readonly vin: string;
  readonly now: number;
}

/**
 * Generates any time of a year, and equally often a time within three minutes of the last change or of
 * leaving home.
 */
const moments: fc.Arbitrary<VehicleTime> = fc
  .record({
    vin: vins,
    time: anyTime,
    near: fc.constantFrom("nothing", "last change", "leaving"),
    offsetMs: fc.integer({ min: -3 * minuteMs, max: 3 * minuteMs }),
  })
  .map(({ vin, time, near, offsetMs }) => {
    if (near === "last change") return { vin, now: driveAt(vin, time, random).changedAt + offsetMs };
    if (near === "leaving") return { vin, now: leavingTime(vin, time - (time % dayMs)) + offsetMs };
    return { vin, now: time };
  });

function at(vin: string, now: number, powertrain: Powertrain) {
  const drive = driveAt(vin, now, random);
  return { drive, energy: energyAt({ vin, now, random, powertrain }, drive) };
}

function distanceKm(from: DriveState, to: DriveState): number {
  const north = (to.latitude - from.latitude) * 111.2;
  const east = (to.longitude - from.longitude) * 111.2 * Math.cos((from.latitude * Math.PI) / 180);
  return Math.hypot(north, east);
}

/** Returns the first millisecond of a day at which a vehicle has left home. */
function leavingTime(vin: string, midnight: number): number {
  let [before, after] = [midnight, midnight + dayMs - 1];
  while (after - before > 1) {
    const middle = Math.floor((before + after) / 2);
    if (driveAt(vin, middle, random).hasLeft) after = middle;
    else before = middle;
  }
  return after;
}

test("odometer, position and speed of a vehicle are consistent in each minute, and the odometer never decreases", () => {
  const least = { driving: 30, standing: 200, leaving: 20, arriving: 15 };
  holdsFor(moments, least, ({ vin, now }, saw) => {
    const before = driveAt(vin, now, random);
    const after = driveAt(vin, now + minuteMs, random);
    const drivenKm = after.odometerKm - before.odometerKm;
    expect(drivenKm).toBeGreaterThanOrEqual(-1e-9);
    // The speed is at most 1.5 times the average, 58 km/h.
    expect(drivenKm).toBeLessThan((58 * 1.5) / 60 + 1e-9);
    expect(Math.abs(distanceKm(before, after) - drivenKm)).toBeLessThan(0.05);
    if (!before.isDriving && after.isDriving) saw("leaving");
    if (before.isDriving && !after.isDriving) saw("arriving");
    if (!before.isDriving && !after.isDriving) {
      saw("standing");
      expect(drivenKm).toBeLessThan(1e-9);
    }
    if (before.isDriving && after.isDriving) {
      saw("driving");
      expect(Math.abs(drivenKm - (before.speedKmh + after.speedKmh) / 120)).toBeLessThan(0.05);
    }
  });
});

test("a vehicle opens a door only while it is unlocked, and is locked while it drives", () => {
  const least = { "door open": 30, "unlocked, door closed": 30, driving: 60, locked: 200 };
  holdsFor(moments, least, ({ vin, now }, saw) => {
    const { isDriving, isBoarding, isDriverDoorOpen, changedAt } = driveAt(vin, now, random);
    expect(changedAt).toBeLessThanOrEqual(now);
    if (isDriverDoorOpen) {
      saw("door open");
      expect(isBoarding).toBe(true);
    } else if (isBoarding) saw("unlocked, door closed");
    if (isDriving) saw("driving");
    if (!isDriving && !isBoarding) saw("locked");
    expect(isDriving && isBoarding).toBe(false);
  });
});

test("the time of the last change of a vehicle is correct", () => {
  holdsFor(moments, { changed: 900 }, ({ vin, now }, saw) => {
    const { changedAt, ...state } = driveAt(vin, now, random);
    const looks = ({ isDriving, isBoarding, isDriverDoorOpen }: Partial<DriveState>) =>
      [isDriving, isBoarding, isDriverDoorOpen].join();
    const since = driveAt(vin, changedAt + 1, random);
    expect(looks(since)).toBe(looks(state));
    if (looks(driveAt(vin, changedAt - 1, random)) !== looks(since)) saw("changed");
  });
});

test("the charge of a battery changes only while the vehicle drives or charges", () => {
  const least = { charging: 25, "driving out": 60, "left alone": 200 };
  holdsFor(moments, least, ({ vin, now }, saw) => {
    const [before, after] = [at(vin, now, "electric"), at(vin, now + minuteMs, "electric")];
    const [from, to] = [before.energy as Battery, after.energy as Battery];
    const gainedKwh = (to.level - from.level) * from.capacityKwh;
    const drivenKm = after.drive.odometerKm - before.drive.odometerKm;
    expect(gainedKwh).toBeLessThan(11 / 60 + 1e-9);
    expect(gainedKwh).toBeGreaterThan(-drivenKm * 0.19 - 1e-9);
    if (gainedKwh > 1e-9) expect(from.isPluggedIn || to.isPluggedIn).toBe(true);
    if (gainedKwh < -1e-9) {
      saw("driving out");
      expect(before.drive.isDriving || after.drive.isDriving).toBe(true);
      expect(gainedKwh).toBeLessThan(-drivenKm * 0.15 + 1e-9);
    }
    if (Math.abs(gainedKwh) < 1e-9) saw("left alone");
    if (from.chargingKw > 0 && to.chargingKw > 0) {
      saw("charging");
      expect(gainedKwh).toBeCloseTo(from.chargingKw / 60, 6);
      expect(from.minutesToCharged - to.minutesToCharged).toBeCloseTo(1, 6);
      expect(from.isPluggedIn).toBe(true);
    }
    expect(from.isPluggedIn && before.drive.isDriving).toBe(false);
    expect(from.level).toBeGreaterThan(0.4);
    expect(from.level).toBeLessThanOrEqual(0.8);
    expect(from.rangeKm).toBeCloseTo(from.level * from.fullRangeKm, 6);
  });
});

test("a battery is unplugged before its vehicle leaves", () => {
  holdsFor(moments, { boarding: 30, "plugged in": 200 }, ({ vin, now }, saw) => {
    const { drive, energy } = at(vin, now, "electric");
    const { isPluggedIn } = energy as Battery;
    if (drive.isBoarding) saw("boarding");
    if (isPluggedIn) saw("plugged in");
    expect(isPluggedIn && (drive.isBoarding || drive.isDriving)).toBe(false);
  });
});

test("fuel decreases only while the vehicle drives", () => {
  holdsFor(moments, { driving: 60, standing: 200 }, ({ vin, now }, saw) => {
    const [before, after] = [at(vin, now, "combustion"), at(vin, now + minuteMs, "combustion")];
    const [from, to] = [before.energy as Fuel, after.energy as Fuel];
    const drivenKm = after.drive.odometerKm - before.drive.odometerKm;
    // The other test is about the minute of leaving home.
    if (!before.drive.hasLeft && after.drive.hasLeft) return;
    saw(drivenKm > 0 ? "driving" : "standing");
    expect(from.rangeKm - to.rangeKm).toBeCloseTo(drivenKm, 6);
    expect(to.level).toBeLessThanOrEqual(from.level);
    expect(from.level).toBeGreaterThan(0);
    expect(from.level).toBeLessThanOrEqual(1);
  });
});

test("a tank is filled completely, and only if the vehicle leaves home with little fuel", () => {
  const daysOfAYear = fc.record({ vin: vins, day: fc.integer({ min: 0, max: 200 }) });
  holdsFor(
    daysOfAYear,
    { filled: 200, "not filled": 200 },
    ({ vin, day }, saw) => {
      let filled = 0;
      let days = 0;
      // Runs until the tank was filled twice: the fuel between the two times is one tank.
      for (let midnight = start + day * dayMs; filled < 2; midnight += dayMs) {
        days += 1;
        expect(days).toBeLessThan(250);
        const leavesAt = leavingTime(vin, midnight);
        const before = at(vin, leavesAt - 1, "combustion").energy as Fuel;
        const after = at(vin, leavesAt, "combustion").energy as Fuel;
        if (after.level <= before.level) {
          saw("not filled");
          continue;
        }
        saw("filled");
        filled += 1;
        const { tripKm } = driveAt(vin, leavesAt, random);
        expect(after.level).toBeCloseTo(1, 6);
        // With nine tenths of a tank used, the rest is not enough for the next day.
        expect(before.rangeKm - 2 * tripKm).toBeLessThan(0.1 * after.rangeKm + 1e-6);
        expect(before.level).toBeGreaterThan(0);
      }
    },
    100,
  );
});

test("a vehicle charges, is full, is unplugged, drives and parks during a day", () => {
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
