import { AuthError } from "../auth-error.ts";
import { emit, type OnEvent } from "../observe/events.ts";
import type { Clock } from "../options/clock.ts";
import { abortable } from "./abortable.ts";
import { accessToken } from "./access-token.ts";
import { replacementPace } from "./replacement-pace.ts";
import type { AccessToken, TokenSource } from "./token-source.ts";

/** A token with its lifetime, from the server or from a store. */
export interface Obtained {
  readonly token: AccessToken;
  readonly lifetimeMs: number;
  readonly from: "server" | "store";
}

export interface CacheOptions {
  readonly clock: Clock;
  readonly onEvent: OnEvent | undefined;
  /**
   * Requests a new token. It must be neither the token that the server rejected nor the current token that it replaces.
   */
  obtain(unwanted: Unwanted): Promise<Obtained>;
  /** The initial token. */
  readonly initial?: Obtained | undefined;
}

/** Values of tokens. */
export interface Unwanted {
  readonly refused: string | undefined;
  readonly current: string | undefined;
}

interface Held {
  readonly token: AccessToken;
  readonly since: number;
  readonly lifetimeMs: number;
  /** Whether a response rejected the token although it stays in use. */
  isRefused: boolean;
  /** A resolved promise that all callers share, so that a cached token costs no new promise. */
  readonly promise: Promise<AccessToken>;
  /** From this time on, a new token is requested in the background. */
  refreshAt: number;
  /** From this time on, callers wait for a new token. */
  readonly usableUntil: number;
}

/** The last share of a lifetime, in which tokens are refreshed; at most five minutes. */
const refreshShare = 0.2;
const maxRefreshAheadMs = 300_000;
/**
 * The last share of a lifetime, in which tokens are not used because they could expire on the way; at most ten seconds.
 */
export const unusableShare = 0.05;
const maxUnusableMs = 10_000;
/** How long a failure without a known duration is remembered. */
const failureMs = 10_000;

/** Returns one token for all callers, and sends one request for all that wait. */
export function cachedTokens(options: CacheOptions): Pick<TokenSource, "getToken" | "invalidate"> {
  const { clock, onEvent } = options;
  const pace = replacementPace();
  let held = options.initial && hold(options.initial, clock.now());
  let pending: Promise<AccessToken> | undefined;
  let failure: { readonly error: unknown; readonly until: number } | undefined;
  let refused: string | undefined;
  // Counts rejections, so that a request that was running during a rejection is treated as possibly returning
  // the rejected token.
  let generation = 0;

  async function renew(): Promise<AccessToken> {
    const startedAt = clock.now();
    const before = generation;
    const obtain = () => options.obtain({ refused, current: held?.token.value });
    let obtained = await obtain();
    if (before !== generation && obtained.token.value === refused) obtained = await obtain();
    const { token, from } = obtained;
    const { expiresAt } = token;
    const now = clock.now();
    if (expiresAt <= now)
      throw new AuthError(
        "timeout",
        "The access token expired before it arrived. Check the network and the lifetime of the server's tokens.",
      );
    if (held && !held.isRefused) pace.served();
    held = hold(obtained, now);
    emit(onEvent, { type: "token-refreshed", from, expiresAt, durationMs: now - startedAt });
    return held.token;
  }

  function request(): Promise<AccessToken> {
    if (failure && clock.now() < failure.until) return Promise.reject(failure.error);
    pending ??= renew()
      .catch((error: unknown) => {
        if (!isPaced(error)) failure = { error, until: clock.now() + failureMs };
        throw error;
      })
      .finally(() => {
        pending = undefined;
      });
    return pending;
  }

  function refreshBehind(current: Held, now: number): void {
    // There is time for a few attempts until the token expires. Not every call in between starts one.
    current.refreshAt = now + Math.max(1_000, (current.usableUntil - now) / 4);
    request().catch((error: unknown) => emit(onEvent, { type: "token-refresh-failed", error }));
  }

  return {
    getToken({ signal } = {}) {
      if (signal?.aborted) return Promise.reject(signal.reason);
      if (held) {
        const now = clock.now();
        if (now < held.usableUntil) {
          if (now >= held.refreshAt && !pending) refreshBehind(held, now);
          return held.promise;
        }
      }
      return abortable(request(), signal);
    },
    invalidate(token) {
      if (held && held.token.value !== token.value) return;
      if (!held && refused === token.value) return;
      const keptForMs = held ? pace.keptForMs(clock.now() - held.since, held.lifetimeMs) : 0;
      if (held) held.isRefused = true;
      if (keptForMs > 0) return emit(onEvent, { type: "token-kept", keptForMs });
      held = undefined;
      refused = token.value;
      generation++;
      emit(onEvent, { type: "token-invalidated" });
    },
  };
}

/** Returns whether the endpoint itself pauses until the failure may have passed. */
function isPaced(error: unknown): boolean {
  return (
    error instanceof AuthError && (error.retryAfterMs !== undefined || error.code === "invalid-response")
  );
}

function hold({ token: obtained, lifetimeMs }: Obtained, now: number): Held {
  const token = accessToken(obtained);
  // A random factor from 0.75 to 1.25, so that many processes that began together do not refresh together.
  const jitter = 0.75 + Math.random() / 2;
  const ahead = Math.min(lifetimeMs * refreshShare, maxRefreshAheadMs) * jitter;
  const unusable = Math.min(lifetimeMs * unusableShare, maxUnusableMs);
  const usableUntil = token.expiresAt - unusable;
  // A token that arrives old (from a slow request or a store) is refreshed soon, and used until then.
  return {
    token,
    since: now,
    lifetimeMs,
    isRefused: false,
    promise: Promise.resolve(token),
    refreshAt: Math.max(now, token.expiresAt - ahead),
    usableUntil,
  };
}
