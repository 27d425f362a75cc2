import { AuthError } from "../auth-error.ts";
import { emit, type OnEvent } from "../observe/events.ts";
import type { Clock } from "../options/clock.ts";
import { abortable } from "./abortable.ts";
import { accessToken } from "./access-token.ts";
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
  /** Gets a new token: not the one that the server refused, nor the one at hand that it is to replace. */
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
  /** Resolved, and the same for all callers: a token at hand costs no promise of its own. */
  readonly promise: Promise<AccessToken>;
  /** From here on a new one is got in the background. */
  refreshAt: number;
  /** From here on callers wait for a new one. */
  readonly usableUntil: number;
}

/** The share of a lifetime, counted from its end, in which tokens are renewed; at most five minutes. */
const REFRESH_SHARE = 0.2;
const MAX_REFRESH_AHEAD_MS = 300_000;
/** The share in which they are not used any more: they would expire on the way. At most ten seconds. */
const UNUSABLE_SHARE = 0.05;
const MAX_UNUSABLE_MS = 10_000;

/** One token for all callers; one request for all that wait. */
export function cachedTokens(options: CacheOptions): Pick<TokenSource, "getToken" | "invalidate"> {
  const { clock, onEvent } = options;
  let held = options.initial && hold(options.initial, clock.now());
  let pending: Promise<AccessToken> | undefined;
  let refused: string | undefined;
  // Counts refusals, so that a request which was under way meanwhile knows that its result may be the refused token.
  let generation = 0;

  async function renew(): Promise<AccessToken> {
    const startedAt = clock.now();
    const before = generation;
    const obtain = () => options.obtain({ refused, current: held?.token.value });
    let obtained = await obtain();
    if (before !== generation && obtained.token.value === refused) obtained = await obtain();
    const {
      token: { expiresAt },
      from,
    } = obtained;
    const now = clock.now();
    if (expiresAt <= now)
      throw new AuthError(
        "timeout",
        "the access token expired on its way here; look for what slows the network",
      );
    held = hold(obtained, now);
    const durationMs = now - startedAt;
    emit(onEvent, { type: "token-refreshed", from, expiresAt, durationMs });
    return held.token;
  }

  function request(): Promise<AccessToken> {
    pending ??= renew().finally(() => {
      pending = undefined;
    });
    return pending;
  }

  function refreshBehind(current: Held, now: number): void {
    // Until the token ends there is time for a few tries; calls in between do not each make one.
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
      held = undefined;
      refused = token.value;
      generation++;
      emit(onEvent, { type: "token-invalidated" });
    },
  };
}

function hold({ token: obtained, lifetimeMs }: Obtained, now: number): Held {
  const token = accessToken(obtained);
  // Between three and five quarters: many processes that began together do not renew together.
  const jitter = 0.75 + Math.random() / 2;
  const ahead = Math.min(lifetimeMs * REFRESH_SHARE, MAX_REFRESH_AHEAD_MS) * jitter;
  const unusable = Math.min(lifetimeMs * UNUSABLE_SHARE, MAX_UNUSABLE_MS);
  const usableUntil = token.expiresAt - unusable;
  // A token that is old already (a slow request, a store) is renewed soon, and used until then.
  return {
    token,
    promise: Promise.resolve(token),
    refreshAt: Math.max(now, token.expiresAt - ahead),
    usableUntil,
  };
}
