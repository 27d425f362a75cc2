import type { EligibilityRequest } from "@high-mobility-ts/schema";
import { coveredProperties } from "../oauth/property-scopes.ts";
import type { AuthenticatedCall, PlatformState } from "../platform.ts";
import { type OperationOutput, PlatformError } from "../responder/operation-output.ts";
import type { BrandName } from "./brands.ts";
import { deliveredData, nonDelivery } from "./delivered-data.ts";
import { eligibilityOf } from "./eligibility.ts";

export function checkEligibility(platform: PlatformState, { body }: AuthenticatedCall): OperationOutput {
  // The router validated the body against the specification.
  const question = body as EligibilityRequest;
  if (question.vin.length !== 17)
    throw new PlatformError(422, { detail: "should be 17 character(s)", source: "vin" });
  return { status: 200, body: eligibilityOf(platform, question) };
}

export function getVehicleData(platform: PlatformState, call: AuthenticatedCall): OperationOutput {
  const { vin, requestId } = call;
  const brand = consentedBrand(platform, call);
  const refusal = nonDelivery(platform, { vin, brand });
  if (refusal) throw refusal;
  const covered = coveredProperties(call.token.scopes);
  return { status: 200, body: deliveredData(platform, { vin, brand, requestId, covered }) };
}

/**
 * Returns the brand of a vehicle from its clearance or its owner's consent. Throws if the token does not allow its
 * data.
 */
function consentedBrand(platform: PlatformState, { vin, token }: AuthenticatedCall): BrandName {
  const { settings, vehicles } = platform;
  const { consent } = token;
  const isOther = token.vin !== undefined && token.vin !== vin;
  const clearance = platform.clearancesOf(token.app).get(vin);
  if (isOther) return refuseConsent();
  if (consent) {
    if (consent.effectiveAt > settings.clock.now()) return refusePending();
    return vehicles.get(vin)?.brand ?? clearance?.brand ?? "sandbox";
  }
  if (clearance?.status === "pending") return refusePending();
  return clearance?.status === "approved" ? clearance.brand : refuseConsent();
}

function refuseConsent(): never {
  throw new PlatformError(403, { detail: "No active consent for this vehicle" });
}

function refusePending(): never {
  throw new PlatformError(422, {
    title: "Pending",
    detail: "the clearance of this vehicle is still pending",
  });
}
