import { sleep } from "@high-mobility-ts/guards";
import type { Random } from "../random.ts";

/**
 * How long responses take, in milliseconds of real time, evenly distributed, by seed. The emulator's clock has no
 * influence.
 */
export interface Latency {
  /** A whole number >= 0. */
  readonly minMs: number;
  /** A whole number >= `minMs`. Default: `minMs`. */
  readonly maxMs?: number;
}

/** Changes the latency while the emulator runs. */
export interface LatencySteering {
  /** @throws {TypeError} when it is out of bounds. */
  /** Sets the latency from now on. `undefined` removes it. */
  set(latency: Latency | undefined): void;
}

export interface Delays extends LatencySteering {
  /** Resolves when the response may be sent. Rejects with the reason of the signal when the caller aborts. */
  wait(requestId: string, signal: AbortSignal): Promise<void>;
}

export function createDelays(given: Latency | undefined, random: Random): Delays {
  let latency = given;
  check(given);
  return {
    set: (next) => {
      check(next);
      latency = next;
    },
    wait: async (requestId, signal) => {
      if (!latency) return;
      const { minMs, maxMs = minMs } = latency;
      await sleep({}, minMs + random("latency", requestId) * (maxMs - minMs), signal);
    },
  };
}

function check(latency: Latency | undefined): void {
  if (!latency) return;
  const { minMs, maxMs = minMs } = latency;
  if (!Number.isSafeInteger(minMs) || minMs < 0 || !Number.isSafeInteger(maxMs) || maxMs < minMs)
    throw new TypeError(`\`latency\` must be whole numbers 0 <= minMs <= maxMs, got ${minMs} and ${maxMs}.`);
}
