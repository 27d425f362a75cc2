/** Decides how often refused tokens are replaced while a server refuses every one of them. */
export interface ReplacementPace {
  /**
   * Returns for how long a refused token stays in use, in milliseconds; 0: it is replaced, and counts as such.
   *
   * @param ageMs How long ago the token came into use.
   */
  keptForMs(ageMs: number): number;
}

const firstKeptMs = 1_000;
const longestKeptMs = 60_000;
/** A token that was good for this long was not refused because every token is. */
const goodForMs = 120_000;

/** The first refused token is replaced at once; one that replaced it is kept for a second, the next one for two, and so on. */
export function replacementPace(): ReplacementPace {
  let replaced = 0;
  return {
    keptForMs(ageMs) {
      if (ageMs >= goodForMs) replaced = 0;
      const keepMs = replaced === 0 ? 0 : Math.min(firstKeptMs * 2 ** (replaced - 1), longestKeptMs);
      if (ageMs < keepMs) return keepMs - ageMs;
      replaced++;
      return 0;
    },
  };
}
