import type { VehicleDataFailure } from "@high-mobility-ts/schema";
import type { Clearances } from "../clearances/clearances.ts";
import { type App, checkVehicle, type Vehicle } from "../options.ts";
import type { PlatformState } from "../platform.ts";
import type { PropertyName } from "../vehicles/brand-profiles.ts";

/** Moves vehicles and their clearances by hand. */
export interface VehicleSteering {
  /** Makes a vehicle special, or differently so. @throws {TypeError} for a VIN that is not one, or `cleared` without a brand. */
  add(vehicle: Vehicle): void;
  /** Approves a pending clearance now, in every application that asked for it. @throws {TypeError} when none is pending. */
  approve(vin: string): void;
  /** Rejects a pending clearance now, in every application that asked for it. @throws {TypeError} when none is pending. */
  reject(vin: string, reason: string): void;
  /** Its driver hides it: data answers 403. Default: on. */
  privacyMode(vin: string, on?: boolean): void;
  /** It does not answer: data answers 408. Default: asleep. */
  sleep(vin: string, asleep?: boolean): void;
  /** Its owner withdrew consent at the carmaker: data answers 401. Default: removed. */
  removeConsent(vin: string, removed?: boolean): void;
  /** One property fails in an answer that is otherwise fine; `undefined` heals it. */
  failProperty(vin: string, property: PropertyName, failure: VehicleDataFailure | undefined): void;
}

export function createVehicleSteering(
  platform: PlatformState,
  clearances: ReadonlyMap<App, Clearances>,
): VehicleSteering {
  const { vehicles, settings } = platform;

  function change(vin: string, difference: Partial<Vehicle>): void {
    const vehicle: Vehicle = { ...vehicles.get(vin), vin, ...difference };
    checkVehicle(vehicle, "vehicle");
    vehicles.set(vin, vehicle);
  }

  function decide(vin: string, status: "approved" | "rejected", reason?: string): void {
    const pending = [...clearances.values()].filter((fleet) => fleet.get(vin)?.status === "pending");
    if (pending.length === 0)
      throw new TypeError(`\`vin\` must be a vehicle with a pending clearance, got ${vin}.`);
    for (const fleet of pending) fleet.decide(vin, status, reason);
  }

  return {
    add: (vehicle) => {
      change(vehicle.vin, vehicle);
      if (vehicle.cleared) clearEverywhere(platform, settings.apps, vehicle);
    },
    approve: (vin) => decide(vin, "approved"),
    reject: (vin, reason) => decide(vin, "rejected", reason),
    privacyMode: (vin, on = true) => change(vin, { privacyMode: on }),
    sleep: (vin, asleep = true) => change(vin, { asleep }),
    removeConsent: (vin, removed = true) => change(vin, { consentRemoved: removed }),
    failProperty: (vin, property, failure) => {
      const { [property]: _healed, ...others } = vehicles.get(vin)?.failures ?? {};
      change(vin, { failures: failure ? { ...others, [property]: failure } : others });
    },
  };
}

/** Gives a vehicle an approved clearance in every application. */
export function clearEverywhere(
  platform: PlatformState,
  apps: readonly App[],
  { vin, brand }: Vehicle,
): void {
  if (brand === undefined) return;
  for (const app of apps) platform.clearancesOf(app).addApproved({ vin, brand });
}
