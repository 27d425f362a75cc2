/** Replaces VINs by names such as `vin-1`, the same for the same VIN, and back. */
export interface VinMask {
  /** Returns a text without VINs. */
  mask(text: string): string;
  /** Returns a value whose texts have VINs again. */
  unmask(value: unknown): unknown;
}

const word = /[A-Za-z0-9]+/g;

/** 17 letters and digits, not inside a longer word: ISO 3779, and the platform's VINs with I, O and Q. */
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

/** Leaves everything as it is. */
export const noMask: VinMask = { mask: (text) => text, unmask: (value) => value };
