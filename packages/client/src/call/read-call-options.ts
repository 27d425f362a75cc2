import { concurrencyLimit } from "../resilience/concurrency-limit.ts";
import { type RateLimiter, rateLimiter } from "../resilience/rate-limiter.ts";
import { readRetryOptions } from "../resilience/retry-policy.ts";
import type { CallerOptions } from "./caller.ts";
import type { CallingOptions, TimeoutOptions } from "./client-options.ts";
import { createInspector } from "./response-validation.ts";

/** @throws {TypeError} that names the option at fault. */
export function readCallOptions(options: CallingOptions): Omit<CallerOptions, "core"> {
  const { timeout = {}, retry = {}, concurrency = 64, onEvent } = options;
  const clock = options.clock ?? { now: () => Date.now() };
  return {
    ...readTimeout(timeout || { attemptMs: Infinity }),
    retry: retry ? readRetryOptions(retry) : undefined,
    rateLimiter: readRateLimiter(options.rateLimit ?? rateLimiter({ clock })),
    concurrency: concurrency === false ? undefined : concurrencyLimit(concurrency),
    inspect: options.responseValidation && createInspector(options.responseValidation, onEvent),
    onEvent,
    clock,
  };
}

function readTimeout({ attemptMs = 30_000, totalMs = Infinity }: TimeoutOptions) {
  for (const [name, ms] of Object.entries({ attemptMs, totalMs }))
    if (!(ms > 0)) throw new TypeError(`timeout.${name} must be a number of milliseconds > 0, not ${ms}`);
  return { attemptMs, totalMs };
}

function readRateLimiter(limiter: RateLimiter | false): RateLimiter | undefined {
  if (limiter === false) return undefined;
  if (typeof limiter?.acquire !== "function" || typeof limiter.pause !== "function")
    throw new TypeError("rateLimit must be a rate limiter, such as rateLimiter(), or false");
  return limiter;
}
