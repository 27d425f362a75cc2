import type { Eligibility } from "@high-mobility-ts/schema";
import type { EligibilityRule } from "../options.ts";
import type { PlatformState } from "../platform.ts";
import type { BrandName } from "./brands.ts";

interface EligibilityQuestion {
  readonly vin: string;
  readonly brand: BrandName;
}

/** Whether a vehicle can deliver data: what is known of it decides, then the first rule that fits, else it can. */
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

/** `*` stands for any characters, `?` for one. */
function matchesPattern(vin: string, pattern: string): boolean {
  const source = pattern
    .replaceAll(/[.+^${}()|[\]\\]/g, "\\$&")
    .replaceAll("*", ".*")
    .replaceAll("?", ".");
  return new RegExp(`^${source}$`).test(vin);
}
