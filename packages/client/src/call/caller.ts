import { clampMs, maxSharedPauseMs, requestedDelayMs, sleep } from "@high-mobility-ts/guards";
import { detailsOf, requestIdOf } from "../errors/error-body.ts";
import { isHighMobilityError } from "../errors/high-mobility-error.ts";
import { AbortError } from "../errors/no-response-errors.ts";
import { Attempt, Attempts } from "../resilience/attempt.ts";
import { isWorthRetrying, type RetryPolicy, retryDelayMs } from "../resilience/retry-policy.ts";
import { type AttemptOptions, attemptCall, type Call, type NoResponse } from "./attempt-call.ts";
import { asStream, type CoreInit } from "./core-init.ts";
import { emit } from "./events.ts";
import { isIdempotent } from "./operation-facts.ts";
import type { ResultValidator } from "./response-validation.ts";
import type { AnyResult, Failure } from "./result.ts";

export interface CallerOptions extends AttemptOptions {
  /** The limit of a call with all its attempts and waits, in milliseconds; Infinity means no limit. */
  readonly totalMs: number;
  readonly retry: RetryPolicy | undefined;
  /** Is called with each result. An error that it throws becomes the error of the call. */
  readonly validate: ResultValidator | undefined;
}

export type Caller = (method: string, path: string, init?: CoreInit) => Promise<AnyResult>;

/** How long calls pause after a 429 without `Retry-After`. */
const defaultPauseMs = 1_000;

/** Returns the function that makes calls, with limits, timeouts and retries. */
export function createCaller(options: CallerOptions): Caller {
  const { clock, totalMs } = options;
  const attempts = new Attempts();
  return (method, path, init) => {
    const isEndable = init?.signal || totalMs !== Infinity;
    const whole = isEndable ? new Attempt(attempts, totalMs, init?.signal) : undefined;
    const call = { method, path, operation: `${method} ${path}`, init, startedAt: clock.now(), whole };
    return whole
      ? runWithin(whole, run(attempts, call, options), init?.[asStream])
      : run(attempts, call, options);
  };
}

/** Makes attempts until one succeeds or another attempt would not help. */
function run(attempts: Attempts, call: Call, options: CallerOptions): Promise<AnyResult> {
  // Most calls need one attempt: this costs less than a loop with `await`.
  return attemptCall(attempts, call, options).then((first) =>
    first.ok ? finish(call, first, 1, options) : retry(attempts, call, first, options),
  );
}

async function retry(
  attempts: Attempts,
  call: Call,
  first: Rejected,
  options: CallerOptions,
): Promise<AnyResult> {
  let outcome: AnyResult | NoResponse = first;
  for (let count = 1; ; count++) {
    const delayMs = outcome.ok ? undefined : delayAfter(call, outcome, count, options);
    if (delayMs === undefined) return finish(call, outcome, count, options);
    const { whole, init, operation } = call;
    // If the time of the whole call ends here, the next attempt reports it.
    await sleep(options.clock, delayMs, whole?.signal).catch(() => undefined);
    if (!whole?.expired && init?.signal?.aborted) {
      const wait = { attempt: count + 1, delayMs, status: outcome.status };
      return finish(call, aborted(new AbortError(operation, init.signal.reason, wait)), count, options);
    }
    outcome = await attemptCall(attempts, call, options);
  }
}

/** Ends the timer of the whole call when the call ends. A streamed body ends it when the stream ends. */
async function runWithin(
  whole: Attempt,
  running: Promise<AnyResult>,
  openStream: CoreInit[typeof asStream],
): Promise<AnyResult> {
  let result: AnyResult | undefined;
  try {
    result = await running;
  } finally {
    if (openStream && result?.data instanceof ReadableStream) {
      whole.endTimer();
      const data = openStream(result.data, () => whole.end());
      result = { ...result, data } as AnyResult;
    } else whole.end();
  }
  return result;
}

function aborted(error: AbortError): NoResponse {
  return { ok: false, status: undefined, error };
}

type Rejected = Failure<number, object> | NoResponse;

/** Returns the wait before another attempt, in milliseconds; undefined if there is none. */
function delayAfter(
  call: Call,
  failed: Rejected,
  attempt: number,
  options: CallerOptions,
): number | undefined {
  const { operation, whole, startedAt } = call;
  const { status, error } = failed;
  const { retry, clock, onEvent } = options;
  const now = clock.now();
  const retryAfterMs = retryAfterOf(failed, now);
  if (status === 429) pause(operation, retryAfterMs ?? defaultPauseMs, options);
  if (!retry || whole?.signal?.aborted || !mayRetry(operation, failed)) return undefined;
  const delayMs = retryDelayMs(retry, { attempt, elapsedMs: now - startedAt, retryAfterMs });
  if (delayMs === undefined) return undefined;
  const requestId = status === undefined ? undefined : requestIdOf(failed.response, failed.error);
  emit(onEvent, { type: "call-retried", operation, attempt, delayMs, status, error, requestId });
  return delayMs;
}

function retryAfterOf(failed: Rejected, now: number): number | undefined {
  if (failed.status !== undefined)
    return requestedDelayMs(failed.response.headers, detailsOf(failed.error), now);
  return isHighMobilityError(failed.error) ? failed.error.retryAfterMs : undefined;
}

/** Delays all calls of the operation. */
function pause(operation: string, requestedMs: number, { rateLimiter, onEvent }: CallerOptions): void {
  if (!rateLimiter) return;
  const pauseMs = clampMs(requestedMs, rateLimiter.maxPauseMs ?? maxSharedPauseMs);
  rateLimiter.pause(operation, pauseMs);
  if (pauseMs < requestedMs) emit(onEvent, { type: "pause-shortened", operation, requestedMs, pauseMs });
}

function mayRetry(operation: string, { status, error }: Rejected): boolean {
  if (status === undefined) {
    if (!isHighMobilityError(error) || !error.retryable) return false;
    // The request was not processed. The token source made its own attempts, so only a wait that it asks for can help.
    if (error.code === "authentication") return error.retryAfterMs !== undefined;
  }
  return isWorthRetrying(isIdempotent(operation), { status, error });
}

function finish(
  { operation, startedAt }: Call,
  outcome: AnyResult | NoResponse,
  attempts: number,
  { clock, onEvent, validate }: CallerOptions,
): AnyResult {
  const { status, error } = outcome;
  if (onEvent) {
    const facts = { operation, attempts, durationMs: clock.now() - startedAt };
    if (status === undefined) emit(onEvent, { type: "call-failed", ...facts, error });
    else {
      const requestId = requestIdOf(outcome.response, outcome.error);
      emit(onEvent, { type: "call-completed", ...facts, status, requestId });
    }
  }
  if (status === undefined) throw error;
  validate?.(outcome, onEvent);
  return outcome;
}
