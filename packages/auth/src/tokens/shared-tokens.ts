// This module is loaded with the first token that is shared. It imports no code that the rest of the package uses: such
// code would become a separate file for every app, even if it shares no tokens (docs/decisions/0051).
import type { Clock } from "../options/clock.ts";
import type { TokenStore } from "../stores/token-store.ts";
import { withDeadline } from "../stores/with-deadline.ts";
import type { CacheOptions, Obtained } from "./cached-tokens.ts";
import { readStored, type StoredLimits, writeStored } from "./stored-token.ts";

export interface SharingOptions extends StoredLimits {
  readonly store: TokenStore;
  /** Identifies the token: token URL, client id, key id and scope. */
  readonly identity: readonly string[];
  readonly clock: Clock;
  /** Is called once when the store fails, until it works again. `values` are the tokens that the error may contain. */
  readonly onFailure: (error: unknown, values: readonly string[]) => void;
  /** Gets a token from the server. */
  readonly obtain: () => Promise<Obtained>;
}

type ObtainResult = { readonly obtained: Obtained } | { readonly error: unknown };

const storeTimeoutMs = 2_000;
/** How long another process may hold the lock before this process requests its own token. */
const lockTimeoutMs = 10_000;

/** Looks for a token in the store first, and stores a new one, so that all processes need one request. */
export function sharedTokens(options: SharingOptions): CacheOptions["obtain"] {
  const { store, clock } = options;
  let key: Promise<string> | undefined;
  let failing = false;

  async function find(unwanted: ReadonlySet<string | undefined>): Promise<Obtained | undefined> {
    const name = await keyed();
    const askedAt = clock.now();
    const stored = await inTime(store.get(name));
    // Counted from the time of the request, because the response may have taken long.
    const found = stored && readStored(stored, askedAt, options);
    return found && !unwanted.has(found.token.value) ? found : undefined;
  }

  async function keep(obtained: Obtained): Promise<void> {
    const { text, ttlMs } = writeStored(obtained, clock.now(), options);
    await inTime(store.set(await keyed(), text, ttlMs));
  }

  function keyed(): Promise<string> {
    key ??= keyOf(options.identity);
    return key;
  }

  async function resultOf(unwanted: ReadonlySet<string | undefined>): Promise<ObtainResult> {
    // Another process may have stored a token while this process waited for the lock.
    const found = await find(unwanted);
    if (found) return { obtained: found };
    return options.obtain().then(
      (obtained) => ({ obtained }),
      (error: unknown) => ({ error }),
    );
  }

  return async ({ refused, current }) => {
    const unwanted = new Set([refused, current]);
    const results: ObtainResult[] = [];
    try {
      const found = await find(unwanted);
      if (found) {
        failing = false;
        return found;
      }
      await locked(store, await keyed(), async () => {
        const result = await resultOf(unwanted);
        results.push(result);
        if ("obtained" in result && result.obtained.from === "server") await keep(result.obtained);
      });
      failing = false;
    } catch (error) {
      const values = [...results.flatMap(tokenOf), ...unwanted].filter((value) => value !== undefined);
      if (!failing) options.onFailure(error, values);
      failing = true;
    }
    const [result] = results;
    if (!result) return options.obtain();
    if ("error" in result) throw result.error;
    return result.obtained;
  };
}

/** Ends the wait for a store that does not respond. */
function inTime<T>(response: Promise<T>): Promise<T> {
  return withDeadline(response, storeTimeoutMs, "the token store");
}

/** Runs the work under the lock of a key. Rejects if the lock is not acquired or released in time. */
async function locked(store: TokenStore, key: string, work: () => Promise<void>): Promise<void> {
  let abandoned = false;
  let release: Promise<void> | undefined;
  // The promise is in an object, so that acquiring the lock and working remain two steps.
  const entered = new Promise<{ readonly working: Promise<void> }>((resolve, reject) => {
    release = store.withLock(key, async () => {
      // No caller waits for it any more.
      if (abandoned) return;
      const working = work();
      resolve({ working });
      await working;
    });
    release.then(() => resolve({ working: Promise.resolve() }), reject);
  });
  try {
    const { working } = await withDeadline(entered, lockTimeoutMs, "the lock of the token store");
    await working;
  } catch (error) {
    abandoned = true;
    throw error;
  }
  if (release) await inTime(release);
}

/** The values that were passed to the store: clients of Redis attach the command to their errors. */
function tokenOf(result: ObtainResult): string | [] {
  return "obtained" in result ? result.obtained.token.value : [];
}

async function keyOf(identity: readonly string[]): Promise<string> {
  const bytes = new TextEncoder().encode(JSON.stringify(identity));
  const digest = new Uint8Array(await crypto.subtle.digest("SHA-256", bytes));
  return Array.from(digest, (byte) => byte.toString(16).padStart(2, "0")).join("");
}
