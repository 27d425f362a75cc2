import { expect, test } from "vitest";
import { seededRandom } from "../random.ts";
import { driveAt } from "./drive.ts";
import { simulatedProperties, vehicleDataAt } from "./vehicle-data.ts";

const random = seededRandom(1);
const vin = "2HM00000000000001";
const midnight = Date.UTC(2026, 2, 3);
const minuteMs = 60_000;
const minutes = Array.from({ length: 24 * 60 }, (_, minute) => midnight + minute * minuteMs);
const leavesAt = minutes.find((now) => driveAt(vin, now, random).hasLeft) ?? Number.NaN;

function dataAt(now: number, powertrain: "electric" | "combustion" = "combustion", brand = "sandbox") {
  return vehicleDataAt({ vin, brand, now, random, requestId: "r-1", powertrain });
}

/** Returns the first matching time of the day, in steps of a second. */
function momentWhen(fits: (state: ReturnType<typeof driveAt>) => boolean): number {
  for (let now = leavesAt - 5 * minuteMs; now < leavesAt + 180 * minuteMs; now += 1_000)
    if (fits(driveAt(vin, now, random))) return now;
  throw new Error("no such moment");
}

const situations = {
  parked: momentWhen(({ isDriving, isBoarding }) => !isDriving && !isBoarding),
  boarding: momentWhen(({ isBoarding, isDriverDoorOpen }) => isBoarding && !isDriverDoorOpen),
  "door open": momentWhen(({ isDriverDoorOpen }) => isDriverDoorOpen),
  driving: momentWhen(({ isDriving }) => isDriving) + 5 * minuteMs,
};

test.each([
  ["parked", ["off", "off", "active", "not_moving", "locked", "locked", "closed"]],
  ["boarding", ["accessory", "off", "active", "not_moving", "unlocked", "unlocked", "closed"]],
  ["door open", ["accessory", "off", "active", "not_moving", "unlocked", "unlocked", "open"]],
  ["driving", ["on", "on", "inactive", "moving", "locked", "locked", "closed"]],
] as const)("the data of a vehicle that is %s are consistent", (situation, want) => {
  const { ignition, engine, parking_brake, race, doors, trunk, diagnostics } = dataAt(situations[situation]);
  expect([
    ignition?.state?.data,
    engine?.status?.data,
    parking_brake?.status?.data,
    race?.vehicle_moving?.data,
    doors?.locks_state?.data,
    trunk?.lock?.data,
    doors?.positions?.find(({ data }) => data?.location === "front_left")?.data?.position,
  ]).toEqual(want);
  const others = doors?.positions?.filter(({ data }) => data?.location !== "front_left");
  expect(others?.map(({ data }) => data?.position)).toEqual(["closed", "closed", "closed"]);
  expect(doors?.locks?.every(({ data }) => data?.lock_state === want[4])).toBe(true);
  const isDriving = situation === "driving";
  expect((diagnostics?.speed?.data?.value ?? 0) > 0).toBe(isDriving);
  expect((diagnostics?.engine_rpm?.data?.value ?? 0) > 800).toBe(isDriving);
  expect((diagnostics?.battery_voltage?.data?.value ?? 0) > 13).toBe(isDriving);
});

test("a driving vehicle has the current time in its data, and a parked vehicle the time of its last change", () => {
  const time = (now: number) => dataAt(now).diagnostics?.odometer?.timestamp;
  expect(time(situations.driving)).toBe(new Date(situations.driving).toISOString());
  expect(time(situations.parked)).toBe(
    new Date(driveAt(vin, situations.parked, random).changedAt).toISOString(),
  );
});

test("a battery charges at home, is full afterwards, and is unplugged to drive", () => {
  const statuses = minutes.map((now) => {
    const { charging } = dataAt(now, "electric");
    return [
      charging?.status?.data,
      charging?.plugged_in?.data,
      charging?.charge_port_state?.data,
      (charging?.charging_rate?.data?.value ?? 0) > 0,
      (charging?.time_to_complete_charge?.data?.value ?? 0) > 0,
    ].join();
  });
  expect([...new Set(statuses)].sort()).toEqual([
    "cable_unplugged,disconnected,closed,false,false",
    "charging,plugged_in,open,true,true",
    "charging_complete,plugged_in,open,false,false",
    "not_charging,disconnected,closed,false,false",
  ]);
  const { charging } = dataAt(situations.boarding, "electric");
  expect(charging?.plugged_in?.data).toBe("disconnected");
});

test("values of one moment are consistent", () => {
  for (const now of Object.values(situations)) {
    const { charging, diagnostics, usage, maintenance } = dataAt(now, "electric");
    const level = charging?.battery_level?.data ?? Number.NaN;
    const capacity = charging?.battery_capacity?.data?.value ?? Number.NaN;
    expect(charging?.battery_energy?.data?.value).toBeCloseTo(level * capacity, 0);
    expect(charging?.estimated_range?.data).toEqual(diagnostics?.estimated_range?.data);
    const full = charging?.max_range?.data?.value ?? Number.NaN;
    expect((charging?.estimated_range?.data?.value ?? 0) / full).toBeCloseTo(level, 1);
    const odometer = diagnostics?.odometer?.data?.value ?? Number.NaN;
    expect(usage?.odometer_after_last_trip?.data?.value).toBeLessThanOrEqual(odometer);
    expect(Date.parse(usage?.last_trip_date?.data ?? "")).toBeLessThanOrEqual(now);
    const interval = (maintenance?.distance_to_next_service?.data?.value ?? Number.NaN) + odometer;
    expect(Math.min(interval % 5_000, 5_000 - (interval % 5_000))).toBeLessThan(1.5);
  }
});

test.each([
  ["mercedes-benz", "mercedes_benz"],
  ["volvo-cars", "volvo_cars"],
  ["tesla", "unknown"],
  ["bmw", "bmw"],
  ["togg", "togg"],
])("vehicle data spells the brand %s as %s", (brand, want) => {
  expect(dataAt(situations.parked, "combustion", brand)).toMatchObject({
    vin,
    brand: want,
    request_id: "r-1",
  });
});

test("the list of simulated properties has the properties of both powertrains without duplicates", () => {
  const properties = simulatedProperties();
  expect(new Set(properties).size).toBe(properties.length);
  for (const path of ["diagnostics.fuel_level", "charging.battery_level", "doors.positions"])
    expect(properties).toContain(path);
  expect(properties.every((path) => /^[a-z_]+\.[a-z_]+$/.test(path))).toBe(true);
});
