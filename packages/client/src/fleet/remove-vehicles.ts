import type { ClearanceRemoval } from "@high-mobility-ts/schema";
import type { HighMobilityClient } from "../call/client.ts";
import { ApiError } from "../errors/api-error.ts";
import { checkConcurrency, mapConcurrently } from "./map-concurrently.ts";
import type { EachVehicleOptions } from "./read-vehicles.ts";
import type { Source } from "./source.ts";

/** What came of one vehicle. */
export type RemovalOutcome =
  /** Its clearance is on its way out. */
  | { readonly vin: string; readonly outcome: "removed"; readonly status: ClearanceRemoval["status"] }
  /** There was nothing to do: its clearance is over, or on its way out, already (409). */
  | { readonly vin: string; readonly outcome: "already-removed" }
  | { readonly vin: string; readonly outcome: "failed"; readonly error: unknown };

/**
 * Revokes or cancels the clearances of many vehicles and yields what came of each, as it comes. One that fails is a value,
 * and the rest goes on.
 *
 * @example for await (const { vin, outcome } of removeVehicles(hm, vins)) console.log(vin, outcome);
 * @throws {TypeError} At once, when `concurrency` is out of bounds.
 * @throws {AbortError} when the signal aborts.
 */
export function removeVehicles(
  hm: Pick<HighMobilityClient, "DELETE">,
  vins: Source<string>,
  { concurrency = 16, signal = null }: EachVehicleOptions = {},
): AsyncGenerator<RemovalOutcome, void, undefined> {
  return mapConcurrently(vins, checkConcurrency(concurrency), async (vin): Promise<RemovalOutcome> => {
    try {
      const params = { path: { vin } };
      const result = await hm.DELETE("/v1/fleets/vehicles/{vin}", { params, signal });
      if (result.ok) return { vin, outcome: "removed", status: result.data.status };
      if (result.status === 409) return { vin, outcome: "already-removed" };
      return { vin, outcome: "failed", error: new ApiError(result) };
    } catch (error) {
      if (signal?.aborted) throw error;
      return { vin, outcome: "failed", error };
    }
  });
}
