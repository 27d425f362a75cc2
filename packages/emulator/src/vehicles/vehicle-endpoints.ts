import type { EligibilityRequest } from "@high-mobility-ts/schema";
import { coveredProperties } from "../oauth/property-scopes.ts";
import type { AuthenticatedCall, PlatformState } from "../platform.ts";
import { type OperationOutput, PlatformError } from "../responder/operation-output.ts";
import { applyProfile } from "./brand-profiles.ts";
import type { BrandName } from "./brands.ts";
import { eligibilityOf } from "./eligibility.ts";
import { vehicleDataAt } from "./vehicle-data.ts";

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
  const { random, settings, vehicles } = platform;
  const vehicle = vehicles.get(vin);
  if (vehicle?.consentRemoved) throw new PlatformError(401, { detail: "Consent is removed by OEM" });
  if (vehicle?.privacyMode) throw new PlatformError(403, { detail: "Privacy mode is active" });
  const outage = platform.carmakers.outageOf(brand);
  if (outage) throw new PlatformError(outage, { detail: `${brand} does not deliver data at the moment` });
  if (vehicle?.asleep)
    throw new PlatformError(408, { detail: "the vehicle does not answer: it is asleep or offline" });
  const now = settings.clock.now();
  const { powertrain, failures = {} } = vehicle ?? {};
  const data = vehicleDataAt({ vin, brand, now, random, requestId, powertrain });
  const timestamp = new Date(now).toISOString();
  const covered = coveredProperties(call.token.scopes);
  const body = applyProfile(data, { profile: settings.brandProfiles[brand], covered, failures, timestamp });
  return { status: 200, body };
}

/** The brand of a vehicle whose data the token may have, from its fleet's clearance or its owner's consent. */
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
