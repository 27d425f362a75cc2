// Loaded with `shared-tokens.ts`.
import type { StoredValue } from "../stores/token-store.ts";
import type { Obtained } from "./cached-tokens.ts";

export interface StoredLimits {
  /** The longest lifetime that counts. */
  readonly maxLifetimeMs: number;
  /** A token with no more than this share of its life left is not worth taking. */
  readonly unusableShare: number;
  /** Is called when a stored number is beyond what counts. */
  readonly onLimited: (receivedMs: number, usedMs: number) => void;
}

interface StoredToken {
  readonly value: string;
  readonly lifetimeMs: number;
  readonly scopes: readonly string[];
}

/** Returns what is stored of a token, and for how long. */
export function writeStored(
  { token, lifetimeMs }: Obtained,
  now: number,
  { maxLifetimeMs }: StoredLimits,
): { readonly text: string; readonly ttlMs: number } {
  const entry: StoredToken = { value: token.value, lifetimeMs, scopes: [...token.scopes] };
  const ttlMs = Math.min(Math.max(1, Math.floor(token.expiresAt - now)), maxLifetimeMs);
  return { text: JSON.stringify(entry), ttlMs };
}

/** Returns the stored token; undefined for what is not ours, or nearly expired: it will be overwritten. */
export function readStored(
  { value: text, remainingMs }: StoredValue,
  askedAt: number,
  limits: StoredLimits,
): Obtained | undefined {
  const entry = readEntry(text);
  if (!entry) return undefined;
  const { value, scopes } = entry;
  const limited = (receivedMs: number, maxMs: number) => {
    if (receivedMs > maxMs) limits.onLimited(receivedMs, maxMs);
    return Math.min(receivedMs, maxMs);
  };
  const lifetimeMs = limited(entry.lifetimeMs, limits.maxLifetimeMs);
  const leftMs = limited(remainingMs, lifetimeMs);
  // Written so that NaN is refused, too.
  if (!(leftMs > lifetimeMs * limits.unusableShare)) return undefined;
  return {
    token: { value, expiresAt: askedAt + leftMs, scopes: new Set(scopes) },
    lifetimeMs,
    from: "store",
  };
}

function readEntry(text: string): StoredToken | undefined {
  try {
    const { value, lifetimeMs, scopes }: Record<string, unknown> = JSON.parse(text);
    const isToken = typeof value === "string" && /^[!-~]+$/.test(value);
    if (!isToken || typeof lifetimeMs !== "number" || !(lifetimeMs > 0) || !isTexts(scopes)) return undefined;
    return { value, lifetimeMs, scopes };
  } catch {
    return undefined;
  }
}

function isTexts(value: unknown): value is string[] {
  return Array.isArray(value) && value.every((item) => typeof item === "string");
}
