/** Returns a number in [0, 1) that depends only on its arguments, so that vehicles are the same on every machine. */
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

// FNV returns similar high bits for similar texts. The finalizer of MurmurHash3 mixes them.
function mix(state: number): number {
  let mixed = Math.imul(state ^ (state >>> 16), 0x85ebca6b);
  mixed = Math.imul(mixed ^ (mixed >>> 13), 0xc2b2ae35);
  return (mixed ^ (mixed >>> 16)) >>> 0;
}

export function pick<T>(choices: readonly [T, ...T[]], at: number): T {
  return choices[Math.floor(at * choices.length)] ?? choices[0];
}

/** Ids in a sequence that begins again after `clear`. */
export interface Ids {
  next(): string;
  clear(): void;
}

/** Returns request ids, 32 hexadecimal digits each. */
export function requestIds(random: Random): Ids {
  return countedIds((count) =>
    [0, 1, 2, 3].map((part) => hexDigits(random("request", count, part), 8)).join(""),
  );
}

/** Returns ids of messages, in the form of a UUID. */
export function messageIds(random: Random): Ids {
  return countedIds((count) => {
    const digits = (part: number, length: number) => hexDigits(random("message id", count, part), length);
    return `${digits(0, 8)}-${digits(1, 4)}-4${digits(2, 3)}-8${digits(3, 3)}-${digits(4, 6)}${digits(5, 6)}`;
  });
}

function countedIds(idOf: (count: number) => string): Ids {
  let count = 0;
  return {
    next: () => {
      count += 1;
      return idOf(count);
    },
    clear: () => {
      count = 0;
    },
  };
}

function hexDigits(part: number, length: number): string {
  return Math.floor(part * 16 ** length)
    .toString(16)
    .padStart(length, "0");
}
