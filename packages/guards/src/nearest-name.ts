/** A longer text is not a mistyped name, and comparing it would take time. */
const longestName = 64;

/**
 * Returns the most similar name: the one with the fewest changed, added or removed characters, ignoring case.
 * Returns undefined if every name differs in more than `maxDistance` characters.
 */
export function nearestName(
  text: string,
  names: Iterable<string>,
  maxDistance: number = Number.POSITIVE_INFINITY,
): string | undefined {
  if (text.length > longestName) return undefined;
  const written = text.trim().toLowerCase();
  let nearest: string | undefined;
  let least = maxDistance + 1;
  for (const name of names) {
    const distance = editDistance(written, name.toLowerCase());
    if (distance >= least) continue;
    least = distance;
    nearest = name;
  }
  return nearest;
}

/** Levenshtein's distance. */
function editDistance(from: string, to: string): number {
  const row = Array.from({ length: to.length + 1 }, (_value, index) => index);
  for (let i = 0; i < from.length; i++) {
    let diagonal = i;
    row[0] = i + 1;
    for (let j = 0; j < to.length; j++) {
      const above = row[j + 1] ?? 0;
      const changed = diagonal + (from[i] === to[j] ? 0 : 1);
      row[j + 1] = Math.min(above + 1, (row[j] ?? 0) + 1, changed);
      diagonal = above;
    }
  }
  return row[to.length] ?? 0;
}
