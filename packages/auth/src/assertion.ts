import { AuthError } from "./auth-error.ts";
import type { ReadKey } from "./private-key.ts";
import { safeCause } from "./redact.ts";

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
 * Signs client assertions with ES256, each with an id of its own. jose is loaded, and the key imported (non-extractable),
 * at the first call.
 *
 * @returns Signs one for the time given, in milliseconds since the epoch.
 * @see https://www.rfc-editor.org/rfc/rfc7523#section-2.2
 */
export function createAssertions(options: AssertionOptions): (now: number) => Promise<string> {
  let ready: ReturnType<typeof prepare> | undefined;
  return async (now) => {
    ready ??= prepare(options.key);
    try {
      const { CompactSign, key } = await ready;
      const claims = JSON.stringify(claimsOf(options, Math.floor(now / 1_000)));
      return await new CompactSign(new TextEncoder().encode(claims))
        .setProtectedHeader({ alg: "ES256", ...headerOf(options) })
        .sign(key);
    } catch (error) {
      ready = undefined;
      throw new AuthError(
        "invalid-key",
        "the private key cannot be used: it was not accepted for signing with ES256; download it again",
        { cause: safeCause(error, "jwk" in options.key ? [options.key.jwk.d ?? ""] : []) },
      );
    }
  };
}

const algorithm = { name: "ECDSA", namedCurve: "P-256" };

async function prepare(read: ReadKey) {
  // Not `SignJWT`: the claims are complete, and its checks of claims weigh more than the signing.
  const { CompactSign } = await import("jose/jws/compact/sign");
  if ("pkcs8" in read)
    return {
      CompactSign,
      key: await crypto.subtle.importKey("pkcs8", read.pkcs8, algorithm, false, ["sign"]),
    };
  if ("jwk" in read) {
    const { kty, crv, x, y, d } = read.jwk;
    const jwk = { kty, crv, x, y, d } as JsonWebKey;
    return { CompactSign, key: await crypto.subtle.importKey("jwk", jwk, algorithm, false, ["sign"]) };
  }
  return { CompactSign, key: read };
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
