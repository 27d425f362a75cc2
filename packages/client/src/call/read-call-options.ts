import { checkFunction, checkKnownOptions, systemClock } from "@high-mobility-ts/guards";
import { concurrencyLimit } from "../resilience/concurrency-limit.ts";
import { type RateLimiter, rateLimiter } from "../resilience/rate-limiter.ts";
import { readRetryOptions } from "../resilience/retry-policy.ts";
import type { CallerOptions } from "./caller.ts";
import type { CallingOptions, TimeoutOptions } from "./client-options.ts";
import type { ResultValidator } from "./response-validation.ts";

/** Larger than the documented responses of a fleet of many thousands, and small enough for every machine. */
const defaultMaxResponseBytes = 33_554_432;

/** @throws {TypeError} that names the option at fault. */
export function readCallOptions(options: CallingOptions): Omit<CallerOptions, "core" | "redactor"> {
  const { timeout = {}, retry = {}, concurrency = 64, onEvent, clock = systemClock } = options;
  checkFunction("clock.now", clock.now ?? null);
  const { attemptMs, totalMs } = readTimeout(timeout === false ? { attemptMs: Infinity } : timeout);
  const policy = retry === false ? undefined : readRetryOptions(retry);
  return {
    attemptMs,
    totalMs,
    // A retry after the deadline of the call cannot help.
    retry: policy && { ...policy, totalMs: Math.min(policy.totalMs, totalMs) },
    rateLimiter: readRateLimiter(options.rateLimit ?? rateLimiter({ clock })),
    concurrency: concurrency === false ? undefined : concurrencyLimit(concurrency),
    maxResponseBytes: readMaxResponseBytes(options.maxResponseBytes),
    validate: readResponseValidation(options.responseValidation),
    onEvent,
    clock,
  };
}

const timeoutOptions: Readonly<Record<keyof TimeoutOptions, true>> = { attemptMs: true, totalMs: true };

function readTimeout(timeout: TimeoutOptions) {
  checkKnownOptions("timeout", timeout, timeoutOptions);
  const { attemptMs = 30_000, totalMs = Infinity } = timeout;
  for (const [name, ms] of Object.entries({ attemptMs, totalMs }))
    if (!(ms > 0)) throw new TypeError(`timeout.${name} must be a number of milliseconds > 0, got ${ms}.`);
  return { attemptMs, totalMs };
}

function readRateLimiter(limiter: RateLimiter | false): RateLimiter | undefined {
  if (limiter === false) return undefined;
  if (typeof limiter?.acquire !== "function" || typeof limiter.pause !== "function")
    throw new TypeError(`rateLimit must be a rate limiter or false, got ${typeof limiter}.`);
  return limiter;
}

function readResponseValidation(validate: ResultValidator | undefined): ResultValidator | undefined {
  if (validate === undefined || typeof validate === "function") return validate;
  throw new TypeError(`responseValidation must be a result of responseValidator(), got ${typeof validate}.`);
}

function readMaxResponseBytes(maxResponseBytes: number = defaultMaxResponseBytes): number {
  if (!(maxResponseBytes > 0))
    throw new TypeError(`maxResponseBytes must be a number of bytes > 0, got ${maxResponseBytes}.`);
  return maxResponseBytes;
}
