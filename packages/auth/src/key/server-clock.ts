import type { Clock } from "../options/clock.ts";
import type { TokenSource } from "../tokens/token-source.ts";

/** Below this the difference is noise: `Date` counts whole seconds, and responses travel. */
const noiseMs = 5_000;

/** The server's clock, as far as its responses tell it. Before the first response it is this machine's. */
export interface ServerClock {
  now(): number;
  /**
   * Reads the `Date` of a response.
   *
   * @param sentAt When the request was sent, in milliseconds since the epoch by this machine's clock.
   * @returns Whether the clock was set to another time than it told until now.
   */
  learn(headers: Headers, sentAt: number): boolean;
}

export interface ServerClockOptions {
  readonly clock: Clock;
  /** A `Date` that is further away from this machine's clock is ignored, in milliseconds. */
  readonly maxSkewMs: number;
  /** Is called with how far an ignored `Date` is ahead, in milliseconds. */
  readonly onIgnoredDate: (skewMs: number) => void;
}

export function createServerClock({ clock, maxSkewMs, onIgnoredDate }: ServerClockOptions): ServerClock {
  let skewMs = 0;
  return {
    now: () => clock.now() + skewMs,
    learn: (headers, sentAt) => {
      const date = Date.parse(headers.get("date") ?? "");
      if (Number.isNaN(date)) return false;
      // Half a second: `Date` cuts off what comes after the full one.
      const measured = date + 500 - (sentAt + clock.now()) / 2;
      if (Math.abs(measured) > maxSkewMs) {
        onIgnoredDate(measured);
        return false;
      }
      const next = Math.abs(measured) < noiseMs ? 0 : measured;
      if (Math.abs(next - skewMs) < noiseMs) return false;
      skewMs = next;
      return true;
    },
  };
}

/** How long a response of the API is believed, in milliseconds: reading every response would cost every call. */
const observeEveryMs = 60_000;

/** Returns the `observe` of a token source. */
export function observing(serverClock: ServerClock, clock: Clock): NonNullable<TokenSource["observe"]> {
  let nextAt = Number.NEGATIVE_INFINITY;
  return ({ headers, status }) => {
    const now = clock.now();
    // A wrong clock may be the reason for a refusal: the assertion for the next token should know.
    if (now < nextAt && status !== 401) return;
    nextAt = now + observeEveryMs;
    serverClock.learn(headers, now);
  };
}
