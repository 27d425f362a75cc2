import { CompactSign } from "jose/jws/compact/sign";
import { importKey } from "./import-key.ts";
import type { ReadKey } from "./private-key.ts";

/** Which claims an assertion carries: those of the platform, or those of RFC 7523 section 3. */
export type AssertionClaims = "high-mobility" | "rfc7523";

export interface AssertionOptions {
  readonly key: ReadKey;
  readonly keyId: string;
  readonly clientId: string;
  readonly audience: string;
  readonly claims: AssertionClaims;
}

/** How long an assertion of RFC 7523 may be used, in seconds. */
const lifetimeSeconds = 60;

/**
 * Returns a function that signs a client assertion with ES256. Its argument is the time of the assertion, in
 * milliseconds since the epoch. Each assertion has its own id. The key is imported once and cannot be exported again.
 * The function rejects with a `TypeError` that says what is wrong
 * with the key, with WebCrypto's reason as its cause.
 *
 * @see https://www.rfc-editor.org/rfc/rfc7523#section-2.2
 */
export function signAssertions(options: AssertionOptions): (now: number) => Promise<string> {
  let imported: Promise<CryptoKey> | undefined;
  return async (now) => {
    imported ??= importKey(options.key);
    const claims = JSON.stringify(claimsOf(options, Math.floor(now / 1_000)));
    // `SignJWT` is not used: the claims are complete, and its checks of claims need more bytes than the signing.
    return new CompactSign(new TextEncoder().encode(claims))
      .setProtectedHeader({ alg: "ES256", ...headerOf(options) })
      .sign(await imported);
  };
}

function claimsOf({ claims, keyId, clientId, audience }: AssertionOptions, iat: number) {
  const jti = crypto.randomUUID();
  return claims === "rfc7523"
    ? { iss: clientId, sub: clientId, aud: audience, jti, iat, exp: iat + lifetimeSeconds }
    : { ver: 2, iss: keyId, aud: audience, jti, iat };
}

/**
 * If the issuer is the client id, the server finds the key by the key id (RFC 7515 section 4.1.4). The explicit type
 * keeps servers from taking an assertion for another kind of JWT (RFC 8725 section 3.11).
 */
function headerOf({ claims, keyId }: AssertionOptions): { typ: string; kid?: string } {
  return claims === "rfc7523" ? { typ: "client-authentication+jwt", kid: keyId } : { typ: "JWT" };
}
