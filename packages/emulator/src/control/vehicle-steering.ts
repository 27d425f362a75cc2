import type { VehicleDataFailure } from "@high-mobility-ts/schema";
import { isDocumented, isUndecided } from "../clearances/clearance-rules.ts";
import type { Clearances, StatusName } from "../clearances/clearances.ts";
import type { App, Vehicle } from "../options.ts";
import type { PlatformState } from "../platform.ts";
import { checkVehicle } from "../read-options.ts";
import type { PropertyPath } from "../vehicles/brand-profiles.ts";

/** Controls vehicles and their clearances. */
export interface VehicleSteering {
  /** Configures a vehicle. @throws {TypeError} for a VIN that is not one, or `cleared` without a brand. */
  add(vehicle: Vehicle): void;
  /**
   * Approves an undecided clearance now, for every application that requested it.
   * @throws {TypeError} if there is none.
   */
  approve(vin: string): void;
  /**
   * Rejects an undecided clearance now, for every application that requested it.
   * @throws {TypeError} if there is none.
   */
  reject(vin: string, reason: string): void;
  /**
   * Sets the status of a clearance to any text, for every application that requested it: the platform may report a
   * status that no specification lists. The status stays until it is set again.
   *
   * @throws {TypeError} if no application requested a clearance, or the status is empty.
   */
  setStatus(vin: string, status: StatusName, reason?: string): void;
  /** Switches the privacy mode of its driver, with which data calls get a 403. Default: on. */
  privacyMode(vin: string, on?: boolean): void;
  /** Puts the vehicle to sleep, so that data calls get a 408, or wakes it. Default: asleep. */
  sleep(vin: string, asleep?: boolean): void;
  /** Removes the owner's consent at the carmaker, so that data calls get a 401, or restores it. Default: removed. */
  removeConsent(vin: string, removed?: boolean): void;
  /** Makes one property fail in an otherwise complete response. `undefined` ends the failure. */
  failProperty(vin: string, property: PropertyPath, failure: VehicleDataFailure | undefined): void;
}

export function createVehicleSteering(
  platform: PlatformState,
  clearances: ReadonlyMap<App, Clearances>,
): VehicleSteering {
  const { vehicles, settings, extension } = platform;

  function change(vin: string, difference: Partial<Vehicle>): void {
    const vehicle: Vehicle = { ...vehicles.get(vin), vin, ...difference };
    checkVehicle(vehicle, "vehicle", settings.brands);
    vehicles.set(vin, vehicle);
  }

  function decide(vin: string, status: "approved" | "rejected", reason?: string): void {
    const undecided = [...clearances.values()].filter((fleet) => isUndecided(fleet.get(vin)?.status));
    if (undecided.length === 0)
      throw new TypeError(`\`vin\` must be a vehicle with a pending clearance, got ${vin}.`);
    for (const fleet of undecided) fleet.setStatus(vin, status, reason);
  }

  function setStatus(vin: string, status: StatusName, reason?: string): void {
    if (typeof status !== "string" || status === "")
      throw new TypeError("`status` must be a non-empty string, got none.");
    const fleets = [...clearances.values()].filter((fleet) => fleet.has(vin));
    if (fleets.length === 0) throw new TypeError(`\`vin\` must be a vehicle with a clearance, got ${vin}.`);
    if (!isDocumented(status)) extension.statuses.add(status);
    for (const fleet of fleets) fleet.setStatus(vin, status, reason);
  }

  return {
    add: (vehicle) => {
      change(vehicle.vin, vehicle);
      if (vehicle.cleared) clearEverywhere(platform, settings.apps, vehicle);
    },
    approve: (vin) => decide(vin, "approved"),
    reject: (vin, reason) => decide(vin, "rejected", reason),
    setStatus,
    privacyMode: (vin, on = true) => change(vin, { privacyMode: on }),
    sleep: (vin, asleep = true) => change(vin, { asleep }),
    removeConsent: (vin, removed = true) => change(vin, { consentRemoved: removed }),
    failProperty: (vin, property, failure) => {
      const { [property]: _healed, ...others } = vehicles.get(vin)?.failures ?? {};
      change(vin, { failures: failure ? { ...others, [property]: failure } : others });
    },
  };
}

/** Adds an approved clearance of a vehicle for every application. */
export function clearEverywhere(
  platform: PlatformState,
  apps: readonly App[],
  { vin, brand }: Vehicle,
): void {
  if (brand === undefined) return;
  for (const app of apps) platform.clearancesOf(app).addApproved({ vin, brand });
}
