import { emit, type OnClientEvent } from "../call/events.ts";
import type { ConcurrencyLimit } from "./concurrency-limit.ts";
import type { RateLimiter } from "./rate-limiter.ts";

/** The limits that delay a call. */
export interface GateOptions {
  readonly rateLimiter: RateLimiter | undefined;
  readonly concurrency: ConcurrencyLimit | undefined;
  readonly onEvent: OnClientEvent | undefined;
}

/**
 * Waits until the limits allow the call; undefined if no wait is needed. The rate limit comes first, so that a call
 * that waits a minute for it does not occupy a place.
 */
export function passGate(
  operation: string,
  signal: AbortSignal | null | undefined,
  options: GateOptions,
): Promise<void> | undefined {
  const turn = options.rateLimiter?.acquire(operation, signal);
  if (!turn) return acquirePlace(operation, signal, options);
  emit(options.onEvent, { type: "call-delayed", operation, by: "rate-limit" });
  return turn.then(() => acquirePlace(operation, signal, options));
}

function acquirePlace(
  operation: string,
  signal: AbortSignal | null | undefined,
  { concurrency, onEvent }: GateOptions,
): Promise<void> | undefined {
  const place = concurrency?.acquire(signal);
  if (place) emit(onEvent, { type: "call-delayed", operation, by: "concurrency" });
  return place;
}
