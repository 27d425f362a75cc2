import { checkKnownOptions } from "@high-mobility-ts/guards";
import type { VehicleData } from "@high-mobility-ts/schema";
import type { HighMobilityClient } from "../call/client.ts";
import { unwrap } from "../errors/unwrap.ts";
import { checkClient } from "./check-client.ts";
import { checkConcurrency, mapConcurrently } from "./map-concurrently.ts";
import { checkSource, type Source } from "./source.ts";

/** Options of jobs with one call per vehicle. */
export interface EachVehicleOptions {
  /** Requests at a time, a whole number of at least 1. Default: `16`. */
  readonly concurrency?: number | undefined;
  /** Ends the job with an `AbortError`. */
  readonly signal?: AbortSignal | null | undefined;
}

/** @throws {TypeError} if an option is unknown or out of bounds. */
export function readEachVehicleOptions(
  owner: string,
  options: EachVehicleOptions,
): { readonly concurrency: number; readonly signal: AbortSignal | null } {
  checkKnownOptions(owner, options, { concurrency: true, signal: true });
  const { concurrency = 16, signal = null } = options;
  return { concurrency: checkConcurrency(concurrency), signal };
}

/** The data of one vehicle, or the reason why there is none, such as an `ApiError` or a `TimeoutError`. */
export type VehicleReading =
  | {
      /** The VIN. */
      readonly vin: string;
      /** `true` if there is data. */
      readonly ok: true;
      /** The vehicle's data. */
      readonly data: VehicleData;
      readonly error?: undefined;
    }
  | {
      /** The VIN. */
      readonly vin: string;
      /** `false` if there is no data. */
      readonly ok: false;
      readonly data?: undefined;
      /** Why there is no data. */
      readonly error: unknown;
    };

/**
 * Reads the data of many vehicles and yields it as it arrives. If a vehicle cannot be read, its result is an error
 * value and the job continues. VINs are sent in capitals and yielded as they were passed.
 *
 * @example for await (const { vin, data, error } of readVehicles(hm, vins)) …
 * @throws {TypeError} at once if an option is unknown or out of bounds.
 * @throws {AbortError} if the signal aborts.
 */
export function readVehicles(
  hm: Pick<HighMobilityClient, "getVehicleData">,
  vins: Source<string>,
  options: EachVehicleOptions = {},
): AsyncGenerator<VehicleReading, void, undefined> {
  checkClient(hm);
  checkSource("vins", vins);
  const { concurrency, signal } = readEachVehicleOptions("readVehicles()", options);
  return mapConcurrently(vins, concurrency, async (vin): Promise<VehicleReading> => {
    try {
      const data = await unwrap(hm.getVehicleData({ vin: vin.toUpperCase() }, { signal }));
      return { vin, ok: true, data };
    } catch (error) {
      if (signal?.aborted) throw error;
      return { vin, ok: false, error };
    }
  });
}
