/** Replaces VINs by names such as `vin-1`, and names by VINs. The same VIN always has the same name. */
export interface VinMask {
  /** Returns the text with names instead of VINs. */
  mask(text: string): string;
  /** Returns the value with VINs instead of names. */
  unmask(value: unknown): unknown;
}

const word = /[A-Za-z0-9]+/g;

/**
 * Matches 17 letters and digits outside of longer words: VINs of ISO 3779, and the platform's VINs, which may
 * have I, O and Q.
 */
function isVin(text: string): boolean {
  return text.length === 17 && /\d/.test(text);
}

/** Returns a mask for one session. */
export function vinMask(): VinMask {
  const names = new Map<string, string>();
  const vins = new Map<string, string>();

  function nameOf(vin: string): string {
    const key = vin.toUpperCase();
    const known = names.get(key);
    if (known !== undefined) return known;
    const name = `vin-${names.size + 1}`;
    names.set(key, name);
    vins.set(name, key);
    return name;
  }

  function unmask(value: unknown): unknown {
    if (typeof value === "string") return vins.get(value.toLowerCase()) ?? value;
    if (Array.isArray(value)) return value.map(unmask);
    if (typeof value !== "object" || value === null) return value;
    return Object.fromEntries(Object.entries(value).map(([name, member]) => [name, unmask(member)]));
  }

  return { mask: (text) => text.replace(word, (each) => (isVin(each) ? nameOf(each) : each)), unmask };
}

/** A mask that changes nothing. */
export const noMask: VinMask = { mask: (text) => text, unmask: (value) => value };
