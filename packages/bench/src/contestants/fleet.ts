import type { FleetVehicle } from "@high-mobility-ts/schema";

/** Input and output of each of the two programs. */
export interface EnrolledCounts {
  readonly accepted: number;
  /** HTTP requests, those for tokens included. */
  readonly requests: number;
  /** What is still referenced at the end, in MB: the heap after a collection. */
  readonly heldMb: number;
}

/** Needs `--expose-gc`. */
export function heldMb(): number {
  globalThis.gc?.();
  return process.memoryUsage().heapUsed / 1_048_576;
}

/** As many vehicles as asked for, made one at a time. */
export function* fleetOf(count: number): Generator<FleetVehicle> {
  for (let index = 0; index < count; index++)
    yield { vin: `2HM${String(index).padStart(14, "0")}`, brand: "sandbox" };
}

/** The global `fetch`, counted. */
export function countingFetch(): { readonly fetch: typeof globalThis.fetch; count(): number } {
  let count = 0;
  return {
    fetch: (input, init) => {
      count++;
      return globalThis.fetch(input, init);
    },
    count: () => count,
  };
}

/** `node <program> <baseUrl> <count>` */
export function programArguments(): { readonly baseUrl: string; readonly count: number } {
  const [baseUrl = "", count] = process.argv.slice(2);
  return { baseUrl, count: Number(count) };
}

export const batchSize = 100;
export const concurrency = 4;
