import { safeCause } from "@high-mobility-ts/guards";
import { AuthError } from "../auth-error.ts";
import { obtainToken, type TokenEndpoint } from "../endpoint/token-endpoint.ts";
import { emit } from "../observe/events.ts";
import { cachedTokens, type Obtained } from "../tokens/cached-tokens.ts";
import type { TokenSource } from "../tokens/token-source.ts";

export interface RefreshingEndpoint extends TokenEndpoint {
  readonly onRefreshToken: ((refreshToken: string) => void | Promise<void>) | undefined;
}

/** Passes a refresh token to the application. Emits an event if the application cannot store it. */
export async function deliverRefreshToken(
  { onRefreshToken, onEvent }: RefreshingEndpoint,
  refreshToken: string,
): Promise<void> {
  try {
    await onRefreshToken?.(refreshToken);
  } catch (error) {
    emit(onEvent, { type: "store-failed", error: safeCause(error, [refreshToken]) });
  }
}

/**
 * Tokens of a driver's consent, renewed with their refresh token.
 *
 * @see https://www.rfc-editor.org/rfc/rfc6749#section-6
 */
export function refreshedTokens(
  endpoint: RefreshingEndpoint,
  firstRefreshToken: string | undefined,
  initial?: Obtained,
): TokenSource {
  const { authentication, clock, onEvent, server } = endpoint;
  const { observe } = authentication;
  let refreshToken = firstRefreshToken;
  // A server may omit these members.
  let consent = consentOf(initial);

  async function obtain(): Promise<Obtained> {
    if (refreshToken === undefined)
      throw new AuthError(
        "consent-withdrawn",
        "The access token cannot be renewed: the server sent no refresh token. Ask for consent again.",
      );
    const grant = await obtainToken(endpoint, {
      parameters: { grant_type: "refresh_token", refresh_token: refreshToken },
      secrets: [refreshToken],
    });
    // If the server rotates the refresh token, the old one is used up.
    if (grant.refreshToken !== undefined && grant.refreshToken !== refreshToken) {
      refreshToken = grant.refreshToken;
      await deliverRefreshToken(endpoint, refreshToken);
    }
    consent = { ...consent, ...consentOf(grant) };
    return { ...grant, token: { ...consent, ...grant.token } };
  }

  return {
    ...cachedTokens({ clock, onEvent, obtain, initial }),
    resourceOrigins: server.resourceOrigins,
    ...(observe && { observe }),
  };
}

function consentOf(obtained: Obtained | undefined): { status?: string; authorizationId?: string } {
  const { status, authorizationId } = obtained?.token ?? {};
  return {
    ...(status !== undefined && { status }),
    ...(authorizationId !== undefined && { authorizationId }),
  };
}
