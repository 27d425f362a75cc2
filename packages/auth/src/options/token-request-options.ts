import { checkOneOf, lateFetch, systemClock } from "@high-mobility-ts/guards";
import type { OnEvent } from "../observe/events.ts";
import type { Clock } from "./clock.ts";

export interface TokenRequestOptions {
  /** How the body of a token request is written. Default: `json`, as the platform documents; the standard is `form`. */
  readonly encoding?: "json" | "form" | undefined;
  /** Sends token requests. Default: the global `fetch` of the moment of each request. */
  readonly fetch?: typeof globalThis.fetch | undefined;
  /** Default: this machine's clock. How far it is off is learned from the server's answers. */
  readonly clock?: Clock | undefined;
  /** How long one try of a token request may take, in milliseconds, 1 to 300,000. Default: 10,000. */
  readonly timeoutMs?: number | undefined;
  readonly onEvent?: OnEvent | undefined;
}

/** The same with the defaults filled in. */
export interface ReadTokenRequest {
  readonly encoding: "json" | "form";
  readonly fetch: typeof globalThis.fetch;
  readonly clock: Clock;
  readonly timeoutMs: number;
  readonly onEvent: OnEvent | undefined;
}

/** @throws {TypeError} that names the option at fault. */
export function readTokenRequest(options: TokenRequestOptions): ReadTokenRequest {
  const { encoding = "json", timeoutMs = 10_000, clock = systemClock, onEvent } = options;
  checkOneOf("encoding", encoding, ["json", "form"]);
  if (!Number.isInteger(timeoutMs) || timeoutMs < 1 || timeoutMs > 300_000)
    throw new TypeError(
      `timeoutMs must be a whole number of milliseconds from 1 to 300000, not ${timeoutMs}`,
    );
  const fetch = lateFetch(options.fetch);
  return { encoding, timeoutMs, clock, onEvent, fetch };
}
