import type { Clock } from "@high-mobility-ts/auth";
import { checkKnownOptions, systemClock } from "@high-mobility-ts/guards";
import type { VehicleNews } from "./vehicle-news.ts";

/** Options of {@link waitForClearance}. */
export interface WaitOptions {
  /**
   * How long to wait in total, in milliseconds, greater than 0. Then a `StillPendingError` is thrown. Default: no
   * limit, because carmakers take from minutes to two weeks.
   */
  readonly timeoutMs?: number | undefined;
  /**
   * The first pause between two checks, in milliseconds, greater than 0. Each pause is 1.5 × the previous one. Default:
   * `2000`,
   * and `60000` with `events`.
   */
  readonly minDelayMs?: number | undefined;
  /** The longest pause, in milliseconds, greater than 0. Default: `900000` (15 minutes). */
  readonly maxDelayMs?: number | undefined;
  /**
   * News of vehicles, such as the events that a webhook receives. News of a vehicle of this wait ends a pause at once.
   * Checks still happen in between, because a webhook can get lost. Default: no news.
   */
  readonly events?: AsyncIterable<VehicleNews> | undefined;
  /** Is called with each event of the wait. Exceptions that it throws are ignored. */
  readonly onEvent?: ((event: WaitEvent) => void) | undefined;
  /** Ends the wait with an `AbortError`. */
  readonly signal?: AbortSignal | null | undefined;
  /** The clock. Default: the machine's clock. */
  readonly clock?: Clock | undefined;
}

/** What happens during a wait. */
export type WaitEvent =
  | {
      /** Some vehicles are undecided. The next check is after `delayMs`, or as soon as there is news. */
      readonly type: "waiting";
      /** The number of undecided vehicles. */
      readonly vehicles: number;
      /** The time until the next check, in milliseconds. */
      readonly delayMs: number;
    }
  | {
      /** This version does not know the status, so the wait continues. Emitted once per VIN and status. */
      readonly type: "status-unknown";
      /** The VIN, as the caller wrote it. */
      readonly vin: string;
      /** The status, as the platform wrote it. */
      readonly status: string;
    }
  | {
      /** The list of clearances does not have the VIN, and the wait continues. Emitted once per VIN. */
      readonly type: "not-listed";
      /** The VIN, as the caller wrote it. */
      readonly vin: string;
    }
  | {
      /** A check failed temporarily, and the wait continues. A failure of the first check is thrown instead. */
      readonly type: "look-failed";
      /** Why the check failed. */
      readonly error: unknown;
    };

/** The options, with defaults filled in. */
export interface WaitSettings {
  readonly timeoutMs: number;
  readonly minDelayMs: number;
  readonly maxDelayMs: number;
  readonly events: AsyncIterable<VehicleNews> | undefined;
  readonly emit: (event: WaitEvent) => void;
  readonly signal: AbortSignal | null;
  readonly clock: Clock;
}

const knownOptions: { readonly [Name in keyof WaitOptions]-?: true } = {
  clock: true,
  events: true,
  maxDelayMs: true,
  minDelayMs: true,
  onEvent: true,
  signal: true,
  timeoutMs: true,
};

/** @throws {TypeError} if an option is unknown or out of bounds. */
export function readWaitOptions(options: WaitOptions): WaitSettings {
  checkKnownOptions("waitForClearance()", options, knownOptions);
  const { timeoutMs = Number.POSITIVE_INFINITY, maxDelayMs = 900_000 } = options;
  const minDelayMs = options.minDelayMs ?? (options.events ? 60_000 : 2_000);
  for (const [name, ms] of Object.entries({ timeoutMs, minDelayMs, maxDelayMs }))
    if (!(ms > 0)) throw new TypeError(`${name} must be a number of milliseconds greater than 0, got ${ms}.`);
  const { signal = null, events, onEvent, clock = systemClock } = options;
  return { timeoutMs, minDelayMs, maxDelayMs, events, emit: observed(onEvent), signal, clock };
}

function observed(onEvent: WaitOptions["onEvent"]): WaitSettings["emit"] {
  return (event) => {
    try {
      onEvent?.(event);
    } catch {
      // An exception of the observer must not change the result of the call.
    }
  };
}
