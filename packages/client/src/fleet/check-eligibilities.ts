import type { Eligibility, EligibilityRequest } from "@high-mobility-ts/schema";
import type { HighMobilityClient } from "../call/client.ts";
import { unwrap } from "../errors/unwrap.ts";
import type { AnyBrand } from "./brand.ts";
import { checkClient } from "./check-client.ts";
import { mapConcurrently } from "./map-concurrently.ts";
import { type EachVehicleOptions, readEachVehicleOptions } from "./read-vehicles.ts";
import { checkSource, type Source } from "./source.ts";

/** A vehicle to check. */
export interface VehicleToCheck {
  /** The VIN. */
  readonly vin: string;
  /** The brand: one that this version knows, or any other text. */
  readonly brand: AnyBrand;
}

/** Whether one vehicle can deliver data, or why this is unknown, such as an `ApiError` or a `TimeoutError`. */
export type EligibilityReading = VehicleToCheck &
  (
    | {
        /** `true` if there is a response. */
        readonly ok: true;
        /** Whether the vehicle can deliver data, and how. */
        readonly data: Eligibility;
        readonly error?: undefined;
      }
    | {
        /** `false` if no response arrived or the response is an error. */
        readonly ok: false;
        readonly data?: undefined;
        /** Why this is unknown. */
        readonly error: unknown;
      }
  );

/**
 * Checks for many vehicles whether they can deliver data, and yields each result as it arrives. If a vehicle cannot be
 * checked, its result is an error value and the job continues. VINs are sent in capitals and yielded as they
 * were passed.
 *
 * @example for await (const { vin, data } of checkEligibilities(hm, [{ vin, brand: "bmw" }])) console.log(vin, data?.eligible);
 * @throws {TypeError} at once if an option is unknown or out of bounds.
 * @throws {AbortError} if the signal aborts.
 */
export function checkEligibilities(
  hm: Pick<HighMobilityClient, "POST">,
  vehicles: Source<VehicleToCheck>,
  options: EachVehicleOptions = {},
): AsyncGenerator<EligibilityReading, void, undefined> {
  checkClient(hm);
  checkSource("vehicles", vehicles);
  const { concurrency, signal } = readEachVehicleOptions("checkEligibilities()", options);
  return mapConcurrently(vehicles, concurrency, async ({ vin, brand }): Promise<EligibilityReading> => {
    try {
      // The documents list fewer brands here than for clearances. The platform decides which brands it accepts.
      const body = { vin: vin.toUpperCase(), brand: brand as EligibilityRequest["brand"] };
      const data = await unwrap(hm.POST("/v1/eligibility", { body, signal }));
      return { vin, brand, ok: true, data };
    } catch (error) {
      if (signal?.aborted) throw error;
      return { vin, brand, ok: false, error };
    }
  });
}
