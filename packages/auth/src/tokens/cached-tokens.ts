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
  /** Gets a new token: neither the one that the server refused nor the current one that it is to replace. */
  obtain(unwanted: Unwanted): Promise<Obtained>;
  /** A token that is there from the beginning. */
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
  /** Whether a response refused it, and it stays in use all the same. */
  isRefused: boolean;
  /** Resolved, and the same for all callers: a token in the cache costs no promise of its own. */
  readonly promise: Promise<AccessToken>;
  /** From then on a new one is requested in the background. */
  refreshAt: number;
  /** From then on callers wait for a new one. */
  readonly usableUntil: number;
}

/** The share of a lifetime, counted from its end, in which tokens are refreshed; at most five minutes. */
const refreshShare = 0.2;
const maxRefreshAheadMs = 300_000;
/** The share in which tokens are not used any more: they would expire on the way. At most ten seconds. */
export const unusableShare = 0.05;
const maxUnusableMs = 10_000;
/** How long a failure is remembered that says nothing about how long it lasts. */
const failureMs = 10_000;

/** One token for all callers; one request for all that wait. */
export function cachedTokens(options: CacheOptions): Pick<TokenSource, "getToken" | "invalidate"> {
  const { clock, onEvent } = options;
  const pace = replacementPace();
  let held = options.initial && hold(options.initial, clock.now());
  let pending: Promise<AccessToken> | undefined;
  let failure: { readonly error: unknown; readonly until: number } | undefined;
  let refused: string | undefined;
  // Counts refusals, so that a request which was under way meanwhile knows that its result may be the refused token.
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
        "The access token expired before it arrived. Find out what slows the network down.",
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
    // There is time for a few attempts until the token ends; not every call in between makes one.
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

/** Returns whether the endpoint itself sends no further request until the failure may have passed. */
function isPaced(error: unknown): boolean {
  return (
    error instanceof AuthError && (error.retryAfterMs !== undefined || error.code === "invalid-response")
  );
}

function hold({ token: obtained, lifetimeMs }: Obtained, now: number): Held {
  const token = accessToken(obtained);
  // Between three and five quarters: many processes that began together do not refresh together.
  const jitter = 0.75 + Math.random() / 2;
  const ahead = Math.min(lifetimeMs * refreshShare, maxRefreshAheadMs) * jitter;
  const unusable = Math.min(lifetimeMs * unusableShare, maxUnusableMs);
  const usableUntil = token.expiresAt - unusable;
  // A token that is old already (a slow request, a store) is refreshed soon, and used until then.
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
