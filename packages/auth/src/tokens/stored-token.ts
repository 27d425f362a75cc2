// Loaded with `shared-tokens.ts`.
import type { StoredValue } from "../stores/token-store.ts";
import type { Obtained } from "./cached-tokens.ts";

export interface StoredLimits {
  /** Longer lifetimes are reduced to this. */
  readonly maxLifetimeMs: number;
  /** A stored token with a smaller share of its lifetime left is not used. */
  readonly unusableShare: number;
  /** Is called if a stored number is out of bounds. */
  readonly onLimited: (receivedMs: number, usedMs: number) => void;
}

interface StoredToken {
  readonly value: string;
  readonly lifetimeMs: number;
  readonly scopes: readonly string[];
}

/** Returns the text and the lifetime under which a token is stored. */
export function writeStored(
  { token, lifetimeMs }: Obtained,
  now: number,
  { maxLifetimeMs }: StoredLimits,
): { readonly text: string; readonly ttlMs: number } {
  const entry: StoredToken = { value: token.value, lifetimeMs, scopes: [...token.scopes] };
  const ttlMs = Math.min(Math.max(1, Math.floor(token.expiresAt - now)), maxLifetimeMs);
  return { text: JSON.stringify(entry), ttlMs };
}

/**
 * Returns the stored token; undefined if the text has another format or the token has nearly expired. It will be
 * overwritten.
 */
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
  // The condition is written so that NaN is rejected, too.
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
