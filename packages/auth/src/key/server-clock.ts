import type { Clock } from "../options/clock.ts";
import type { TokenSource } from "../tokens/token-source.ts";

/** Below this the difference is noise: `Date` counts whole seconds, and answers travel. */
const NOISE_MS = 5_000;

/** The server's clock, as far as its answers tell it. Before the first answer it is this machine's. */
export interface ServerClock {
  now(): number;
  /**
   * Reads the `Date` of an answer.
   *
   * @param sentAt When the request went out, in milliseconds since the epoch by this machine's clock.
   * @returns Whether the clock was set to another time than it told until now.
   */
  learn(headers: Headers, sentAt: number): boolean;
}

export function createServerClock(clock: Clock): ServerClock {
  let skewMs = 0;
  return {
    now: () => clock.now() + skewMs,
    learn: (headers, sentAt) => {
      const date = Date.parse(headers.get("date") ?? "");
      if (Number.isNaN(date)) return false;
      // Half a second: `Date` cuts off what comes after the full one.
      const measured = date + 500 - (sentAt + clock.now()) / 2;
      const next = Math.abs(measured) < NOISE_MS ? 0 : measured;
      if (Math.abs(next - skewMs) < NOISE_MS) return false;
      skewMs = next;
      return true;
    },
  };
}

/** How long what an answer of the API told is good enough, in milliseconds: reading every answer would cost every call. */
const OBSERVE_EVERY_MS = 60_000;

/** The `observe` of a token source. */
export function observing(serverClock: ServerClock, clock: Clock): NonNullable<TokenSource["observe"]> {
  let nextAt = Number.NEGATIVE_INFINITY;
  return ({ headers, status }) => {
    const now = clock.now();
    // A refusal may come of a wrong clock: the assertion for the next token should know.
    if (now < nextAt && status !== 401) return;
    nextAt = now + OBSERVE_EVERY_MS;
    serverClock.learn(headers, now);
  };
}
