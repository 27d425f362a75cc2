import { sleep } from "@high-mobility-ts/guards";
import { AuthError } from "../auth-error.ts";
import { emit, type OnEvent } from "../observe/events.ts";
import type { Clock } from "../options/clock.ts";

/** Decides when the next token request may be sent after one failed. All callers share it. */
export interface RequestPauses {
  /**
   * Resolves when a token request may be sent. While requests fail, only one request is sent at a time.
   *
   * @param giveUpAt The latest time for the request, in milliseconds since the epoch.
   * @throws {AuthError} the last failure. It is thrown at once if the pause ends after `giveUpAt`, or if waiting does
   * not help.
   */
  enter(giveUpAt: number): Promise<void>;
  /**
   * Records the result of a request: a token, or this failure.
   *
   * @returns The failure, whose `retryAfterMs` is the pause that follows it.
   */
  leave(failure?: AuthError): AuthError | undefined;
}

export interface RequestPausesOptions {
  readonly clock: Clock;
  readonly maxPauseMs: number;
  readonly onEvent: OnEvent | undefined;
}

const firstPauseMs = 500;
/** How long a rejection of the client is remembered. A corrected secret or key works after this time. */
const refusalMs = 10_000;

interface RememberedFailure {
  readonly error: AuthError;
  readonly until: number;
}

export function requestPauses({ clock, maxPauseMs, onEvent }: RequestPausesOptions): RequestPauses {
  let failure: RememberedFailure | undefined;
  let failuresInARow = 0;
  let trial: { readonly over: Promise<void>; readonly end: () => void } | undefined;

  function pauseAfter(error: AuthError): number | undefined {
    if (refusesClient(error)) return Math.min(refusalMs, maxPauseMs);
    if (!error.retryable && error.code !== "invalid-response") return undefined;
    // Requests that were under way at the same time failed for the same reason.
    if (!failure || clock.now() >= failure.until) failuresInARow++;
    // A random share from half to all of it, so that many processes that failed together do not retry together.
    const longestMs = Math.min(firstPauseMs * 2 ** (failuresInARow - 1), maxPauseMs);
    return error.retryAfterMs || Math.ceil(longestMs * (0.5 + Math.random() / 2));
  }

  async function waitForTurn(giveUpAt: number): Promise<void> {
    while (failure) {
      const { error, until } = failure;
      const pauseMs = until - clock.now();
      if (pauseMs > 0) {
        if (!error.retryable || until > giveUpAt) throw withPause(error, pauseMs);
        await sleep(clock, pauseMs);
      } else if (trial) await trial.over;
      else {
        // Without a wait, because other callers wait here, too.
        trial = deferred();
        return;
      }
    }
  }

  return {
    enter: waitForTurn,
    leave(error) {
      const pauseMs = error && pauseAfter(error);
      failure = pauseMs === undefined || !error ? undefined : { error, until: clock.now() + pauseMs };
      if (!failure) failuresInARow = 0;
      trial?.end();
      trial = undefined;
      if (!error || pauseMs === undefined) return error;
      emit(onEvent, { type: "token-requests-paused", pauseMs, error });
      return withPause(error, pauseMs);
    },
  };
}

/** Returns whether the failure would be the same for every token that this client requests. */
function refusesClient({ code, status, error }: AuthError): boolean {
  if (code !== "request-rejected") return code === "invalid-key" || code === "redirect-rejected";
  return status === 401 || error === "invalid_client" || error === "unauthorized_client";
}

function withPause(failure: AuthError, pauseMs: number): AuthError {
  const { code, message, status, error, description, cause, retryable } = failure;
  // If waiting does not help, no caller should wait.
  const retryAfterMs = retryable ? pauseMs : undefined;
  return new AuthError(code, message, { status, error, description, cause, retryAfterMs });
}

function deferred(): { readonly over: Promise<void>; readonly end: () => void } {
  let end = (): void => undefined;
  const over = new Promise<void>((resolve) => {
    end = resolve;
  });
  return { over, end };
}
