import type { Clock } from "../options/clock.ts";
import type { TokenSource } from "../tokens/token-source.ts";

/** A smaller difference is ignored: `Date` counts whole seconds, and responses take time to arrive. */
const noiseMs = 5_000;

/** The server's clock, as read from its responses. Before the first response it equals this machine's clock. */
export interface ServerClock {
  now(): number;
  /**
   * Reads the `Date` of a response.
   *
   * @param sentAt When the request was sent, in milliseconds since the epoch by this machine's clock.
   * @returns Whether the clock was corrected.
   */
  learn(headers: Headers, sentAt: number): boolean;
}

export interface ServerClockOptions {
  readonly clock: Clock;
  /** A `Date` that differs more from this machine's clock is ignored, in milliseconds. */
  readonly maxSkewMs: number;
  /** Is called with the difference between an ignored `Date` and this machine's clock, in milliseconds. */
  readonly onIgnoredDate: (skewMs: number) => void;
}

export function createServerClock({ clock, maxSkewMs, onIgnoredDate }: ServerClockOptions): ServerClock {
  let skewMs = 0;
  return {
    now: () => clock.now() + skewMs,
    learn: (headers, sentAt) => {
      const date = Date.parse(headers.get("date") ?? "");
      if (Number.isNaN(date)) return false;
      // Half a second, because `Date` omits fractions of a second.
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

/** How long the `Date` of an API response is used, in milliseconds. Reading each response would slow down each call. */
const observeEveryMs = 60_000;

/** Returns the `observe` of a token source. */
export function observing(serverClock: ServerClock, clock: Clock): NonNullable<TokenSource["observe"]> {
  let nextAt = Number.NEGATIVE_INFINITY;
  return ({ headers, status }) => {
    const now = clock.now();
    // A wrong clock may be the reason for the rejection, so the next assertion needs the right time.
    if (now < nextAt && status !== 401) return;
    nextAt = now + observeEveryMs;
    serverClock.learn(headers, now);
  };
}
