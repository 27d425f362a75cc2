import type {
  AccessTokenRequest,
  AccessTokenResponse,
  AccessTokenRevocation,
} from "@high-mobility-ts/schema";
import { operations } from "@high-mobility-ts/schema/operations";
import type { App } from "../options.ts";
import type { AuthenticatedCall, OperationCall, PlatformState } from "../platform.ts";
import { type OperationOutput, PlatformError } from "../responder/operation-output.ts";
import type { IssuedGrant, IssuedToken } from "./access-tokens.ts";
import { authenticateClient, isPublic } from "./client-authentication.ts";

const allScopes: readonly string[] = [...new Set(Object.values(operations).flatMap(({ scopes }) => scopes))];

/** @see https://www.rfc-editor.org/rfc/rfc6749#section-3.2 */
export async function createAccessToken(
  platform: PlatformState,
  call: OperationCall,
): Promise<OperationOutput> {
  // The router validated the body against the specification.
  const request = call.body as AccessTokenRequest;
  const { settings, assertions } = platform;
  const audiences = [`${call.origin}/v1`, ...settings.audiences];
  const app = await authenticateClient(request, { apps: settings.apps, assertions, audiences });
  const token = await platform.tokens.issue(
    await grantFor(platform, app, request),
    `${call.origin}/v1/auth_tokens`,
  );
  return { status: 200, body: tokenBody(token, settings.clock.now()) };
}

async function grantFor(
  { tokens, codes }: PlatformState,
  app: App,
  request: AccessTokenRequest,
): Promise<IssuedGrant> {
  switch (request.grant_type) {
    case "client_credentials":
      return isPublic(app)
        ? refuse("grant_type is not for a client without credentials")
        : { app, scopes: app.scopes ?? allScopes };
    case "refresh_token":
      return tokens.redeem(request.refresh_token ?? "", app) ?? refuse("refresh_token is invalid");
    case "authorization_code":
      return codes.redeem({
        app,
        code: request.code ?? "",
        redirectUri: request.redirect_uri,
        codeVerifier: request.code_verifier,
      });
    default:
      return request.grant_type satisfies never;
  }
}

function refuse(detail: string): never {
  throw new PlatformError(400, { detail });
}

export function tokenBody(token: IssuedToken, now: number): AccessTokenResponse {
  const { value, scopes, refreshToken, consent, lifetimeSeconds } = token;
  return {
    access_token: value,
    token_type: "bearer",
    expires_in: lifetimeSeconds,
    scope: scopes.join(" "),
    ...(refreshToken === undefined ? {} : { refresh_token: refreshToken }),
    ...(consent === undefined
      ? {}
      : { authorization_id: consent.id, status: consent.effectiveAt <= now ? "approved" : "pending" }),
  };
}

/** @see https://www.rfc-editor.org/rfc/rfc7009#section-2 */
export async function revokeAccessToken(
  platform: PlatformState,
  call: OperationCall,
): Promise<OperationOutput> {
  // The router validated the body against the specification.
  const request = call.body as AccessTokenRevocation;
  const { settings, assertions } = platform;
  const app = await authenticateClient(request, { apps: settings.apps, assertions, audiences: [] });
  platform.tokens.revoke(request.token, app);
  return { status: 200 };
}

export function getVehicleInfo(_platform: PlatformState, { token }: AuthenticatedCall): OperationOutput {
  if (token.vin === undefined)
    throw new PlatformError(401, { detail: "the access token is not for one vehicle" });
  return { status: 200, body: { vin: token.vin, sub: token.app.clientId } };
}
