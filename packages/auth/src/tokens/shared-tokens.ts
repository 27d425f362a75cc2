// Loaded with the first token that is shared. It imports no code that the rest of the package has too: that would become a file
// of its own for every app, shared or not (docs/decisions/0051).

import type { Clock } from "../options/clock.ts";
import type { StoredValue, TokenStore } from "../stores/token-store.ts";
import { withDeadline } from "../stores/with-deadline.ts";
import type { CacheOptions, Obtained } from "./cached-tokens.ts";

export interface SharingOptions {
  readonly store: TokenStore;
  /** What the token belongs to: token URL, client id, key id and scope. */
  readonly identity: readonly string[];
  readonly clock: Clock;
  /** Told once of a store that fails, until it works again; `values` are the tokens that the error may show. */
  readonly onFailure: (error: unknown, values: readonly string[]) => void;
  /** Gets a token from the server. */
  readonly obtain: () => Promise<Obtained>;
}

type Outcome = { readonly obtained: Obtained } | { readonly error: unknown };

const STORE_TIMEOUT_MS = 2_000;
/** A token with no more than this share of its life left is not worth taking. */
const UNUSABLE_SHARE = 0.05;

/** Looks for a token in the store first, and puts a new one there: one request for all processes. */
export function sharedTokens(options: SharingOptions): CacheOptions["obtain"] {
  const { store } = options;
  let key: Promise<string> | undefined;
  let failing = false;

  const inTime = <T>(answer: Promise<T>) => withDeadline(answer, STORE_TIMEOUT_MS, "the token store");

  async function find(unwanted: ReadonlySet<string | undefined>): Promise<Obtained | undefined> {
    const name = await keyed();
    const askedAt = options.clock.now();
    const stored = await inTime(store.get(name));
    // Counted from when it was asked: the answer may have been long on its way.
    const found = stored && parse(stored, askedAt);
    return found && !unwanted.has(found.token.value) ? found : undefined;
  }

  async function keep({ token, lifetimeMs }: Obtained): Promise<void> {
    const ttlMs = Math.max(1, Math.floor(token.expiresAt - options.clock.now()));
    const entry: Entry = { value: token.value, lifetimeMs, scopes: [...token.scopes] };
    await inTime(store.set(await keyed(), JSON.stringify(entry), ttlMs));
  }

  function keyed(): Promise<string> {
    key ??= keyOf(options.identity);
    return key;
  }

  async function outcomeOf(unwanted: ReadonlySet<string | undefined>): Promise<Outcome> {
    // Another process may have put one there while this one waited for the lock.
    const found = await find(unwanted);
    if (found) return { obtained: found };
    return options.obtain().then(
      (obtained) => ({ obtained }),
      (error: unknown) => ({ error }),
    );
  }

  return async ({ refused, current }) => {
    const unwanted = new Set([refused, current]);
    const outcomes: Outcome[] = [];
    try {
      const found = await find(unwanted);
      if (found) {
        failing = false;
        return found;
      }
      await store.withLock(await keyed(), async () => {
        const outcome = await outcomeOf(unwanted);
        outcomes.push(outcome);
        if ("obtained" in outcome && outcome.obtained.from === "server") await keep(outcome.obtained);
      });
      failing = false;
    } catch (error) {
      const values = [...outcomes.flatMap(tokenOf), ...unwanted].filter((value) => value !== undefined);
      if (!failing) options.onFailure(error, values);
      failing = true;
    }
    const [outcome] = outcomes;
    if (!outcome) return options.obtain();
    if ("error" in outcome) throw outcome.error;
    return outcome.obtained;
  };
}

/** What a store had in hand when it failed: clients of Redis hang the command on their errors. */
function tokenOf(outcome: Outcome): string | [] {
  return "obtained" in outcome ? outcome.obtained.token.value : [];
}

interface Entry {
  readonly value: string;
  readonly lifetimeMs: number;
  readonly scopes: readonly string[];
}

/** Undefined for what is not ours, or as good as over: it will be overwritten. */
function parse({ value: text, remainingMs }: StoredValue, askedAt: number): Obtained | undefined {
  const entry = readEntry(text);
  if (!entry || !(remainingMs > entry.lifetimeMs * UNUSABLE_SHARE)) return undefined;
  const { value, lifetimeMs, scopes } = entry;
  return {
    token: { value, expiresAt: askedAt + remainingMs, scopes: new Set(scopes) },
    lifetimeMs,
    from: "store",
  };
}

function readEntry(text: string): Entry | undefined {
  try {
    const { value, lifetimeMs, scopes }: Record<string, unknown> = JSON.parse(text);
    const isToken = typeof value === "string" && /^[!-~]+$/.test(value);
    if (!isToken || typeof lifetimeMs !== "number" || !isTexts(scopes)) return undefined;
    return { value, lifetimeMs, scopes };
  } catch {
    return undefined;
  }
}

function isTexts(value: unknown): value is string[] {
  return Array.isArray(value) && value.every((item) => typeof item === "string");
}

async function keyOf(identity: readonly string[]): Promise<string> {
  const bytes = new TextEncoder().encode(JSON.stringify(identity));
  const digest = new Uint8Array(await crypto.subtle.digest("SHA-256", bytes));
  return Array.from(digest, (byte) => byte.toString(16).padStart(2, "0")).join("");
}
