import { CompactSign } from "jose/jws/compact/sign";
import { importKey } from "./import-key.ts";
import type { ReadKey } from "./private-key.ts";

/** Which claims an assertion carries: the platform's own, or those of RFC 7523 section 3. */
export type AssertionClaims = "high-mobility" | "rfc7523";

export interface AssertionOptions {
  readonly key: ReadKey;
  readonly keyId: string;
  readonly clientId: string;
  readonly audience: string;
  readonly claims: AssertionClaims;
}

/** How long an assertion of RFC 7523 may be used, in seconds. */
const LIFETIME_SECONDS = 60;

/**
 * Signs client assertions with ES256, each with an id of its own; the key is imported once, non-extractable.
 *
 * @returns Signs one for the time given, in milliseconds since the epoch. Rejects with a `TypeError` that says what is wrong
 * with the key, the reason of WebCrypto as its cause.
 * @see https://www.rfc-editor.org/rfc/rfc7523#section-2.2
 */
export function createAssertions(options: AssertionOptions): (now: number) => Promise<string> {
  let imported: Promise<CryptoKey> | undefined;
  return async (now) => {
    imported ??= importKey(options.key);
    const claims = JSON.stringify(claimsOf(options, Math.floor(now / 1_000)));
    // Not `SignJWT`: the claims are complete, and its checks of claims weigh more than the signing.
    return new CompactSign(new TextEncoder().encode(claims))
      .setProtectedHeader({ alg: "ES256", ...headerOf(options) })
      .sign(await imported);
  };
}

function claimsOf({ claims, keyId, clientId, audience }: AssertionOptions, iat: number) {
  const jti = crypto.randomUUID();
  return claims === "rfc7523"
    ? { iss: clientId, sub: clientId, aud: audience, jti, iat, exp: iat + LIFETIME_SECONDS }
    : { ver: 2, iss: keyId, aud: audience, jti, iat };
}

/**
 * A server that knows the issuer by its client id finds the key by its id (RFC 7515 section 4.1.4); the explicit type keeps
 * an assertion from passing for any other JWT (RFC 8725 section 3.11).
 */
function headerOf({ claims, keyId }: AssertionOptions): { typ: string; kid?: string } {
  return claims === "rfc7523" ? { typ: "client-authentication+jwt", kid: keyId } : { typ: "JWT" };
}
