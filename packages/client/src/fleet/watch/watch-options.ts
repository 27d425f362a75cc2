import type { Clock } from "@high-mobility-ts/auth";
import { checkKnownOptions, systemClock } from "@high-mobility-ts/guards";
import {
  type CapabilityName,
  type PropertyName,
  type VehicleState,
  vehicleState,
} from "@high-mobility-ts/vehicle-data";
import { checkConcurrency } from "../map-concurrently.ts";

/** A property such as `diagnostics.odometer`, or all properties of a capability such as `diagnostics`. */
export type WatchedProperty =
  | { [Name in CapabilityName]: Name | `${Name}.${PropertyName<Name>}` }[CapabilityName]
  | (string & {});

/** Options of {@link watchVehicles}. */
export interface WatchOptions {
  /** How often each vehicle is read, in milliseconds, at least 1,000. */
  readonly everyMs: number;
  /** Which properties are yielded and kept. Default: all. */
  readonly properties?: readonly WatchedProperty[] | undefined;
  /**
   * The known samples, to which new samples are added. Save it with `JSON.stringify(state)` and continue with
   * `vehicleState({ from })`. Default: an empty state, so the first reading of each vehicle yields all samples.
   */
  readonly state?: VehicleState | undefined;
  /** Requests at a time, a whole number of at least 1. Default: `16`. */
  readonly concurrency?: number | undefined;
  /** Is called with each event. Exceptions that it throws are ignored. */
  readonly onEvent?: ((event: WatchEvent) => void) | undefined;
  /** Ends the watch without an error. */
  readonly signal?: AbortSignal | null | undefined;
  /** The clock. Default: the machine's clock. */
  readonly clock?: Clock | undefined;
}

/** What happens during a watch. */
export type WatchEvent =
  | {
      /** The vehicle no longer has a consent or a clearance. It is not read again. */
      readonly type: "vehicle-dropped";
      /** The VIN. */
      readonly vin: string;
      /** The error of the platform. */
      readonly error: unknown;
    }
  | {
      /** The vehicle does not respond. It is read again after `nextMs`. */
      readonly type: "vehicle-asleep";
      /** The VIN. */
      readonly vin: string;
      /** The time until the next reading, in milliseconds, which doubles up to 8 intervals. */
      readonly nextMs: number;
    }
  | {
      /** A reading failed. The vehicle is read again one interval later. */
      readonly type: "read-failed";
      /** The VIN. */
      readonly vin: string;
      /** Why the reading failed. */
      readonly error: unknown;
    }
  | {
      /**
       * A reading begins more than one interval late: limits allow fewer requests than `everyMs` needs. Emitted at most
       * once per interval.
       */
      readonly type: "late";
      /** How late the reading begins, in milliseconds. */
      readonly lateMs: number;
    };

/** The options, with defaults filled in. */
export interface WatchSettings {
  readonly everyMs: number;
  readonly isWanted: (capability: string, property: string) => boolean;
  readonly state: VehicleState;
  readonly concurrency: number;
  readonly emit: (event: WatchEvent) => void;
  readonly signal: AbortSignal | null;
  readonly clock: Clock;
}

const knownOptions: { readonly [Name in keyof WatchOptions]-?: true } = {
  clock: true,
  concurrency: true,
  everyMs: true,
  onEvent: true,
  properties: true,
  signal: true,
  state: true,
};

/** @throws {TypeError} if an option is unknown or out of bounds. */
export function readWatchOptions(options: WatchOptions): WatchSettings {
  checkKnownOptions("watchVehicles()", options, knownOptions);
  const { everyMs, properties, state = vehicleState(), concurrency = 16, onEvent } = options;
  if (!(everyMs >= 1_000 && everyMs < Number.POSITIVE_INFINITY))
    throw new TypeError(`everyMs must be a number of milliseconds of at least 1000, got ${everyMs}.`);
  return {
    everyMs,
    isWanted: wantedOf(properties),
    state,
    concurrency: checkConcurrency(concurrency),
    emit: (event) => {
      try {
        onEvent?.(event);
      } catch {
        // An exception of the observer must not change the result of the call.
      }
    },
    signal: options.signal ?? null,
    clock: options.clock ?? systemClock,
  };
}

function wantedOf(properties: WatchOptions["properties"]): WatchSettings["isWanted"] {
  if (!properties) return () => true;
  const wanted = new Set<string>(properties);
  for (const name of wanted)
    if (!/^\w+(?:\.\w+)?$/.test(name))
      throw new TypeError(
        `properties must name capabilities or properties such as "diagnostics.odometer", got ${JSON.stringify(name)}.`,
      );
  return (capability, property) => wanted.has(capability) || wanted.has(`${capability}.${property}`);
}
