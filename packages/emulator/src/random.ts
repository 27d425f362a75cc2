/** A number in [0, 1) that depends on its parts alone: the same vehicle is the same on every machine. */
export type Random = (...parts: readonly (string | number)[]) => number;

export function seededRandom(seed: number): Random {
  return (...parts) => {
    let state = (0x811c9dc5 ^ seed) >>> 0;
    const text = parts.join("\u0000");
    for (let index = 0; index < text.length; index++)
      state = Math.imul(state ^ text.charCodeAt(index), 0x01000193) >>> 0;
    return mix(state) / 2 ** 32;
  };
}

// FNV alone leaves similar texts with similar high bits; the finalizer of MurmurHash3 spreads them.
function mix(state: number): number {
  let mixed = Math.imul(state ^ (state >>> 16), 0x85ebca6b);
  mixed = Math.imul(mixed ^ (mixed >>> 13), 0xc2b2ae35);
  return (mixed ^ (mixed >>> 16)) >>> 0;
}

export function pick<T>(choices: readonly [T, ...T[]], at: number): T {
  return choices[Math.floor(at * choices.length)] ?? choices[0];
}

/** Request ids, 32 hexadecimal digits each: the same ones again after `clear`. */
export function requestIds(random: Random): { next(): string; clear(): void } {
  let count = 0;
  const word = (part: number): string =>
    Math.floor(random("request", count, part) * 2 ** 32)
      .toString(16)
      .padStart(8, "0");
  return {
    next: () => {
      count += 1;
      return word(0) + word(1) + word(2) + word(3);
    },
    clear: () => {
      count = 0;
    },
  };
}
