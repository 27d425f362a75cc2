import type { Clearances } from "../clearances/clearances.ts";
import type { App, Vehicle } from "../options.ts";

/** Moves vehicles and their clearances by hand. */
export interface VehicleSteering {
  /** Makes a vehicle special, or differently so. */
  add(vehicle: Vehicle): void;
  /** Approves a pending clearance now, in every application that asked for it. */
  approve(vin: string): void;
  /** Rejects a pending clearance now, in every application that asked for it. */
  reject(vin: string, reason: string): void;
  /** Default: on. */
  privacyMode(vin: string, on?: boolean): void;
  /** Default: asleep. */
  sleep(vin: string, asleep?: boolean): void;
}

export function createVehicleSteering(
  vehicles: Map<string, Vehicle>,
  clearances: ReadonlyMap<App, Clearances>,
): VehicleSteering {
  function change(vin: string, difference: Partial<Vehicle>): void {
    vehicles.set(vin, { ...vehicles.get(vin), vin, ...difference });
  }

  function settle(vin: string, status: "approved" | "rejected", reason?: string): void {
    const pending = [...clearances.values()].filter((fleet) => fleet.get(vin)?.status === "pending");
    if (pending.length === 0) throw new TypeError(`${vin} has no pending clearance`);
    for (const fleet of pending) fleet.settle(vin, status, reason);
  }

  return {
    add: (vehicle) => change(vehicle.vin, vehicle),
    approve: (vin) => settle(vin, "approved"),
    reject: (vin, reason) => settle(vin, "rejected", reason),
    privacyMode: (vin, on = true) => change(vin, { privacyMode: on }),
    sleep: (vin, asleep = true) => change(vin, { asleep }),
  };
}
