import { nearestName } from "@high-mobility-ts/guards";
import type { Brand } from "@high-mobility-ts/schema";
import { brands } from "@high-mobility-ts/schema/facts";
import type { VehicleHint } from "./vehicle-hint.ts";

/** A brand that this version knows, or any other text: the platform adds brands at any time. */
export type AnyBrand = Brand | (string & {});

const known: readonly string[] = brands;

/** A longer text is not a brand: the file is broken. */
const longestBrand = 100;
const longestShown = 40;

/** Returns whether this version's specification lists the brand. The platform may accept more brands. */
export function isBrand(value: unknown): value is Brand {
  return typeof value === "string" && known.includes(value);
}

/** Returns why a brand cannot be sent, or `undefined`. */
export function brandProblem(value: unknown): string | undefined {
  if (typeof value !== "string" || value.trim() === "") return "the brand is missing";
  return value.length > longestBrand ? `the brand has ${value.length} characters` : undefined;
}

/** Returns what is unusual about a brand that is sent, or `undefined`. */
export function brandHint(brand: string): VehicleHint | undefined {
  if (isBrand(brand)) return undefined;
  const suggestion = probableBrand(brand);
  const written = JSON.stringify(brand.length > longestShown ? `${brand.slice(0, longestShown)}…` : brand);
  const unknown = `the brand ${written} is not in this version's list`;
  return suggestion === undefined
    ? { code: "brand-unknown", message: unknown }
    : { code: "brand-unknown", message: `${unknown}; did you mean "${suggestion}"?`, suggestion };
}

/**
 * Returns the known brand with the fewest changes of characters: at most two, and fewer than the text has characters.
 */
function probableBrand(brand: string): string | undefined {
  return nearestName(brand, known, Math.min(2, brand.length - 1));
}
