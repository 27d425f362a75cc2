import { emit, type OnClientEvent } from "../call/events.ts";
import type { ConcurrencyLimit } from "./concurrency-limit.ts";
import type { RateLimiter } from "./rate-limiter.ts";

/** The limits that hold a call back. */
export interface GateOptions {
  readonly rateLimiter: RateLimiter | undefined;
  readonly concurrency: ConcurrencyLimit | undefined;
  readonly onEvent: OnClientEvent | undefined;
}

/**
 * Waits until the limits let a call go; undefined when there is nothing to wait for. The rate limit comes first: a call
 * that waits a minute for it must not take a place from the others meanwhile.
 */
export function takeTurn(
  operation: string,
  signal: AbortSignal | null | undefined,
  options: GateOptions,
): Promise<void> | undefined {
  const turn = options.rateLimiter?.acquire(operation, signal);
  if (!turn) return takePlace(operation, signal, options);
  emit(options.onEvent, { type: "call-held-back", operation, by: "rate-limit" });
  return turn.then(() => takePlace(operation, signal, options));
}

function takePlace(
  operation: string,
  signal: AbortSignal | null | undefined,
  { concurrency, onEvent }: GateOptions,
): Promise<void> | undefined {
  const place = concurrency?.acquire(signal);
  if (place) emit(onEvent, { type: "call-held-back", operation, by: "concurrency" });
  return place;
}
