import type { Eligibility, EligibilityRequest } from "@high-mobility-ts/schema";
import type { AuthenticatedCall, Platform } from "../platform.ts";
import { type Answer, Refusal } from "../responder/answer.ts";
import { vehicleDataAt } from "./vehicle-data.ts";

export function checkEligibility({ vehicles }: Platform, { body }: AuthenticatedCall): Answer {
  // The router validated the body against the specification.
  const { vin, brand } = body as EligibilityRequest;
  if (vin.length !== 17) throw new Refusal(422, { detail: "a VIN has 17 characters", source: "vin" });
  const vehicle = vehicles.get(vin);
  const eligible = vehicle?.eligible !== false && (vehicle?.brand === undefined || vehicle.brand === brand);
  const answer: Eligibility = {
    vin,
    eligible,
    data_delivery: eligible ? ["pull", "push"] : [],
    connectivity_status: eligible ? "activated" : "unknown",
  };
  return { status: 200, body: answer };
}

export function getVehicleData(platform: Platform, { vin, token, requestId }: AuthenticatedCall): Answer {
  const clearance = platform.clearancesOf(token.app).get(vin);
  const isOther = token.vin !== undefined && token.vin !== vin;
  if (clearance?.status === "pending" && !isOther)
    throw new Refusal(422, { title: "Pending", detail: "the clearance of this vehicle is still pending" });
  if (clearance?.status !== "approved" || isOther)
    throw new Refusal(403, { detail: "there is no consent for this vehicle" });
  const vehicle = platform.vehicles.get(vin);
  if (vehicle?.privacyMode) throw new Refusal(403, { detail: "the driver turned on privacy mode" });
  if (vehicle?.asleep)
    throw new Refusal(408, { detail: "the vehicle does not answer: it is asleep or offline" });
  const { random, settings } = platform;
  const now = settings.clock.now();
  return { status: 200, body: vehicleDataAt({ vin, brand: clearance.brand, now, random, requestId }) };
}
