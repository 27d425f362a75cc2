import type { Brand } from "@high-mobility-ts/schema";
import { brands } from "@high-mobility-ts/schema/facts";

const known: readonly string[] = brands;

export function isBrand(value: unknown): value is Brand {
  return typeof value === "string" && known.includes(value);
}

/** What is wrong with a brand, with the nearest that exists; undefined when nothing is. */
export function brandProblem(value: unknown): string | undefined {
  if (isBrand(value)) return undefined;
  if (typeof value !== "string" || value === "") return "the brand is missing";
  // No brand is half as long, and a field of a broken file may have no end.
  const written = value.length > LONGEST_SHOWN ? `${value.slice(0, LONGEST_SHOWN)}…` : value;
  return `the brand ${JSON.stringify(written)} does not exist; did you mean ${JSON.stringify(nearestBrand(written))}?`;
}

const LONGEST_SHOWN = 40;

function nearestBrand(text: string): string {
  const written = text.trim().toLowerCase();
  const wanted = written === "vw" ? "volkswagen" : written;
  const distances = known.map((brand) => ({
    brand,
    // "Volvo" is nearer to "volvo-cars" than to "bmw", which takes fewer changes.
    distance: brand.startsWith(wanted) || wanted.startsWith(brand) ? 0 : editDistance(wanted, brand),
  }));
  return distances.reduce((best, one) => (one.distance < best.distance ? one : best)).brand;
}

/** Levenshtein's distance: how many characters must be changed, added or taken out. */
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
