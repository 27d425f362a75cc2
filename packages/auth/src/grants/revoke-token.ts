import {
  checkKnownOptions,
  checkOneOf,
  checkText,
  originOf,
  safeCause,
  shownUrl,
} from "@high-mobility-ts/guards";
import { AuthError } from "../auth-error.ts";
import {
  type ClientAuthenticationOptions,
  credentialsIn,
  readClientAuthentication,
} from "../endpoint/client-authentication.ts";
import { sendFields } from "../endpoint/send-fields.ts";
import { allowInsecureRequests } from "../options/dangerous.ts";
import { readServer, type ServerOptions } from "../options/server.ts";
import { readTokenRequestOptions, type TokenRequestOptions } from "../options/token-request-options.ts";
import { endpointOptionNames } from "./endpoint-option-names.ts";

/** Options of {@link revokeToken}: the server, the application, and how the token is revoked. */
export type RevokeTokenOptions = ServerOptions &
  ClientAuthenticationOptions &
  TokenRequestOptions & {
    /**
     * A revocation endpoint of RFC 7009, called by POST. Default: `DELETE` on the platform's token endpoint, which
     * accepts a client secret only.
     */
    readonly revocationUrl?: string | undefined;
    /** The kind of the token (RFC 7009 section 2.1). Default: the server determines it. */
    readonly tokenTypeHint?: "access_token" | "refresh_token" | undefined;
  };

/**
 * Revokes an access or refresh token. A token that is no longer valid counts as revoked. The request is sent once. A
 * token source that still holds the token requests a new one after `invalidate`.
 *
 * @throws {TypeError} if an option is missing, unknown or contradicts another.
 * @throws {AuthError} `request-rejected`, `redirect-rejected`, `server-unavailable`, `network`, `timeout` or `invalid-key`.
 * @see https://www.rfc-editor.org/rfc/rfc7009#section-2.1
 */
export async function revokeToken(options: RevokeTokenOptions, token: string): Promise<void> {
  const ownNames = { revocationUrl: true, tokenTypeHint: true };
  checkKnownOptions("revokeToken()", options, { ...endpointOptionNames(), ...ownNames });
  const server = readServer(options);
  const { encoding, fetch, clock, timeoutMs, onEvent } = readTokenRequestOptions(options);
  const authentication = readClientAuthentication(options, server, clock, onEvent);
  const { tokenTypeHint: hint } = options;
  checkText("token", token);
  if (hint !== undefined) checkOneOf("tokenTypeHint", hint, ["access_token", "refresh_token"]);
  const { method, url } = readTarget(options, server.tokenUrl);
  const { fields: credentials, authorization, secrets } = await authentication.credentials();
  const fields = { ...credentials, token, ...(hint && { token_type_hint: hint }) };
  const signal = AbortSignal.timeout(timeoutMs);
  const where = `${method} ${shownUrl(url)}`;
  const request = { url, method, fields, authorization, encoding, fetch, signal };
  const { ok, status, body } = await sendFields(request).catch((error) => {
    if (error instanceof AuthError) throw error;
    const code = signal.aborted ? "timeout" : "network";
    const cause = safeCause(error, [...secrets, token, new URL(url).search]);
    throw new AuthError(
      code,
      `${where} failed: no response. Check the network and the URL, and revoke again.`,
      {
        cause,
      },
    );
  });
  // The content of the body is not needed, and an error while it is closed does not matter.
  await body?.cancel().catch(() => undefined);
  if (ok) return;
  throw new AuthError(
    status >= 500 || status === 429 ? "server-unavailable" : "request-rejected",
    `${where} failed: status ${status}, so the token is not revoked. Check client id and credentials, and revoke again.`,
    { status },
  );
}

function readTarget(
  options: RevokeTokenOptions,
  tokenUrl: string,
): { readonly method: "POST" | "DELETE"; readonly url: string } {
  const { revocationUrl } = options;
  if (revocationUrl === undefined) {
    if (credentialsIn(options).clientSecret === undefined)
      throw new TypeError(
        "clientSecret must be set, because the platform revokes tokens only with a client secret, got undefined.",
      );
    return { method: "DELETE", url: tokenUrl };
  }
  originOf("revocationUrl", revocationUrl, options[allowInsecureRequests] === true);
  return { method: "POST", url: revocationUrl };
}
