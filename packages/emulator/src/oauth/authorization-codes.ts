import type { TimeSource } from "../control/clock.ts";
import type { App } from "../options.ts";
import { PlatformError } from "../responder/operation-output.ts";
import type { IssuedGrant } from "./access-tokens.ts";

const codeLifetimeMs = 600_000;

/** The grant of a code. */
interface CodeBinding {
  readonly grant: IssuedGrant;
  readonly redirectUri: string;
  /** Base64url of the verifier's SHA-256. Absent when the client did not use PKCE. */
  readonly codeChallenge: string | undefined;
}

/** The parameters that a client sends with a code. */
interface CodeRedemption {
  readonly app: App;
  readonly code: string;
  readonly redirectUri: string | undefined;
  readonly codeVerifier: string | undefined;
}

/**
 * Authorization codes. Each code works once, within ten minutes, for the client and the redirect URI to which
 * it was issued.
 */
export interface AuthorizationCodes {
  issue(binding: CodeBinding): string;
  /**
   * @throws {PlatformError} 400 if a code is unknown, expired, used before or bound to another client, redirect URI or
   * verifier.
   * @see https://www.rfc-editor.org/rfc/rfc6749#section-4.1.3
   */
  redeem(redemption: CodeRedemption): Promise<IssuedGrant>;
  clear(): void;
}

interface IssuedCode extends CodeBinding {
  readonly expiresAt: number;
  isUsed: boolean;
}

export function createAuthorizationCodes(
  clock: TimeSource,
  revokeGrant: (grant: IssuedGrant) => void,
): AuthorizationCodes {
  const codes = new Map<string, IssuedCode>();
  return {
    issue: (binding) => {
      // Insertion order is expiry order, because all codes have the same lifetime.
      for (const [old, { expiresAt }] of codes) {
        if (expiresAt > clock.now()) break;
        codes.delete(old);
      }
      const code = crypto.randomUUID();
      codes.set(code, { ...binding, expiresAt: clock.now() + codeLifetimeMs, isUsed: false });
      return code;
    },
    redeem: async ({ app, code, redirectUri, codeVerifier }) => {
      const issued = codes.get(code);
      if (issued?.grant.app !== app || issued.expiresAt <= clock.now()) return refuse("code is invalid");
      if (issued.isUsed) {
        revokeGrant(issued.grant);
        return refuse("code is invalid");
      }
      if (redirectUri !== issued.redirectUri) return refuse("redirect_uri is invalid");
      issued.isUsed = true;
      if (!(await isVerified(issued.codeChallenge, codeVerifier))) return refuse("code_verifier is invalid");
      return issued.grant;
    },
    clear: () => codes.clear(),
  };
}

/** @see https://www.rfc-editor.org/rfc/rfc7636#section-4.6 */
async function isVerified(challenge: string | undefined, verifier: string | undefined): Promise<boolean> {
  if (challenge === undefined) return verifier === undefined;
  if (verifier === undefined || !/^[\w.~-]{43,128}$/.test(verifier)) return false;
  const digest = new Uint8Array(await crypto.subtle.digest("SHA-256", new TextEncoder().encode(verifier)));
  const encoded = btoa(String.fromCharCode(...digest));
  return encoded.replaceAll("+", "-").replaceAll("/", "_").replaceAll("=", "") === challenge;
}

function refuse(detail: string): never {
  throw new PlatformError(400, { detail });
}
