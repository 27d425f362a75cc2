import { pick, type Random } from "../random.ts";
import type { DriveState } from "./drive.ts";

const hourMs = 3_600_000;
const plugInMs = 180_000;
const chargedLevel = 0.8;

/** The powertrain of a vehicle. */
export type Powertrain = "electric" | "combustion";

interface Tank {
  /** The remaining fuel or charge, from 0 to 1. */
  readonly level: number;
  readonly rangeKm: number;
}

export interface Battery extends Tank {
  readonly powertrain: "electric";
  readonly capacityKwh: number;
  readonly isPluggedIn: boolean;
  /** 0 unless it charges. */
  readonly chargingKw: number;
  /** The remaining time of charging, in minutes; 0 unless it charges. */
  readonly minutesToCharged: number;
  readonly fullRangeKm: number;
  /** When it was last plugged in or charged; undefined if neither has happened. */
  readonly changedAt: number | undefined;
}

export interface Fuel extends Tank {
  readonly powertrain: "combustion";
  readonly tankLiters: number;
}

export interface Moment {
  readonly vin: string;
  readonly now: number;
  readonly random: Random;
  /** The powertrain. Default: chosen by seed and VIN; four in ten are electric. */
  readonly powertrain?: Powertrain | undefined;
}

export function powertrainOf({ vin, random, powertrain }: Omit<Moment, "now">): Powertrain {
  return powertrain ?? (random(vin, "powertrain") < 0.4 ? "electric" : "combustion");
}

/** Returns the energy in tank or battery, which follows from the distance driven and the hours charged at home. */
export function energyAt(moment: Moment, drive: DriveState): Battery | Fuel {
  return powertrainOf(moment) === "electric" ? batteryAt(moment, drive) : fuelAt(moment, drive);
}

function batteryAt({ vin, now, random }: Moment, drive: DriveState): Battery {
  const capacityKwh = 40 + random(vin, "battery") * 40;
  const kwhPerKm = 0.15 + random(vin, "consumption") * 0.04;
  const powerKw = pick([3.7, 7.4, 11], random(vin, "charger"));
  // Returns the energy in kilowatt-hours that is missing to a full charge: driving increases it, and charging
  // decreases it.
  const dailyKwh = 2 * drive.tripKm * kwhPerKm;
  const pluggedAt = drive.homeAt + plugInMs;
  const isHome = now >= drive.homeAt;
  const chargedKwh = Math.min(dailyKwh, Math.max(0, (now - pluggedAt) / hourMs) * powerKw);
  const missingKwh = isHome ? dailyKwh - chargedKwh : drive.sinceHomeKm * kwhPerKm;
  const level = chargedLevel - missingKwh / capacityKwh;
  const chargedAt = pluggedAt + (dailyKwh / powerKw) * hourMs;
  const isPluggedIn = isHome && now >= pluggedAt && !drive.isBoarding;
  const isCharging = isPluggedIn && now < chargedAt;
  return {
    powertrain: "electric",
    level,
    rangeKm: (level * capacityKwh) / kwhPerKm,
    fullRangeKm: capacityKwh / kwhPerKm,
    capacityKwh,
    isPluggedIn,
    chargingKw: isCharging ? powerKw : 0,
    minutesToCharged: isCharging ? (chargedAt - now) / 60_000 : 0,
    changedAt: [chargedAt, pluggedAt].find((at) => isHome && at <= now),
  };
}

function fuelAt({ vin, random }: Moment, drive: DriveState): Fuel {
  const tankLiters = Math.round(40 + random(vin, "tank") * 25);
  const fullRangeKm = (tankLiters / (5 + random(vin, "consumption") * 3)) * 100;
  const dailyKm = 2 * drive.tripKm;
  // The tank is filled before leaving home, when nine tenths of it are used up.
  const daysPerTank = Math.floor((fullRangeKm * 0.9) / dailyKm);
  const drivingDay = drive.hasLeft ? drive.day : drive.day - 1;
  const firstDayOfTank = Math.floor(drivingDay / daysPerTank) * daysPerTank;
  const sinceRefuelKm = (drive.day - firstDayOfTank) * dailyKm + drive.sinceHomeKm;
  const level = 1 - sinceRefuelKm / fullRangeKm;
  return { powertrain: "combustion", level, rangeKm: level * fullRangeKm, tankLiters };
}
