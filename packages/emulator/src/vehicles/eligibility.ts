import type { Eligibility } from "@high-mobility-ts/schema";
import type { EligibilityRule } from "../options.ts";
import type { PlatformState } from "../platform.ts";
import type { BrandName } from "./brands.ts";

interface EligibilityQuestion {
  readonly vin: string;
  readonly brand: BrandName;
}

/**
 * Returns whether a vehicle can deliver data: its settings decide, then the first matching rule; the default is yes.
 */
export function eligibilityOf(
  { vehicles, settings }: PlatformState,
  question: EligibilityQuestion,
): Eligibility {
  const { vin, brand } = question;
  const vehicle = vehicles.get(vin);
  const rule = settings.eligibilityRules.find((each) => fits(each, question));
  const isOtherBrand = vehicle?.brand !== undefined && vehicle.brand !== brand;
  const eligible = !isOtherBrand && (vehicle?.eligible ?? rule?.eligible ?? true);
  return {
    vin,
    eligible,
    data_delivery: eligible ? [...(rule?.dataDelivery ?? (["pull", "push"] as const))] : [],
    connectivity_status: rule?.connectivityStatus ?? (eligible ? "activated" : "unknown"),
  };
}

function fits({ brand, vins = "*" }: EligibilityRule, question: EligibilityQuestion): boolean {
  return (brand === undefined || brand === question.brand) && matchesPattern(question.vin, vins);
}

/** `*` matches any characters, `?` matches one. */
function matchesPattern(vin: string, pattern: string): boolean {
  const source = pattern
    .replaceAll(/[.+^${}()|[\]\\]/g, "\\$&")
    .replaceAll("*", ".*")
    .replaceAll("?", ".");
  return new RegExp(`^${source}$`).test(vin);
}
