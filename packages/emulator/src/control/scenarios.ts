import type { BrandName } from "../vehicles/brands.ts";
import type { CarmakerSteering, Outage } from "../vehicles/carmakers.ts";
import type { Duration } from "./clock.ts";
import type { Fault, TokenOperation } from "./faults.ts";
import type { VehicleSteering } from "./vehicle-steering.ts";

/** The part of an `Emulator` that scenarios use. */
export interface Steering {
  /** Makes the next calls of an operation fail. */
  fail(fault: Fault): void;
  /** Steers vehicles. */
  readonly vehicles: VehicleSteering;
  /** Controls the services of carmakers. */
  readonly carmakers: CarmakerSteering;
}

/** A situation to test an application with, such as `emulator.play(carmakerDown({ brand: "bmw" }))`. */
export type Scenario = (emulator: Steering) => void;

/** The operation of a scenario. */
interface ScenarioOfOperation {
  /** The operation. */
  readonly operation: TokenOperation;
}

/** The brand of a scenario. */
interface ScenarioOfBrand {
  /** The carmaker's brand. */
  readonly brand: BrandName;
}

/** The vehicle of a scenario. */
interface ScenarioOfVehicle {
  /** The vehicle. */
  readonly vin: string;
}

/**
 * The access token expires during a call: the next call of the operation gets a 401, and only a new token
 * helps.
 */
export function tokenExpiresMidCall({ operation }: ScenarioOfOperation): Scenario {
  return (emulator) => emulator.fail({ operation, token: "expires" });
}

/** Clearances that are requested from now on are rejected. */
export function clearanceRejected({
  vin,
  reason,
}: {
  /** The vehicle. */
  readonly vin: string;
  /** Why the clearance is rejected. */
  readonly reason: string;
}): Scenario {
  return (emulator) => emulator.vehicles.add({ vin, rejection: reason });
}

/** The carmaker's service is down: vehicle data of the brand responds with 503 or 504 for the given time. */
export function carmakerDown({ brand, ...outage }: ScenarioOfBrand & Outage): Scenario {
  return (emulator) => emulator.carmakers.down(brand, outage);
}

/** The owner withdraws consent at the carmaker: vehicle data responds with 401 and a body that says so. */
export function consentWithdrawn({ vin }: ScenarioOfVehicle): Scenario {
  return (emulator) => emulator.vehicles.removeConsent(vin);
}

/** The carmaker is slow: clearances that are requested from now on are decided after days or weeks. */
export function slowCarmaker({
  brand,
  decidesAfter,
}: {
  /** The carmaker's brand. */
  readonly brand: BrandName;
  /** The time until a decision, on the emulator's clock. */
  readonly decidesAfter: Duration;
}): Scenario {
  return (emulator) => emulator.carmakers.decideAfter(brand, decidesAfter);
}
