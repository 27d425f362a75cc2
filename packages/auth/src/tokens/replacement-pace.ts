/** Decides how often rejected tokens are replaced while a server rejects all of them. */
export interface ReplacementPace {
  /**
   * Returns how long a rejected token stays in use, in milliseconds. 0 means that it is replaced, and counts the
   * replacement.
   *
   * @param ageMs Time since the first use of the token.
   * @param lifetimeMs Lifetime of the token.
   */
  keptForMs(ageMs: number, lifetimeMs: number): number;
  /** Is called when a token was used until its refresh and no response rejected it: replacing tokens helps again. */
  served(): void;
}

const firstKeptMs = 1_000;
const longestKeptMs = 60_000;
/** If a token was accepted for this long, or for half of its lifetime, the server does not reject all tokens. */
const goodForMs = 120_000;

/**
 * The first rejected token is replaced at once. Its replacement is kept for one second, the next one for two, and so
 * on.
 */
export function replacementPace(): ReplacementPace {
  let replaced = 0;
  return {
    keptForMs(ageMs, lifetimeMs) {
      if (ageMs >= Math.min(goodForMs, lifetimeMs / 2)) replaced = 0;
      const keepMs = replaced === 0 ? 0 : Math.min(firstKeptMs * 2 ** (replaced - 1), longestKeptMs);
      if (ageMs < keepMs) return keepMs - ageMs;
      replaced++;
      return 0;
    },
    served() {
      replaced = 0;
    },
  };
}
