import type { VehicleData } from "@high-mobility-ts/schema";
import type { HighMobilityClient } from "../call/client.ts";
import { unwrap } from "../errors/unwrap.ts";
import { checkConcurrency, mapConcurrently } from "./map-concurrently.ts";
import type { Source } from "./source.ts";

export interface EachVehicleOptions {
  /** Requests under way at a time, a whole number >= 1. Default: 16. */
  readonly concurrency?: number | undefined;
  readonly signal?: AbortSignal | null | undefined;
}

/** The data of one vehicle, or why there is none: an `ApiError`, a `TimeoutError`, … */
export type VehicleReading =
  | { readonly vin: string; readonly ok: true; readonly data: VehicleData; readonly error?: undefined }
  | { readonly vin: string; readonly ok: false; readonly data?: undefined; readonly error: unknown };

/**
 * Reads the data of many vehicles and yields it as it comes. One that cannot be read is a value, and the rest goes on.
 *
 * @example for await (const { vin, data, error } of readVehicles(hm, vins)) …
 * @throws {TypeError} At once, when `concurrency` is out of bounds.
 * @throws {AbortError} when the signal aborts.
 */
export function readVehicles(
  hm: Pick<HighMobilityClient, "GET">,
  vins: Source<string>,
  { concurrency = 16, signal = null }: EachVehicleOptions = {},
): AsyncGenerator<VehicleReading, void, undefined> {
  return mapConcurrently(vins, checkConcurrency(concurrency), async (vin): Promise<VehicleReading> => {
    try {
      const params = { path: { vin } };
      const data = await unwrap(hm.GET("/v1/vehicle-data/autoapi-13/{vin}", { params, signal }));
      return { vin, ok: true, data };
    } catch (error) {
      if (signal?.aborted) throw error;
      return { vin, ok: false, error };
    }
  });
}
