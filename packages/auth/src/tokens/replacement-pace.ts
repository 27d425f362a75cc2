/** Decides how often refused tokens are replaced while a server refuses every one of them. */
export interface ReplacementPace {
  /**
   * Returns for how long a refused token stays in use, in milliseconds; 0: it is replaced, and counts as such.
   *
   * @param ageMs How long ago the token came into use.
   * @param lifetimeMs How long it is accepted from its issue on.
   */
  keptForMs(ageMs: number, lifetimeMs: number): number;
  /** A token has served until it was due to be refreshed, and no response refused it: replacing tokens helps again. */
  served(): void;
}

const firstKeptMs = 1_000;
const longestKeptMs = 60_000;
/** A token that was good for this long, or for half of its life, was not refused because every token is. */
const goodForMs = 120_000;

/** The first refused token is replaced at once; one that replaced it is kept for a second, the next one for two, and so on. */
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
