import type { Random } from "../random.ts";

const dayMs = 86_400_000;
const hourMs = 3_600_000;
const firstDay = Date.UTC(2024, 0, 1);

/** Where a vehicle is and how it moves at one moment: a pure function of seed, VIN and time. */
export interface DriveState {
  readonly isDriving: boolean;
  /** When it last started or stopped, in milliseconds since the epoch. */
  readonly changedAt: number;
  readonly odometerKm: number;
  readonly speedKmh: number;
  readonly headingDegrees: number;
  readonly latitude: number;
  readonly longitude: number;
  /** Driven since it last left home, in kilometres. */
  readonly sinceHomeKm: number;
}

/** The habits of a vehicle: it drives to work and home again every day. */
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
const position = (x: number): number => x * x * (3 - 2 * x);
const pace = (x: number): number => 6 * x * (1 - x);

export function driveAt(vin: string, now: number, random: Random): DriveState {
  const habits = habitsOf(vin, random);
  const { startKm, tripKm, durationMs, departuresMs, home, headingDegrees } = habits;
  const day = Math.floor((now - firstDay) / dayMs);
  const sinceMidnight = now - firstDay - day * dayMs;
  const [out, back] = departuresMs.map((at) => Math.min(1, Math.max(0, (sinceMidnight - at) / durationMs)));
  const [progressOut = 0, progressBack = 0] = [out, back];
  const underway = [progressOut, progressBack].find((progress) => progress > 0 && progress < 1);
  const drivenKm = (position(progressOut) + position(progressBack)) * tripKm;
  const fromHomeKm = (position(progressOut) - position(progressBack)) * tripKm;
  const radians = (headingDegrees * Math.PI) / 180;
  return {
    isDriving: underway !== undefined,
    changedAt: lastChange(habits, firstDay + day * dayMs, now),
    odometerKm: startKm + Math.max(0, day) * 2 * tripKm + drivenKm,
    speedKmh: underway === undefined ? 0 : pace(underway) * (tripKm / (durationMs / hourMs)),
    headingDegrees: progressBack > 0 ? (headingDegrees + 180) % 360 : headingDegrees,
    latitude: home.latitude + (fromHomeKm * Math.cos(radians)) / 111.2,
    longitude:
      home.longitude + (fromHomeKm * Math.sin(radians)) / (111.2 * Math.cos((home.latitude * Math.PI) / 180)),
    sinceHomeKm: drivenKm,
  };
}

function lastChange({ departuresMs, durationMs }: Habits, midnight: number, now: number): number {
  const [out, back] = departuresMs;
  const changes = [back + durationMs - dayMs, out, out + durationMs, back, back + durationMs];
  return midnight + (changes.findLast((at) => midnight + at <= now) ?? back + durationMs - dayMs);
}

/** Fuel or charge that is left, between 0 and 1. */
export interface Energy {
  readonly powertrain: "electric" | "combustion";
  readonly level: number;
  readonly rangeKm: number;
}

export function energyAt(vin: string, drive: DriveState, random: Random): Energy {
  if (random(vin, "powertrain") < 0.4) {
    const fullRangeKm = 260 + random(vin, "battery") * 240;
    // Charged to 80 % at home by the next morning.
    const level = Math.max(0.05, 0.8 - drive.sinceHomeKm / fullRangeKm);
    return { powertrain: "electric", level, rangeKm: level * fullRangeKm };
  }
  const fullRangeKm = 550 + random(vin, "tank") * 400;
  // Refuelled whenever nine tenths are used.
  const used = (drive.odometerKm % (fullRangeKm * 0.9)) / fullRangeKm;
  return { powertrain: "combustion", level: 1 - used, rangeKm: (1 - used) * fullRangeKm };
}
