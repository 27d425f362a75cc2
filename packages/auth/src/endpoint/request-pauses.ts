import { sleep } from "@high-mobility-ts/guards";
import { AuthError } from "../auth-error.ts";
import { emit, type OnEvent } from "../observe/events.ts";
import type { Clock } from "../options/clock.ts";

/** What a failed token request means for the requests that would follow. All callers share it. */
export interface RequestPauses {
  /**
   * Resolves when a token request may be sent. While requests fail, it lets through one at a time.
   *
   * @param giveUpAt The latest time for the request, in milliseconds since the epoch.
   * @throws {AuthError} the last failure: at once if the pause ends later, or if waiting does not help.
   */
  enter(giveUpAt: number): Promise<void>;
  /**
   * Notes how a request ended that was let through: with a token, or with this failure.
   *
   * @returns The failure, with the pause that follows it as `retryAfterMs`.
   */
  leave(failure?: AuthError): AuthError | undefined;
}

export interface RequestPausesOptions {
  readonly clock: Clock;
  readonly maxPauseMs: number;
  readonly onEvent: OnEvent | undefined;
}

const firstPauseMs = 500;
/** How long a refusal of the client itself is remembered: a corrected secret or key works after this time. */
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
    // Requests that were under way together failed of one reason.
    if (!failure || clock.now() >= failure.until) failuresInARow++;
    // Between half and all of it: many processes that failed together do not come back together.
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
        // At once: others wait here, too.
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

/** Returns whether the failure is that of the client or the endpoint, whatever token is asked for. */
function refusesClient({ code, status, error }: AuthError): boolean {
  if (code !== "request-refused") return code === "invalid-key" || code === "redirect-refused";
  return status === 401 || error === "invalid_client" || error === "unauthorized_client";
}

function withPause(failure: AuthError, pauseMs: number): AuthError {
  const { code, message, status, error, description, cause, retryable } = failure;
  // Where waiting does not help, no caller should wait.
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
