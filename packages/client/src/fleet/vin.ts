import type { VehicleHint } from "./vehicle-hint.ts";

/** The result of `checkVin`. */
export interface VinCheck {
  /** Why the text cannot be a VIN, in sentences for people. Empty if it can be one. */
  readonly problems: readonly string[];
  /** What is unusual. The vehicle is sent nevertheless. */
  readonly hints: readonly VehicleHint[];
}

const vinLength = 17;
/**
 * The number of characters that are checked in a text that is too long for a VIN: a field of a broken file may be huge.
 */
const longestRead = 40;
const weights = [8, 7, 6, 5, 4, 3, 2, 10, 0, 9, 8, 7, 6, 5, 4, 3, 2];
const letterValues: Readonly<Record<string, number>> = {
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
const checkDigitAt = 8;

/**
 * Checks a vehicle identification number. It has 17 letters and digits; letters are sent as capitals. ISO 3779 leaves
 * out I,
 * O and Q, and 49 CFR 565.15 makes the ninth character a check digit, but vehicles that break these rules exist: both are
 * hints.
 *
 * @example checkVin("1M8GDM9A1KP042788").hints[0]?.code // "vin-check-digit"
 */
export function checkVin(vin: string): VinCheck {
  const problems = typeof vin === "string" ? vinProblems(vin) : ["the VIN is missing or is not a string"];
  return { problems, hints: problems.length > 0 ? [] : vinHints(vin) };
}

/** Separate from the hints, which are not needed for each of a million vehicles before it is sent. */
export function vinProblems(vin: string): readonly string[] {
  return /^[A-Z0-9]{17}$/i.test(vin) ? none : problemsOf(vin);
}

/** @param vin A VIN without problems, as written. */
export function vinHints(vin: string): VehicleHint[] {
  const sent = vin.toUpperCase();
  const hints: VehicleHint[] = [];
  if (vin !== sent)
    hints.push({ code: "vin-lower-case", message: `the VIN is sent as ${sent}`, suggestion: sent });
  const letters = [...new Set(sent.match(/[IOQ]/g))];
  if (letters.length > 0) {
    const message = `the VIN has ${letters.map(shown).join(", ")}, which ISO 3779 does not allow`;
    return [...hints, { code: "vin-letter", message }];
  }
  const [expected, actual] = [checkDigit(sent), sent.charAt(checkDigitAt)];
  if (actual !== expected)
    hints.push({ code: "vin-check-digit", message: `the check digit is ${actual}, expected ${expected}` });
  return hints;
}

const none: readonly string[] = [];

function problemsOf(vin: string): string[] {
  const problems: string[] = [];
  if (vin.length !== vinLength) problems.push(`the VIN has ${vin.length} characters, not ${vinLength}`);
  const foreign = new Set(vin.slice(0, longestRead).match(/[^A-Za-z0-9]/gu));
  if (foreign.size > 0)
    problems.push(`the VIN has ${[...foreign].map(shown).join(", ")}, which a VIN cannot contain`);
  return problems;
}

function checkDigit(vin: string): string {
  let sum = 0;
  for (let at = 0; at < vinLength; at++) {
    const character = vin.charAt(at);
    sum += (letterValues[character] ?? Number(character)) * (weights[at] ?? 0);
  }
  return sum % 11 === 10 ? "X" : String(sum % 11);
}

function shown(character: string): string {
  return JSON.stringify(character);
}
