import type { Clearance, ClearanceFilter, ClearanceRequest, ClearanceResult } from "@high-mobility-ts/schema";
import { brands } from "@high-mobility-ts/schema/facts";
import { tokenBody } from "../oauth/token-endpoints.ts";
import type { App } from "../options.ts";
import type { AuthenticatedCall, PlatformState } from "../platform.ts";
import { type OperationOutput, PlatformError } from "../responder/operation-output.ts";
import { matches } from "./clearance-filter.ts";
import { decideClearance, hasEnded, missingTag, removalStatus } from "./clearance-rules.ts";
import { type Clearances, type ClearanceView, toClearance } from "./clearances.ts";

const documentedBrands: ReadonlySet<unknown> = new Set(brands);

export function createClearances(
  platform: PlatformState,
  { body, token }: AuthenticatedCall,
): OperationOutput {
  // The router validated the body. Errors of single vehicles are reported one by one here.
  const { vehicles } = body as ClearanceRequest;
  const clearances = platform.clearancesOf(token.app);
  const results = vehicles.map((vehicle): ClearanceResult => {
    const { vin, brand } = vehicle;
    const fault = faultOf(vehicle, platform, token.app);
    if (fault !== undefined) return { vin: String(vin ?? ""), status: "error", description: fault };
    const existing = clearances.get(vin);
    if (existing && !hasEnded(existing.status)) return resultOf(existing);
    clearances.add({ vin, brand, tags: vehicle.tags, outcome: decideClearance(platform, vin, brand) });
    return { vin, status: "pending", tags: vehicle.tags ?? {} };
  });
  return { status: 200, body: { vehicles: results } };
}

function faultOf(
  { vin, brand, tags = {} }: ClearanceRequest["vehicles"][number],
  { extension }: PlatformState,
  app: App,
): string | undefined {
  if (typeof vin !== "string" || vin.length !== 17) return "vin should be 17 character(s)";
  if (!documentedBrands.has(brand) && !extension.brands.has(brand)) return "The brand is invalid";
  const areTags = typeof tags === "object" && Object.values(tags).every((value) => typeof value === "string");
  if (!areTags) return "tags are a map from text to text";
  const missing = missingTag(app, { brand, tags });
  return missing === undefined ? undefined : `the tag ${missing} can't be blank`;
}

function resultOf({ vin, status, tags }: ClearanceView): ClearanceResult {
  // A status that the specification does not list was set on purpose.
  return { vin, status, tags: tags ?? {} } as ClearanceResult;
}

export function listClearances(
  platform: PlatformState,
  { query, token }: AuthenticatedCall,
): OperationOutput {
  // The router validated the filter against the specification.
  const filter = JSON.parse(query.get("filter") ?? "{}") as ClearanceFilter;
  const body: Clearance[] = [];
  for (const clearance of candidates(platform.clearancesOf(token.app), filter))
    if (matches(clearance, filter)) body.push(toClearance(clearance));
  return { status: 200, body };
}

/** A single VIN is looked up, not searched in the whole list. */
function candidates(clearances: Clearances, { vin }: ClearanceFilter): Iterable<ClearanceView> {
  if (vin?.operator !== "eq") return clearances.list();
  const found = clearances.get(vin.value);
  return found ? [found] : [];
}

export function getClearance(platform: PlatformState, call: AuthenticatedCall): OperationOutput {
  return { status: 200, body: toClearance(findClearance(platform, call)) };
}

function findClearance(platform: PlatformState, { vin, token }: AuthenticatedCall): ClearanceView {
  const clearance = platform.clearancesOf(token.app).get(vin);
  if (clearance) return clearance;
  throw new PlatformError(404, { detail: "there is no clearance for this VIN", source: "vin" });
}

export function deleteClearance(platform: PlatformState, call: AuthenticatedCall): OperationOutput {
  const clearance = findClearance(platform, call);
  const { vin, status, tags } = clearance;
  const through = removalStatus(platform, clearance);
  if (through === undefined) {
    const detail = !hasEnded(status) ? "Clearance is in transition mode" : "Clearance is already removed";
    throw new PlatformError(409, { detail, source: "vin" });
  }
  platform.clearancesOf(call.token.app).remove(vin, through);
  return { status: 200, body: { vin, status: through, tags: tags ?? {} } };
}

/**
 * The specification documents no errors here: if a clearance cannot be canceled, the response is a 200 with the status
 * `error`.
 */
export function cancelClearance(platform: PlatformState, call: AuthenticatedCall): OperationOutput {
  const { vin } = call;
  const clearance = platform.clearancesOf(call.token.app).get(vin);
  if (clearance?.status !== "pending") {
    const description = clearance
      ? `the clearance is ${clearance.status}`
      : "there is no clearance for this VIN";
    return { status: 200, body: { vin, status: "error", description } };
  }
  try {
    return deleteClearance(platform, call);
  } catch (refusal) {
    if (!(refusal instanceof PlatformError)) throw refusal;
    return { status: 200, body: { vin, status: "error", description: refusal.message } };
  }
}

export async function createVehicleAccessToken(
  platform: PlatformState,
  call: AuthenticatedCall,
): Promise<OperationOutput> {
  // The router validated the body against the specification.
  const { vin } = call.body as { readonly vin: string };
  const { app } = call.token;
  if (platform.clearancesOf(app).get(vin)?.status !== "approved")
    throw new PlatformError(400, { detail: "the vehicle is not approved", error: "invalid_request" });
  const token = await platform.tokens.issue(
    { app, vin, scopes: ["vehicle:data"] },
    `${call.origin}/v1/auth_tokens`,
  );
  return { status: 200, body: tokenBody(token, platform.settings.clock.now()) };
}
