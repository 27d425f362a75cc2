import type { Clock } from "@high-mobility-ts/auth";
import { AuthenticationError, isAuthError } from "../errors/authentication-error.ts";
import { isHighMobilityError } from "../errors/high-mobility-error.ts";
import { AbortError, NetworkError, TimeoutError } from "../errors/no-response-errors.ts";
import { Attempt, type Attempts } from "../resilience/attempt.ts";
import { type GateOptions, passGate } from "../resilience/gate.ts";
import type { Core } from "./core.ts";
import { asStream, type CoreInit } from "./core-init.ts";
import { toResult } from "./read-response.ts";
import type { Redactor } from "./redactor.ts";
import type { AnyResult } from "./result.ts";

/** A call under way. */
export interface Call {
  readonly method: string;
  readonly path: string;
  readonly operation: string;
  readonly init: CoreInit | undefined;
  readonly startedAt: number;
  /** The whole call; undefined if neither its caller nor a deadline can end it. */
  readonly whole: Attempt | undefined;
}

/** The error that replaced the response. */
export interface NoResponse {
  readonly ok: false;
  readonly status: undefined;
  readonly error: unknown;
}

export interface AttemptOptions extends GateOptions {
  readonly core: Pick<Core, "send">;
  readonly clock: Clock;
  readonly redactor: Redactor;
  readonly maxResponseBytes: number;
  /** The limit of each attempt, including its body, in milliseconds; Infinity means no limit. */
  readonly attemptMs: number;
}

/** Makes one attempt: waits for its turn, sends it, reads the response. Never throws. */
export async function attemptCall(
  attempts: Attempts,
  call: Call,
  options: AttemptOptions,
): Promise<AnyResult | NoResponse> {
  const { method, path, operation, init, whole } = call;
  const signal = whole?.signal;
  let attempt: Attempt | undefined;
  try {
    signal?.throwIfAborted();
    const turn = passGate(operation, signal, options);
    if (turn) await turn;
    attempt = new Attempt(attempts, options.attemptMs, whole);
    const raw = await options.core.send(method, path, init, attempt);
    return toResult(call.operation, raw, options);
  } catch (cause) {
    return { ok: false, status: undefined, error: errorOf(cause, { call, attempt, options }) };
  } finally {
    if (attempt) {
      options.concurrency?.release();
      // A streamed body stays open until its reader or the caller's signal ends it.
      if (init?.[asStream]) attempt.endTimer();
      else attempt.end();
    }
  }
}

interface Circumstances {
  readonly call: Call;
  readonly attempt: Attempt | undefined;
  readonly options: AttemptOptions;
}

function errorOf(cause: unknown, { call, attempt, options }: Circumstances): unknown {
  const { operation, init, whole } = call;
  if (whole?.expired) return new TimeoutError(operation, whole.timeoutMs);
  if (init?.signal?.aborted) return new AbortError(operation, init.signal.reason);
  if (attempt?.expired) return new TimeoutError(operation, options.attemptMs);
  if (isAuthError(cause)) return new AuthenticationError(operation, cause);
  // Errors of middleware, and of missing parameters, are thrown unchanged.
  if (isHighMobilityError(cause) || attempt?.fetchError !== cause) return cause;
  return new NetworkError(operation, options.redactor.error(cause));
}
