import { checkText, safeCause } from "@high-mobility-ts/guards";
import { AuthError } from "../auth-error.ts";
import {
  type ClientAuthenticationOptions,
  type PublicClientOptions,
  publicClient,
  readClientAuthentication,
} from "../endpoint/client-authentication.ts";
import { obtainToken, type TokenEndpoint } from "../endpoint/token-endpoint.ts";
import { cleanText } from "../endpoint/token-response.ts";
import { emit } from "../observe/events.ts";
import { allowInsecureRequests } from "../options/dangerous.ts";
import { originOf, readServer, type ServerOptions } from "../options/server.ts";
import { readTokenRequest, type TokenRequestOptions } from "../options/token-request-options.ts";
import { cachedTokens, type Obtained } from "../tokens/cached-tokens.ts";
import type { TokenSource } from "../tokens/token-source.ts";
import { codeChallengeOf, randomText } from "./pkce.ts";

export type AuthorizationCodeOptions = ServerOptions &
  (ClientAuthenticationOptions | PublicClientOptions) &
  TokenRequestOptions & {
    /** Where drivers are sent to give consent (RFC 6749 section 3.1). Default for `live`: the platform's owner panel. */
    readonly authorizationUrl?: string | undefined;
    /** Where they are sent back to; exactly as the console has it (RFC 6749 section 3.1.2). */
    readonly redirectUri: string;
    /**
     * Told of every refresh token, the first included, before its access token is used: keep it, in place of the one
     * before, to go on after a restart. What it throws or rejects with is an event, and the tokens go on.
     */
    readonly onRefreshToken?: ((refreshToken: string) => void | Promise<void>) | undefined;
  };

/** A consent that was begun. Keep `state` and `codeVerifier` in the driver's session: both are secrets. */
export interface ConsentRequest {
  /** Where to send the driver. */
  readonly url: string;
  readonly state: string;
  readonly codeVerifier: string;
}

export interface ConsentParameters {
  /** Scopes to ask for, separated by spaces. Default: what the application is set up with. */
  readonly scope?: string | undefined;
  /** Further parameters of the URL, such as the platform's `app_id`. */
  readonly parameters?: Readonly<Record<string, string>> | undefined;
}

/** Access to single vehicles, by the consent of their drivers. */
export interface AuthorizationCode {
  /** Begins a consent: makes the URL to send the driver to. Sends nothing. */
  begin(parameters?: ConsentParameters): Promise<ConsentRequest>;
  /**
   * Ends a consent: checks where the driver came back to, and sent the code for tokens, which are renewed with their
   * refresh token.
   *
   * @param callbackUrl The URL that the driver was sent back to, absolute, with its query.
   * @throws {AuthError} `state-mismatch`, `consent-refused`, or what a token request throws.
   */
  complete(
    callbackUrl: string,
    request: Pick<ConsentRequest, "state" | "codeVerifier">,
  ): Promise<TokenSource>;
  /** Tokens from a refresh token that was kept; nothing is sent before the first is needed. */
  resume(refreshToken: string): TokenSource;
}

const ownerPanel = "https://owner-panel.high-mobility.com/oauth/new";

/**
 * The authorization code grant with PKCE (`S256`, always), for driver consent.
 *
 * @example
 * const consent = authorizationCode({ environment: "live", clientId, clientSecret, redirectUri });
 * const request = await consent.begin();               // send the driver to request.url
 * const tokens = await consent.complete(url, request); // the URL that the driver came back to
 * @throws {TypeError} At once, when an option is missing, unknown or at odds with another.
 * What is inside a private key is looked at when it signs first, and is an `AuthError` (`invalid-key`) then.
 * @see https://www.rfc-editor.org/rfc/rfc6749#section-4.1
 * @see https://www.rfc-editor.org/rfc/rfc7636
 */
export function authorizationCode(options: AuthorizationCodeOptions): AuthorizationCode {
  const server = readServer(options);
  const request = readTokenRequest(options);
  const authentication =
    options.clientSecret === undefined && options.privateKey === undefined
      ? publicClient(options)
      : readClientAuthentication(options, server, request.clock);
  const { clientId } = authentication;
  const { redirectUri } = options;
  const authorizationUrl =
    options.authorizationUrl ?? (options.environment === "live" ? ownerPanel : undefined);
  if (authorizationUrl === undefined) throw new TypeError("authorizationUrl must be given, except for live");
  originOf("authorizationUrl", authorizationUrl, options[allowInsecureRequests] === true);
  // Apps on phones have schemes of their own.
  if (typeof redirectUri !== "string" || !URL.canParse(redirectUri))
    throw new TypeError("redirectUri must be an absolute URI, as the console has it");
  const endpoint = { ...request, server, authentication };
  const renewing = { ...endpoint, onRefreshToken: options.onRefreshToken };
  return {
    async begin({ scope, parameters } = {}) {
      const [state, codeVerifier] = [randomText(), randomText()];
      const url = new URL(authorizationUrl);
      const query = {
        ...parameters,
        response_type: "code",
        client_id: clientId,
        redirect_uri: redirectUri,
        ...(scope && { scope }),
        state,
        code_challenge: await codeChallengeOf(codeVerifier),
        code_challenge_method: "S256",
      };
      for (const [name, value] of Object.entries(query)) url.searchParams.set(name, value);
      return { url: url.href, state, codeVerifier };
    },
    async complete(callbackUrl, { state, codeVerifier }) {
      const code = readCallback(callbackUrl, state);
      const grant = { grant_type: "authorization_code", code, redirect_uri: redirectUri };
      const parameters = { ...grant, code_verifier: codeVerifier };
      const secrets = [code, codeVerifier];
      const first = await obtainToken(endpoint, { parameters, secrets, mayRepeat: isUntouched });
      if (first.refreshToken !== undefined) await tell(renewing, first.refreshToken);
      return renewedTokens(renewing, first.refreshToken, first);
    },
    resume(refreshToken) {
      checkText("refreshToken", refreshToken);
      return renewedTokens(renewing, refreshToken);
    },
  };
}

/** @see https://www.rfc-editor.org/rfc/rfc6749#section-4.1.2 */
function readCallback(callbackUrl: string, state: string): string {
  if (!URL.canParse(callbackUrl)) throw new TypeError("callbackUrl must be an absolute URL");
  const query = new URL(callbackUrl).searchParams;
  // An attacker's consent must not become the user's (RFC 9700 section 4.7); an empty state protects nobody.
  if (typeof state !== "string" || state === "" || query.get("state") !== state)
    throw new AuthError(
      "state-mismatch",
      "the consent that came back is not the one begun: its state differs; begin again",
    );
  const code = query.get("code");
  const error = cleanText(query.get("error"), [state, code ?? state]);
  const description = cleanText(query.get("error_description"), [state, code ?? state]);
  if (error !== undefined || !code)
    throw new AuthError(
      "consent-refused",
      `consent was not given: ${[error ?? "no code came back", description].filter(Boolean).join(", ")}; begin again when the driver agrees`,
      { error, description },
    );
  return code;
}

/**
 * Whether the server said that it did not look at the request. Otherwise it may have taken the authorization code, which is used
 * once: the second use makes servers revoke what the first one gave (RFC 6749 section 4.1.2).
 */
function isUntouched({ status }: AuthError): boolean {
  return status === 429 || status === 503;
}

interface Renewing extends TokenEndpoint {
  readonly onRefreshToken: AuthorizationCodeOptions["onRefreshToken"];
}

async function tell({ onRefreshToken, onEvent }: Renewing, refreshToken: string): Promise<void> {
  try {
    await onRefreshToken?.(refreshToken);
  } catch (error) {
    emit(onEvent, { type: "store-failed", error: safeCause(error, [refreshToken]) });
  }
}

function renewedTokens(endpoint: Renewing, first: string | undefined, initial?: Obtained): TokenSource {
  const { authentication, clock, onEvent, server } = endpoint;
  const { observe } = authentication;
  let refreshToken = first;
  const obtain = async (): Promise<Obtained> => {
    if (refreshToken === undefined)
      throw new AuthError(
        "request-refused",
        "the access token has no refresh token to renew it; ask for consent again",
      );
    const grant = await obtainToken(endpoint, {
      parameters: { grant_type: "refresh_token", refresh_token: refreshToken },
      secrets: [refreshToken],
    });
    // The server may rotate it (RFC 6749 section 6): then the old one is used up.
    if (grant.refreshToken !== undefined && grant.refreshToken !== refreshToken) {
      refreshToken = grant.refreshToken;
      await tell(endpoint, refreshToken);
    }
    return grant;
  };
  return {
    ...cachedTokens({ clock, onEvent, obtain, initial }),
    resourceOrigins: server.resourceOrigins,
    ...(observe && { observe }),
  };
}
