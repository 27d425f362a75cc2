import {
  checkFunction,
  checkOneOf,
  lateFetch,
  maxSharedPauseMs,
  systemClock,
} from "@high-mobility-ts/guards";
import type { OnEvent } from "../observe/events.ts";
import type { Clock } from "./clock.ts";

/** How tokens are requested. */
export interface TokenRequestOptions {
  /** Format of the body of a token request. Default: `json`, as the platform documents; the standard is `form`. */
  readonly encoding?: "json" | "form" | undefined;
  /** Sends token requests. Default: the global `fetch`, looked up at each request. */
  readonly fetch?: typeof globalThis.fetch | undefined;
  /** The clock. Default: this machine's clock. Its error is corrected with the time in the server's responses. */
  readonly clock?: Clock | undefined;
  /** How long one attempt of a token request may take, in milliseconds, 1 to 300,000. Default: 10,000. */
  readonly timeoutMs?: number | undefined;
  /**
   * How long a caller may wait for a token while token requests fail, in milliseconds, 0 to 86,400,000. A call is
   * rejected at once if the next pause would end later. 0 allows one attempt. Default: 30,000.
   */
  readonly maxWaitMs?: number | undefined;
  /**
   * The longest pause after a failed token request, in milliseconds, 1 to 86,400,000. After this time a request is sent
   * even if the server asked for a longer pause. Default: 60,000.
   */
  readonly maxPauseMs?: number | undefined;
  /**
   * The lifetime of tokens whose response has no `expires_in`, in milliseconds, 1,000 to 86,400,000. Default: such a response
   * is rejected.
   */
  readonly assumedLifetimeMs?: number | undefined;
  /**
   * Is called with each event, such as a refreshed token. Exceptions that it throws are ignored. Default: no callback.
   */
  readonly onEvent?: OnEvent | undefined;
}

/** The options, with defaults filled in. */
export interface TokenRequestSettings {
  readonly encoding: "json" | "form";
  readonly fetch: typeof globalThis.fetch;
  readonly clock: Clock;
  readonly timeoutMs: number;
  readonly maxWaitMs: number;
  readonly maxPauseMs: number;
  readonly assumedLifetimeMs: number | undefined;
  readonly onEvent: OnEvent | undefined;
}

const dayMs = 86_400_000;

/** @throws {TypeError} that names the wrong option. */
export function readTokenRequestOptions(options: TokenRequestOptions): TokenRequestSettings {
  const { encoding = "json", clock = systemClock, onEvent, assumedLifetimeMs } = options;
  const { timeoutMs = 10_000, maxWaitMs = 30_000, maxPauseMs = maxSharedPauseMs } = options;
  checkOneOf("encoding", encoding, ["json", "form"]);
  checkMs("timeoutMs", timeoutMs, 1, 300_000);
  checkMs("maxWaitMs", maxWaitMs, 0, dayMs);
  checkMs("maxPauseMs", maxPauseMs, 1, dayMs);
  if (assumedLifetimeMs !== undefined) checkMs("assumedLifetimeMs", assumedLifetimeMs, 1_000, dayMs);
  checkFunction("onEvent", onEvent);
  checkFunction("clock.now", clock.now ?? null);
  const fetch = lateFetch(options.fetch);
  return { encoding, timeoutMs, maxWaitMs, maxPauseMs, assumedLifetimeMs, clock, onEvent, fetch };
}

function checkMs(option: string, value: number, min: number, max: number): void {
  if (!Number.isInteger(value) || value < min || value > max)
    throw new TypeError(
      `${option} must be a whole number of milliseconds from ${min} to ${max}, got ${value}.`,
    );
}
