/** What is to be said about a VIN. */
export interface VinCheck {
  /** Why it cannot be a VIN (ISO 3779); empty when it can. */
  readonly problems: readonly string[];
  /** What is unusual: its check digit does not match, as is common, and allowed, outside of North America and China. */
  readonly warnings: readonly string[];
}

const LENGTH = 17;
/** Of what is too long to be a VIN, so many characters are looked at: a field of a broken file may have no end. */
const LONGEST_READ = 40;
const WEIGHTS = [8, 7, 6, 5, 4, 3, 2, 10, 0, 9, 8, 7, 6, 5, 4, 3, 2];
const LETTER_VALUES: Readonly<Record<string, number>> = {
  // biome-ignore format: three rows, as the standard has them
  A: 1,
  B: 2,
  C: 3,
  D: 4,
  E: 5,
  F: 6,
  G: 7,
  H: 8,
  J: 1,
  K: 2,
  L: 3,
  M: 4,
  N: 5,
  P: 7,
  R: 9,
  S: 2,
  T: 3,
  U: 4,
  V: 5,
  W: 6,
  X: 7,
  Y: 8,
  Z: 9,
};
const CHECK_DIGIT_AT = 8;

/**
 * Looks at a vehicle identification number: 17 characters, capital letters without I, O and Q, and digits (ISO 3779); the
 * ninth is a check digit (49 CFR 565.15) where the maker uses one.
 */
export function checkVin(vin: string): VinCheck {
  const problems = vinProblems(vin);
  return { problems, warnings: problems.length > 0 ? none : vinWarnings(vin) };
}

/** Apart from the warnings: of a million vehicles under way, nobody has read those yet. */
export function vinProblems(vin: string): readonly string[] {
  return /^[A-HJ-NPR-Z0-9]{17}$/.test(vin) ? none : problemsOf(vin);
}

/** @param vin One without problems. */
export function vinWarnings(vin: string): readonly string[] {
  const expected = checkDigit(vin);
  const actual = vin.charAt(CHECK_DIGIT_AT);
  return actual === expected ? none : [`the check digit is ${actual} and would be ${expected}`];
}

const none: readonly string[] = [];

function problemsOf(vin: string): string[] {
  const problems: string[] = [];
  if (vin.length !== LENGTH) problems.push(`the VIN has ${vin.length} characters, not ${LENGTH}`);
  if (vin !== vin.toUpperCase()) problems.push("the VIN has small letters: use capitals");
  const foreign = new Set(
    vin
      .slice(0, LONGEST_READ)
      .toUpperCase()
      .match(/[^A-HJ-NPR-Z0-9]/gu),
  );
  if (foreign.size > 0) problems.push(`the VIN has ${[...foreign].map(shown).join(", ")}, which no VIN has`);
  return problems;
}

function checkDigit(vin: string): string {
  let sum = 0;
  for (let at = 0; at < LENGTH; at++) {
    const character = vin.charAt(at);
    sum += (LETTER_VALUES[character] ?? Number(character)) * (WEIGHTS[at] ?? 0);
  }
  return sum % 11 === 10 ? "X" : String(sum % 11);
}

function shown(character: string): string {
  return JSON.stringify(character);
}
