import type { Operation, OperationId } from "@high-mobility-ts/schema/operations";
import type { TimeSource } from "../control/clock.ts";
import { PlatformError } from "./operation-output.ts";

/** Limits of single operations, in calls per application and fixed window. */
export type RateLimits = Readonly<Partial<Record<OperationId, OperationLimit>>>;

/** The limit of one operation. */
interface OperationLimit {
  /** The most calls in one window. */
  readonly calls: number;
  /** The length of a window, in seconds. */
  readonly periodSeconds: number;
}

/** Counts calls per application and operation in fixed windows, with the limits of the specification. */
export interface WindowLimiter {
  /** @throws {PlatformError} 429 that says how long to wait. */
  count(operation: Operation, clientId: string): void;
  clear(): void;
}

export function createRateLimiter(clock: TimeSource, limits: boolean | RateLimits): WindowLimiter {
  const windows = new Map<string, { readonly endsAt: number; calls: number }>();
  const own = typeof limits === "boolean" ? {} : limits;
  return {
    count: (operation, clientId) => {
      if (limits === false) return;
      const rateLimit = own[operation.id] ?? operation.rateLimit;
      if (!rateLimit) return;
      const now = clock.now();
      const key = `${operation.id} ${clientId}`;
      const known = windows.get(key);
      const window =
        known && known.endsAt > now ? known : { endsAt: now + rateLimit.periodSeconds * 1_000, calls: 0 };
      windows.set(key, window);
      window.calls += 1;
      if (window.calls > rateLimit.calls)
        throw new PlatformError(429, {
          title: "Too many requests",
          detail: `retry after ${Math.ceil((window.endsAt - now) / 1_000)}s`,
        });
    },
    clear: () => windows.clear(),
  };
}
