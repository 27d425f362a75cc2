import type { Clock } from "@high-mobility-ts/auth";
import { detailsOf, requestIdOf } from "../errors/error-body.ts";
import { isHighMobilityError } from "../errors/high-mobility-error.ts";
import { AbortError, isNetworkFailure, NetworkError, TimeoutError } from "../errors/no-response-errors.ts";
import { Try, TryTimers } from "../resilience/attempt.ts";
import { type GateOptions, takeTurn } from "../resilience/gate.ts";
import { isIdempotent } from "../resilience/operation-limits.ts";
import { requestedDelayMs } from "../resilience/requested-delay.ts";
import { isWorthRetrying, type RetryPolicy, retryDelayMs } from "../resilience/retry-policy.ts";
import { sleep } from "../resilience/sleep.ts";
import { asStream, type Core, type CoreInit, toResult } from "./core.ts";
import { emit } from "./events.ts";
import type { AnyResult, Failure } from "./result.ts";

export interface CallerOptions extends GateOptions {
  readonly core: Pick<Core, "send">;
  readonly clock: Clock;
  /** For each try, body included, and for a call with all its tries and waits, in milliseconds; Infinity: no limit. */
  readonly attemptMs: number;
  readonly totalMs: number;
  readonly retry: RetryPolicy | undefined;
  /** Looks at each answer; what it throws is the call's error. */
  readonly inspect: ((result: AnyResult) => void) | undefined;
}

export type Caller = (method: string, path: string, init?: CoreInit) => Promise<AnyResult>;

interface Call {
  readonly method: string;
  readonly path: string;
  readonly operation: string;
  readonly init: CoreInit | undefined;
  readonly signal: AbortSignal | null | undefined;
  readonly startedAt: number;
}

/** What came in place of an answer. */
interface NoAnswer {
  readonly ok: false;
  readonly status: undefined;
  readonly error: unknown;
}

/** How long calls pause after a 429 that does not say. */
const DEFAULT_PAUSE_MS = 1_000;

/** Makes calls within limits and times, and tries again where that may help. */
export function createCaller(options: CallerOptions): Caller {
  const { core, clock, attemptMs, totalMs, retry, rateLimiter, concurrency, onEvent, inspect } = options;
  const timers = new TryTimers();

  async function run(call: Call): Promise<AnyResult> {
    const { method, path, operation, init, signal } = call;
    for (let attempts = 1; ; attempts++) {
      let outcome: AnyResult | NoAnswer;
      let attempt: Try | undefined;
      try {
        signal?.throwIfAborted();
        const turn = takeTurn(operation, signal, options);
        if (turn) await turn;
        attempt = new Try(timers, attemptMs, signal);
        outcome = toResult(operation, await core.send(method, path, init, attempt));
      } catch (cause) {
        outcome = noAnswer(call, attempt, cause);
      }
      end(call, attempt);
      const delayMs = delayAfter(call, outcome, attempts);
      if (delayMs === undefined) return finish(call, outcome, attempts);
      // When the wait is aborted, the next try says so.
      await sleep(clock, delayMs, signal).catch(() => undefined);
    }
  }

  function end({ init }: Call, attempt: Try | undefined): void {
    if (!attempt) return;
    concurrency?.release();
    // A body that is still to come lives until its reader, or the caller's signal, ends it.
    if (init?.[asStream]) attempt.endTimer();
    else attempt.end();
  }

  /** The wait before another try, in milliseconds; undefined when there is none. */
  function delayAfter(call: Call, outcome: AnyResult | NoAnswer, attempt: number): number | undefined {
    if (outcome.ok) return undefined;
    const { operation, signal, startedAt } = call;
    const { status, error } = outcome;
    const now = clock.now();
    const retryAfterMs = status && requestedDelayMs(outcome.response.headers, detailsOf(outcome.error), now);
    if (status === 429) rateLimiter?.pause(operation, retryAfterMs ?? DEFAULT_PAUSE_MS);
    if (!retry || signal?.aborted || !mayRetry(operation, outcome)) return undefined;
    const delayMs = retryDelayMs(retry, { attempt, elapsedMs: now - startedAt, retryAfterMs });
    if (delayMs === undefined) return undefined;
    const requestId = status === undefined ? undefined : requestIdOf(outcome.response, outcome.error);
    emit(onEvent, { type: "call-retried", operation, attempt, delayMs, status, error, requestId });
    return delayMs;
  }

  function finish(call: Call, outcome: AnyResult | NoAnswer, attempts: number): AnyResult {
    const { status, error } = outcome;
    if (onEvent) {
      const { operation, startedAt } = call;
      const facts = { operation, attempts, durationMs: clock.now() - startedAt };
      if (status === undefined) emit(onEvent, { type: "call-failed", ...facts, error });
      else {
        const requestId = requestIdOf(outcome.response, outcome.error);
        emit(onEvent, { type: "call-answered", ...facts, status, requestId });
      }
    }
    if (status === undefined) throw error;
    inspect?.(outcome);
    return outcome;
  }

  function noAnswer({ operation, signal }: Call, attempt: Try | undefined, cause: unknown): NoAnswer {
    let error = cause;
    if (signal?.aborted) error = new AbortError(operation, signal.reason);
    else if (attempt?.expired) error = new TimeoutError(operation, attemptMs);
    else if (attempt?.sent && isNetworkFailure(cause)) error = new NetworkError(operation, cause);
    return { ok: false, status: undefined, error };
  }

  /** The same as `run`, but ended by a deadline. */
  async function runWithin(call: Call): Promise<AnyResult> {
    const whole = new Try(timers, totalMs, call.signal);
    try {
      return await run({ ...call, signal: whole.signal });
    } catch (error) {
      throw whole.expired ? new TimeoutError(call.operation, totalMs) : error;
    } finally {
      whole.end();
    }
  }

  const start = totalMs === Infinity ? run : runWithin;
  return (method, path, init) =>
    start({
      method,
      path,
      operation: `${method} ${path}`,
      init,
      signal: init?.signal,
      startedAt: clock.now(),
    });
}

function mayRetry(operation: string, { status, error }: Failure<number, object> | NoAnswer): boolean {
  if (status === undefined && !(isHighMobilityError(error) && error.retryable)) return false;
  return isWorthRetrying(isIdempotent(operation), { status, error });
}
