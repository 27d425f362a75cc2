import { AuthError } from "../auth-error.ts";
import { cleanText } from "../endpoint/token-response.ts";

/** A consent that was begun. Keep `state` and `codeVerifier` in the driver's session: both are secrets. */
export interface ConsentRequest {
  /** Where to send the driver. */
  readonly url: string;
  /** The `state` of the URL (RFC 6749 section 10.12). A secret. */
  readonly state: string;
  /** The code verifier of PKCE (RFC 7636 section 4.1). A secret. */
  readonly codeVerifier: string;
}

/** @throws {AuthError} `state-mismatch` if the session no longer has what `begin` returned. */
export function readConsentRequest(request: unknown): Pick<ConsentRequest, "state" | "codeVerifier"> {
  const { state, codeVerifier } = (request ?? {}) as Partial<Record<keyof ConsentRequest, unknown>>;
  // An empty state does not protect against a forged callback, and without the verifier the code must not be exchanged
  // (RFC 7636).
  if (typeof state === "string" && state !== "" && typeof codeVerifier === "string" && codeVerifier !== "")
    return { state, codeVerifier };
  throw new AuthError(
    "state-mismatch",
    "The consent cannot be completed: the session has no state and codeVerifier. Begin the consent again, and keep what begin() returns in the driver's session.",
  );
}

/**
 * Returns the authorization code of a callback.
 *
 * @throws {AuthError} `state-mismatch` or `consent-denied`.
 * @see https://www.rfc-editor.org/rfc/rfc6749#section-4.1.2
 */
export function readCallback(callbackUrl: string, state: string): string {
  if (!URL.canParse(callbackUrl))
    throw new TypeError("callbackUrl must be an absolute URL, got something else.");
  const query = new URL(callbackUrl).searchParams;
  // A user must not be connected to an attacker's consent (RFC 9700 section 4.7).
  if (query.get("state") !== state)
    throw new AuthError(
      "state-mismatch",
      "The consent cannot be completed: the state of the callback differs from the state in the session. Begin the consent again, and keep the state in the driver's session.",
    );
  const code = query.get("code") ?? undefined;
  const secrets = code ? [state, code] : [state];
  const error = cleanText(query.get("error"), secrets);
  const description = cleanText(query.get("error_description"), secrets);
  if (error !== undefined || !code)
    throw new AuthError(
      "consent-denied",
      `The driver did not consent: ${[error ?? "the callback has no code", description].filter(Boolean).join(", ")}. Begin the consent again if the driver agrees.`,
      { error, description },
    );
  return code;
}
