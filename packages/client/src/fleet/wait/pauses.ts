import { sleep } from "@high-mobility-ts/guards";
import { AbortError } from "../../errors/no-response-errors.ts";
import type { NewsFeed } from "./vehicle-news.ts";
import type { WaitSettings } from "./wait-options.ts";

/** The pauses between checks. They grow, and end early on news, at the time limit, or when the signal aborts. */
export interface Pauses {
  /** The longest next pause, in milliseconds; 0 if the time is up. */
  nextMs(): number;
  /** @throws {AbortError} if the signal aborts. */
  pause(operation: string): Promise<void>;
}

export function growingPauses(settings: WaitSettings, news: NewsFeed): Pauses {
  const { timeoutMs, minDelayMs, maxDelayMs, signal, clock } = settings;
  const endsAt = clock.now() + timeoutMs;
  let delayMs = Math.min(minDelayMs, maxDelayMs);
  const nextMs = (): number => Math.max(0, Math.min(delayMs, endsAt - clock.now()));
  return {
    nextMs,
    async pause(operation) {
      const ended = new AbortController();
      const either = signal ? AbortSignal.any([signal, ended.signal]) : ended.signal;
      try {
        await Promise.race([sleep(clock, nextMs(), either), news.next()]);
      } catch (cause) {
        throw signal?.aborted ? new AbortError(operation, signal.reason) : cause;
      } finally {
        // Clears the timer, which is not needed after news.
        ended.abort();
      }
      delayMs = Math.min(delayMs * 1.5, maxDelayMs);
    },
  };
}
