import type { Random } from "../random.ts";

const dayMs = 86_400_000;
const hourMs = 3_600_000;
const firstDay = Date.UTC(2024, 0, 1);
/** The time between unlocking and driving off, and between arriving and locking. */
const boardingMs = 90_000;
const doorOpensMs = 20_000;
const doorClosesMs = 60_000;

/** The position and movement of a vehicle at one moment, a pure function of seed, VIN and time. */
export interface DriveState {
  readonly isDriving: boolean;
  /** Whether a person gets in or out, so that the car is unlocked. */
  readonly isBoarding: boolean;
  readonly isDriverDoorOpen: boolean;
  /** When it last started, stopped, or was locked or unlocked, in milliseconds since the epoch. */
  readonly changedAt: number;
  readonly odometerKm: number;
  readonly speedKmh: number;
  readonly headingDegrees: number;
  readonly latitude: number;
  readonly longitude: number;
  /** Whether it has left home today, or is away. */
  readonly hasLeft: boolean;
  /** When it last came home, in milliseconds since the epoch; in the future while it is away. */
  readonly homeAt: number;
  /** Distance since it last left home, in kilometres. */
  readonly sinceHomeKm: number;
  /** Number of days since the first day; each has two trips. */
  readonly day: number;
  readonly tripKm: number;
  readonly tripMs: number;
  /** End of the last trip, in milliseconds since the epoch. */
  readonly lastTripEndedAt: number;
  /** The odometer at that time. */
  readonly lastTripOdometerKm: number;
}

/** The habits of a vehicle, which drives to work and back every day. */
interface Habits {
  readonly startKm: number;
  readonly tripKm: number;
  readonly durationMs: number;
  readonly departuresMs: readonly [number, number];
  readonly home: { readonly latitude: number; readonly longitude: number };
  readonly headingDegrees: number;
}

function habitsOf(vin: string, random: Random): Habits {
  const between = (what: string, low: number, high: number): number => low + random(vin, what) * (high - low);
  const tripKm = between("trip", 6, 38);
  return {
    startKm: between("odometer", 500, 60_000),
    tripKm,
    durationMs: (tripKm / between("pace", 32, 58)) * hourMs,
    departuresMs: [between("leaves", 5.5, 8.5) * hourMs, between("returns", 15.5, 18.5) * hourMs],
    home: { latitude: between("latitude", 48.2, 53.4), longitude: between("longitude", 8.2, 13.3) },
    headingDegrees: between("heading", 0, 360),
  };
}

// Smoothstep: position is 3x²-2x³ of the way, so that speed, its derivative, starts and ends at 0.

function position(x: number): number {
  return x * x * (3 - 2 * x);
}

function pace(x: number): number {
  return 6 * x * (1 - x);
}

function clamp(value: number): number {
  return Math.min(1, Math.max(0, value));
}

export function driveAt(vin: string, now: number, random: Random): DriveState {
  const habits = habitsOf(vin, random);
  const { startKm, tripKm, durationMs, departuresMs } = habits;
  const [leavesMs, returnsMs] = departuresMs;
  const day = Math.floor((now - firstDay) / dayMs);
  const midnight = firstDay + day * dayMs;
  const sinceMidnight = now - midnight;
  const out = clamp((sinceMidnight - leavesMs) / durationMs);
  const back = clamp((sinceMidnight - returnsMs) / durationMs);
  const underway = [out, back].find((progress) => progress > 0 && progress < 1);
  const drivenKm = (position(out) + position(back)) * tripKm;
  const beforeTodayKm = startKm + day * 2 * tripKm;
  const hasLeft = out > 0;
  return {
    isDriving: underway !== undefined,
    ...boardingAt(habits, sinceMidnight),
    changedAt: midnight + lastChange(habits, sinceMidnight),
    odometerKm: beforeTodayKm + drivenKm,
    speedKmh: underway === undefined ? 0 : pace(underway) * (tripKm / (durationMs / hourMs)),
    ...placeAt(habits, out, back),
    hasLeft,
    homeAt: midnight + returnsMs + durationMs - (hasLeft ? 0 : dayMs),
    sinceHomeKm: drivenKm,
    day,
    tripKm,
    tripMs: durationMs,
    lastTripEndedAt: midnight + lastArrival(habits, sinceMidnight),
    lastTripOdometerKm: beforeTodayKm + (Number(out === 1) + Number(back === 1)) * tripKm,
  };
}

function placeAt(
  { home, tripKm, headingDegrees }: Habits,
  out: number,
  back: number,
): Pick<DriveState, "headingDegrees" | "latitude" | "longitude"> {
  const fromHomeKm = (position(out) - position(back)) * tripKm;
  const radians = (headingDegrees * Math.PI) / 180;
  const kmPerLongitude = 111.2 * Math.cos((home.latitude * Math.PI) / 180);
  return {
    headingDegrees: back > 0 ? (headingDegrees + 180) % 360 : headingDegrees,
    latitude: home.latitude + (fromHomeKm * Math.cos(radians)) / 111.2,
    longitude: home.longitude + (fromHomeKm * Math.sin(radians)) / kmPerLongitude,
  };
}

function boardingAt(
  { departuresMs, durationMs }: Habits,
  sinceMidnight: number,
): Pick<DriveState, "isBoarding" | "isDriverDoorOpen"> {
  // The time before the start or after the end of the trip.
  const distances = departuresMs.flatMap((start) => [
    start - sinceMidnight,
    sinceMidnight - start - durationMs,
  ]);
  const isWithin = (from: number, to: number): boolean => distances.some((ms) => ms >= from && ms < to);
  return {
    isBoarding: isWithin(0, boardingMs),
    isDriverDoorOpen: isWithin(doorOpensMs, doorClosesMs),
  };
}

function lastChange({ departuresMs, durationMs }: Habits, sinceMidnight: number): number {
  const changes = departuresMs.flatMap((start) => [
    start - boardingMs,
    start - doorClosesMs,
    start - doorOpensMs,
    start,
    start + durationMs,
    start + durationMs + doorOpensMs,
    start + durationMs + doorClosesMs,
    start + durationMs + boardingMs,
  ]);
  return latest(changes, sinceMidnight);
}

function lastArrival({ departuresMs, durationMs }: Habits, sinceMidnight: number): number {
  return latest(
    departuresMs.map((start) => start + durationMs),
    sinceMidnight,
  );
}

/** Returns the latest of today's times that has passed, or the last time of yesterday. */
function latest(times: readonly number[], sinceMidnight: number): number {
  return times.findLast((at) => at <= sinceMidnight) ?? (times.at(-1) ?? 0) - dayMs;
}
