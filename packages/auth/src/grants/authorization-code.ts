import { checkKnownOptions, checkText, originOf } from "@high-mobility-ts/guards";
import type { AuthError } from "../auth-error.ts";
import {
  type ClientAuthenticationOptions,
  credentialsIn,
  type PublicClientOptions,
  publicClient,
  readClientAuthentication,
} from "../endpoint/client-authentication.ts";
import { obtainToken, tokenEndpoint } from "../endpoint/token-endpoint.ts";
import { allowInsecureRequests } from "../options/dangerous.ts";
import { type Environment, readServer, type ServerOptions } from "../options/server.ts";
import { readTokenRequestOptions, type TokenRequestOptions } from "../options/token-request-options.ts";
import type { TokenSource } from "../tokens/token-source.ts";
import { type ConsentRequest, readCallback, readConsentRequest } from "./consent-callback.ts";
import { endpointOptionNames } from "./endpoint-option-names.ts";
import { codeChallengeOf, randomText } from "./pkce.ts";
import { deliverRefreshToken, refreshedTokens } from "./refreshed-tokens.ts";

/** Options of {@link authorizationCode}: the server, the application, and where drivers are sent. */
export type AuthorizationCodeOptions = ServerOptions &
  (ClientAuthenticationOptions | PublicClientOptions) &
  TokenRequestOptions & {
    /**
     * URL at which drivers consent (RFC 6749 section 3.1). Default with `environment`: the platform's owner panel,
     * `owner-panel.high-mobility.com` or `sandbox.owner-panel.high-mobility.com`.
     */
    readonly authorizationUrl?: string | undefined;
    /** URL to which drivers return, exactly as the console has it (RFC 6749 section 3.1.2). */
    readonly redirectUri: string;
    /**
     * Is called with each refresh token, including the first, before its access token is used. Replace the
     * stored one by it, so that the consent survives a restart. If the callback throws or rejects, the event
     * `store-failed` is emitted and the tokens remain usable.
     */
    readonly onRefreshToken?: ((refreshToken: string) => void | Promise<void>) | undefined;
  };

/** Options of a single consent. */
export interface ConsentParameters {
  /** Scopes to request, separated by spaces. Default: the scopes of the application in the console. */
  readonly scope?: string | undefined;
  /** Further parameters of the URL, such as the platform's `app_id`. */
  readonly parameters?: Readonly<Record<string, string>> | undefined;
}

/** Provides access to single vehicles with the consent of their drivers. */
export interface AuthorizationCode {
  /** Begins a consent and returns the URL to send the driver to. Sends no request. */
  begin(parameters?: ConsentParameters): Promise<ConsentRequest>;
  /**
   * Completes a consent: checks the URL to which the driver returned and exchanges its code for tokens. The tokens are
   * renewed with their refresh token.
   *
   * @param callbackUrl The absolute URL to which the driver returned, with its query.
   * @param request The result of `begin`, from the driver's session.
   * @throws {AuthError} `state-mismatch` (also if the session has lost its `state` or `codeVerifier`), `consent-denied`, or
   * what a token request throws.
   */
  complete(
    callbackUrl: string,
    request: Pick<ConsentRequest, "state" | "codeVerifier">,
  ): Promise<TokenSource>;
  /**
   * Returns tokens from a refresh token that the application stored. Sends no request before the first token is needed.
   */
  resume(refreshToken: string): TokenSource;
}

const ownerPanels: Readonly<Record<Environment, string>> = {
  sandbox: "https://sandbox.owner-panel.high-mobility.com/oauth/new",
  live: "https://owner-panel.high-mobility.com/oauth/new",
};

/**
 * Returns the authorization code grant with PKCE (always `S256`), for driver consent.
 *
 * @example
 * const consent = authorizationCode({ environment: "live", clientId, clientSecret, redirectUri });
 * const request = await consent.begin();               // send the driver to request.url
 * const tokens = await consent.complete(url, request); // the URL to which the driver returned
 * @throws {TypeError} if an option is missing, unknown or contradicts another. A private key is read when it signs for
 * the first time; if it is damaged, the call rejects with an `AuthError` (`invalid-key`).
 * @see https://www.rfc-editor.org/rfc/rfc6749#section-4.1
 * @see https://www.rfc-editor.org/rfc/rfc7636
 */
export function authorizationCode(options: AuthorizationCodeOptions): AuthorizationCode {
  const ownNames = { authorizationUrl: true, redirectUri: true, onRefreshToken: true };
  checkKnownOptions("authorizationCode()", options, { ...endpointOptionNames(), ...ownNames });
  const server = readServer(options);
  const settings = readTokenRequestOptions(options);
  const authentication = isPublic(options)
    ? publicClient(options)
    : readClientAuthentication(options, server, settings.clock, settings.onEvent);
  const { redirectUri, onRefreshToken } = options;
  const authorizationUrl = readAuthorizationUrl(options);
  // Apps on phones use their own schemes.
  if (typeof redirectUri !== "string" || !URL.canParse(redirectUri))
    throw new TypeError("redirectUri must be an absolute URI, as the console has it, got something else.");
  const endpoint = tokenEndpoint({ ...settings, server, authentication });
  const refreshing = { ...endpoint, onRefreshToken };
  return {
    async begin(parameters = {}) {
      checkKnownOptions("begin()", parameters, { scope: true, parameters: true });
      const [state, codeVerifier] = [randomText(), randomText()];
      const url = new URL(authorizationUrl);
      const query = {
        ...parameters.parameters,
        response_type: "code",
        client_id: authentication.clientId,
        redirect_uri: redirectUri,
        ...(parameters.scope && { scope: parameters.scope }),
        state,
        code_challenge: await codeChallengeOf(codeVerifier),
        code_challenge_method: "S256",
      };
      for (const [name, value] of Object.entries(query)) url.searchParams.set(name, value);
      return { url: url.href, state, codeVerifier };
    },
    async complete(callbackUrl, request) {
      const { state, codeVerifier } = readConsentRequest(request);
      const code = readCallback(callbackUrl, state);
      const grant = { grant_type: "authorization_code", code, redirect_uri: redirectUri };
      const first = await obtainToken(endpoint, {
        parameters: { ...grant, code_verifier: codeVerifier },
        secrets: [code, codeVerifier],
        mayRepeat: isUnprocessed,
      });
      if (first.refreshToken !== undefined) await deliverRefreshToken(refreshing, first.refreshToken);
      return refreshedTokens(refreshing, first.refreshToken, first);
    },
    resume(refreshToken) {
      checkText("refreshToken", refreshToken);
      return refreshedTokens(refreshing, refreshToken);
    },
  };
}

function isPublic(
  options: AuthorizationCodeOptions,
): options is Extract<AuthorizationCodeOptions, PublicClientOptions> {
  const { clientSecret, privateKey } = credentialsIn(options);
  return clientSecret === undefined && privateKey === undefined;
}

function readAuthorizationUrl(options: AuthorizationCodeOptions): string {
  const { environment } = options;
  const url = options.authorizationUrl ?? (environment && ownerPanels[environment]);
  if (url === undefined)
    throw new TypeError("authorizationUrl must be set if environment is not, got undefined.");
  originOf("authorizationUrl", url, options[allowInsecureRequests] === true);
  return url;
}

/**
 * Returns whether the server said that it did not process the request. Otherwise the authorization code may be used up:
 * after a second use, servers revoke the tokens of the first one (RFC 6749 section 4.1.2).
 */
function isUnprocessed({ status }: AuthError): boolean {
  return status === 429 || status === 503;
}
