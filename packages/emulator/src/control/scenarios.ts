import type { BrandName } from "../vehicles/brands.ts";
import type { CarmakerSteering, Outage } from "../vehicles/carmakers.ts";
import type { Duration } from "./clock.ts";
import type { Fault, TokenOperation } from "./faults.ts";
import type { VehicleSteering } from "./vehicle-steering.ts";

/** What scenarios steer: an `Emulator` is one. */
export interface Steering {
  /** Makes the next calls of an operation fail. */
  fail(fault: Fault): void;
  /** Steers vehicles. */
  readonly vehicles: VehicleSteering;
  /** Steers carmakers' services. */
  readonly carmakers: CarmakerSteering;
}

/** A situation that an application should survive: `emulator.play(carmakerDown({ brand: "bmw" }))`. */
export type Scenario = (emulator: Steering) => void;

/** Which operation a scenario is about. */
interface ScenarioOfOperation {
  /** The operation. */
  readonly operation: TokenOperation;
}

/** Which brand a scenario is about. */
interface ScenarioOfBrand {
  /** The carmaker's brand. */
  readonly brand: BrandName;
}

/** Which vehicle a scenario is about. */
interface ScenarioOfVehicle {
  /** The vehicle. */
  readonly vin: string;
}

/** The access token expires on the way: the next call of the operation answers 401, and only a new token helps. */
export function tokenExpiresMidCall({ operation }: ScenarioOfOperation): Scenario {
  return (emulator) => emulator.fail({ operation, token: "expires" });
}

/** A clearance that is asked for from now on is rejected. */
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

/** The carmaker's service is down: vehicle data of the brand answers 503, or 504, for as long as said. */
export function carmakerDown({ brand, ...outage }: ScenarioOfBrand & Outage): Scenario {
  return (emulator) => emulator.carmakers.down(brand, outage);
}

/** The owner withdraws consent at the carmaker: vehicle data responds with 401 and a body that says so. */
export function consentWithdrawn({ vin }: ScenarioOfVehicle): Scenario {
  return (emulator) => emulator.vehicles.removeConsent(vin);
}

/** The carmaker takes its time: clearances that are asked for from now on are decided after days or weeks. */
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
