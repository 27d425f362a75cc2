import { checkText, safeCause, shownUrl } from "@high-mobility-ts/guards";
import { AuthError } from "../auth-error.ts";
import {
  type ClientAuthenticationOptions,
  readClientAuthentication,
} from "../endpoint/client-authentication.ts";
import { sendFields } from "../endpoint/send-fields.ts";
import { allowInsecureRequests } from "../options/dangerous.ts";
import { originOf, readServer, type ServerOptions } from "../options/server.ts";
import { readTokenRequest, type TokenRequestOptions } from "../options/token-request-options.ts";

export type RevokeTokenOptions = ServerOptions &
  ClientAuthenticationOptions &
  TokenRequestOptions & {
    /**
     * A revocation endpoint of RFC 7009, called by POST. Default: the platform's way, DELETE on its token endpoint, which
     * takes a client secret only.
     */
    readonly revocationUrl?: string | undefined;
    readonly tokenTypeHint?: "access_token" | "refresh_token" | undefined;
  };

/**
 * Revokes an access or refresh token. One that is not valid any more counts as revoked. Sent once; a token source that still
 * holds the token gets a new one after `invalidate`.
 *
 * @throws {TypeError} when an option is missing, unknown or at odds with another.
 * @throws {AuthError} `request-refused`, `redirect-refused`, `server-unavailable`, `network`, `timeout` or `invalid-key`.
 * @see https://www.rfc-editor.org/rfc/rfc7009#section-2.1
 */
export async function revokeToken(options: RevokeTokenOptions, token: string): Promise<void> {
  const server = readServer(options);
  const { encoding, fetch, clock, timeoutMs } = readTokenRequest(options);
  const authentication = readClientAuthentication(options, server, clock);
  const { revocationUrl, tokenTypeHint: hint } = options;
  const url = revocationUrl ?? server.tokenUrl;
  checkText("token", token);
  if (revocationUrl === undefined && options.clientSecret === undefined)
    throw new TypeError("clientSecret must be given: the platform revokes tokens with nothing else");
  originOf("revocationUrl", url, options[allowInsecureRequests] === true);
  const method = revocationUrl === undefined ? "DELETE" : "POST";
  const { fields: credentials, authorization, secrets } = await authentication.credentials();
  const fields = { ...credentials, token, ...(hint && { token_type_hint: hint }) };
  const signal = AbortSignal.timeout(timeoutMs);
  const where = `${method} ${shownUrl(url)}`;
  const request = { url, method, fields, authorization, encoding, fetch, signal } as const;
  const { ok, status, body } = await sendFields(request).catch((error) => {
    if (error instanceof AuthError) throw error;
    const code = signal.aborted ? "timeout" : "network";
    const cause = safeCause(error, [...secrets, token, new URL(url).search]);
    throw new AuthError(code, `${where} got no answer; check network and URL, and revoke again`, { cause });
  });
  await body?.cancel();
  if (ok) return;
  throw new AuthError(
    status >= 500 || status === 429 ? "server-unavailable" : "request-refused",
    `${where} answered ${status}, so the token is not revoked; check client id and credentials, and revoke again`,
    { status },
  );
}
