import type { App, EmulatorSettings } from "../options.ts";
import type { PlatformState } from "../platform.ts";
import type { OperationOutput } from "../responder/operation-output.ts";
import type { BrandName } from "../vehicles/brands.ts";
import { simulatedProperties } from "../vehicles/vehicle-data.ts";
import { isPublic } from "./client-authentication.ts";
import { consentPage, type SuggestedVehicle } from "./consent-page.ts";
import { mayAskFor, propertyScope, vehicleDataScope } from "./property-scopes.ts";

/** The path of the platform's owner panel, on which a vehicle's owner consents. */
export const consentPath = "/oauth/new";

/** Brands whose owners confirm in the carmaker's own portal, and how long this takes. */
const confirmedElsewhere: ReadonlySet<BrandName> = new Set<BrandName>(["bmw", "mini"]);

/** An authorization request, from the query of the page or the fields of its form. */
export type ConsentFields = Readonly<Record<string, string>>;

interface OwnerQuestion {
  readonly app: App;
  readonly redirectUri: string;
  readonly scopes: readonly string[];
  readonly state: string | undefined;
  readonly codeChallenge: string | undefined;
}

/** Shows the consent page. @see https://www.rfc-editor.org/rfc/rfc6749#section-4.1.1 */
export function showConsent(platform: PlatformState, fields: ConsentFields): OperationOutput {
  return withRequest(platform, fields, ({ app, scopes }) => ({
    status: 200,
    page: consentPage({ app, scopes, fields, vehicles: suggestedVehicles(platform) }),
  }));
}

/** Processes the form: redirects to the application with a code, or with `access_denied`. */
export function decideConsent(platform: PlatformState, fields: ConsentFields): OperationOutput {
  return withRequest(platform, fields, (request) => {
    const { app, scopes } = request;
    const { decision, vin = "" } = fields;
    if (decision === "deny") return backWith(request, { error: "access_denied" });
    const problem = vin.length === 17 ? "decision must be approve or deny" : "a VIN has 17 characters";
    if (decision !== "approve" || vin.length !== 17)
      return {
        status: 422,
        page: consentPage({ app, scopes, fields, vehicles: suggestedVehicles(platform), problem }),
      };
    return backWith(request, { code: codeFor(platform, request, vin) });
  });
}

function codeFor(
  { codes, settings, vehicles, lifeCycle }: PlatformState,
  { app, scopes, redirectUri, codeChallenge }: OwnerQuestion,
  vin: string,
): string {
  const brand = vehicles.get(vin)?.brand;
  const delayMs = brand !== undefined && confirmedElsewhere.has(brand) ? lifeCycle.approvalDelayMs(brand) : 0;
  const consent = { id: crypto.randomUUID(), effectiveAt: settings.clock.now() + delayMs };
  const isOpaque = settings.ownerTokens === "opaque";
  return codes.issue({ grant: { app, scopes, vin, consent, isOpaque }, redirectUri, codeChallenge });
}

function defaultScope({ ownerTokens }: EmulatorSettings): string {
  return ownerTokens === "opaque" ? simulatedProperties().map(propertyScope).join(" ") : vehicleDataScope;
}

/** A request whose client or redirect URI is wrong is never redirected (RFC 6749 section 4.1.2.1). */
function withRequest(
  { settings }: PlatformState,
  fields: ConsentFields,
  answer: (request: OwnerQuestion) => OperationOutput,
): OperationOutput {
  const { client_id: clientId, redirect_uri: redirectUri = "", state } = fields;
  const app = settings.apps.find((each) => each.clientId === clientId);
  if (!app) return { status: 400, page: consentPage({ problem: "client_id is invalid" }) };
  if (!app.redirectUris?.includes(redirectUri))
    return { status: 400, page: consentPage({ problem: "redirect_uri is not one of the application's" }) };
  const scopes = (fields["scope"] ?? defaultScope(settings)).split(" ").filter((scope) => scope !== "");
  const request = { app, redirectUri, scopes, state, codeChallenge: fields["code_challenge"] };
  const fault = faultOf(request, fields);
  return fault ? backWith(request, fault) : answer(request);
}

interface AuthorizationError {
  readonly error: "invalid_request" | "unsupported_response_type" | "invalid_scope" | "access_denied";
  readonly error_description?: string;
}

function faultOf(
  { app, scopes, codeChallenge }: OwnerQuestion,
  { response_type: responseType = "code", code_challenge_method: method = "S256" }: ConsentFields,
): AuthorizationError | undefined {
  if (responseType !== "code") return { error: "unsupported_response_type" };
  const { scopes: allowed } = app;
  if (scopes.length === 0 || (allowed && scopes.some((scope) => !mayAskFor(allowed, scope))))
    return { error: "invalid_scope" };
  if (codeChallenge === undefined)
    return isPublic(app)
      ? { error: "invalid_request", error_description: "code_challenge can't be blank" }
      : undefined;
  if (method !== "S256")
    return { error: "invalid_request", error_description: "code_challenge_method must be S256" };
  if (!/^[\w-]{43}$/.test(codeChallenge))
    return { error: "invalid_request", error_description: "code_challenge is invalid" };
  return undefined;
}

function backWith(
  { redirectUri, state }: OwnerQuestion,
  result: AuthorizationError | { readonly code: string },
): OperationOutput {
  const location = new URL(redirectUri);
  for (const [name, value] of Object.entries(result)) location.searchParams.set(name, value);
  if (state !== undefined) location.searchParams.set("state", state);
  return { status: 302, headers: { location: location.href } };
}

function suggestedVehicles({ vehicles }: PlatformState): readonly SuggestedVehicle[] {
  const suggested: SuggestedVehicle[] = [];
  for (const { vin, brand } of vehicles.values()) if (suggested.push({ vin, brand }) === 50) break;
  return suggested;
}
