import type { ClearanceRemoval } from "@high-mobility-ts/schema";
import type { HighMobilityClient } from "../call/client.ts";
import { unwrap } from "../errors/unwrap.ts";
import { checkClient } from "./check-client.ts";
import { mapConcurrently } from "./map-concurrently.ts";
import { type EachVehicleOptions, readEachVehicleOptions } from "./read-vehicles.ts";
import { checkSource, type Source } from "./source.ts";

/** The outcome of one vehicle. */
export type RemovalOutcome =
  | {
      /** The VIN, as the caller wrote it. */
      readonly vin: string;
      /** The platform ends its clearance. */
      readonly outcome: "removed";
      /** The status of the clearance from now on. */
      readonly status: ClearanceRemoval["status"];
    }
  | {
      /** The VIN, as the caller wrote it. */
      readonly vin: string;
      /** There was nothing to do: the clearance has already ended or is ending (409). */
      readonly outcome: "already-removed";
    }
  | {
      /** The VIN, as the caller wrote it. */
      readonly vin: string;
      /** The vehicle could not be removed. */
      readonly outcome: "failed";
      /** Why the vehicle could not be removed. */
      readonly error: unknown;
    };

/**
 * Revokes or cancels the clearances of many vehicles and yields the outcome of each as it arrives. If a vehicle fails,
 * its outcome is an error value and the job continues. VINs are sent in capitals and yielded as they were
 * passed.
 *
 * @example for await (const { vin, outcome } of removeVehicles(hm, vins)) console.log(vin, outcome);
 * @throws {TypeError} at once if an option is unknown or out of bounds.
 * @throws {AbortError} if the signal aborts.
 */
export function removeVehicles(
  hm: Pick<HighMobilityClient, "DELETE">,
  vins: Source<string>,
  options: EachVehicleOptions = {},
): AsyncGenerator<RemovalOutcome, void, undefined> {
  checkClient(hm);
  checkSource("vins", vins);
  const { concurrency, signal } = readEachVehicleOptions("removeVehicles()", options);
  return mapConcurrently(vins, concurrency, async (vin): Promise<RemovalOutcome> => {
    try {
      const params = { path: { vin: vin.toUpperCase() } };
      const result = await hm.DELETE("/v1/fleets/vehicles/{vin}", { params, signal });
      if (result.status === 409) return { vin, outcome: "already-removed" };
      const { status } = await unwrap(result);
      return { vin, outcome: "removed", status };
    } catch (error) {
      if (signal?.aborted) throw error;
      return { vin, outcome: "failed", error };
    }
  });
}
