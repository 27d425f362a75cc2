import type { BrandName } from "../vehicles/brands.ts";
import type { CarmakerSteering, Outage } from "../vehicles/carmakers.ts";
import type { Duration } from "./clock.ts";
import type { Fault, TokenOperation } from "./faults.ts";
import type { VehicleSteering } from "./vehicle-steering.ts";

/** What scenarios steer: an `Emulator` is one. */
export interface Steering {
  fail(fault: Fault): void;
  readonly vehicles: VehicleSteering;
  readonly carmakers: CarmakerSteering;
}

/** A situation that an application should survive: `emulator.play(carmakerDown({ brand: "bmw" }))`. */
export type Scenario = (emulator: Steering) => void;

/** The access token expires on the way: the next call of the operation answers 401, and only a new token helps. */
export function tokenExpiresMidCall({ operation }: { readonly operation: TokenOperation }): Scenario {
  return (emulator) => emulator.fail({ operation, token: "expires" });
}

/** A clearance that is asked for from now on is rejected. */
export function clearanceRejected({
  vin,
  reason,
}: {
  readonly vin: string;
  readonly reason: string;
}): Scenario {
  return (emulator) => emulator.vehicles.add({ vin, rejection: reason });
}

/** The carmaker's service is down: vehicle data of the brand answers 503, or 504, for as long as said. */
export function carmakerDown({ brand, ...outage }: { readonly brand: BrandName } & Outage): Scenario {
  return (emulator) => emulator.carmakers.down(brand, outage);
}

/** The owner withdraws consent at the carmaker: vehicle data responds with 401 and a body that says so. */
export function consentWithdrawn({ vin }: { readonly vin: string }): Scenario {
  return (emulator) => emulator.vehicles.removeConsent(vin);
}

/** The carmaker takes its time: clearances that are asked for from now on are decided after days or weeks. */
export function slowCarmaker({
  brand,
  decidesAfter,
}: {
  readonly brand: BrandName;
  readonly decidesAfter: Duration;
}): Scenario {
  return (emulator) => emulator.carmakers.decideAfter(brand, decidesAfter);
}
