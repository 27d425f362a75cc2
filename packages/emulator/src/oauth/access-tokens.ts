import { generateKeyPair, SignJWT } from "jose";
import type { App } from "../options.ts";
import type { Clock } from "../steering/clock.ts";

export const accessTokenLifetimeSeconds = 300;

export interface Grant {
  readonly app: App;
  readonly scopes: readonly string[];
  /** The one vehicle that the token is for; absent for the application's own tokens. */
  readonly vin?: string;
}

export interface IssuedToken extends Grant {
  readonly value: string;
  readonly expiresAt: number;
  readonly refreshToken?: string;
}

/** Signs access tokens and remembers them: a token that was not issued here, or was revoked, is not accepted. */
export interface AccessTokens {
  issue(grant: Grant, issuer: string): Promise<IssuedToken>;
  find(value: string): IssuedToken | undefined;
  /** Takes the grant of a refresh token out: each works once. */
  redeem(refreshToken: string, app: App): Grant | undefined;
  revoke(value: string, app: App): void;
  clear(): void;
}

export function createAccessTokens(clock: Clock): AccessTokens {
  const issued = new Map<string, IssuedToken>();
  const refreshable = new Map<string, Grant>();
  let key: Promise<CryptoKey> | undefined;

  async function sign(grant: Grant, issuer: string, issuedAt: number): Promise<string> {
    key ??= generateKeyPair("ES256").then(({ privateKey }) => privateKey);
    return new SignJWT({ scope: grant.scopes.join(" "), ver: 1 })
      .setProtectedHeader({ alg: "ES256", typ: "JWT" })
      .setSubject(grant.vin ?? grant.app.clientId)
      .setIssuer(issuer)
      .setIssuedAt(issuedAt)
      .setExpirationTime(issuedAt + accessTokenLifetimeSeconds)
      .sign(await key);
  }

  function dropExpired(now: number): void {
    // Insertion order is expiry order, as every token lives equally long.
    for (const [value, { expiresAt }] of issued) {
      if (expiresAt > now) return;
      issued.delete(value);
    }
  }

  return {
    issue: async (grant, issuer) => {
      const now = clock.now();
      dropExpired(now);
      const value = await sign(grant, issuer, Math.floor(now / 1_000));
      const refreshToken = grant.vin === undefined ? undefined : crypto.randomUUID();
      if (refreshToken !== undefined) refreshable.set(refreshToken, grant);
      const token: IssuedToken = {
        ...grant,
        value,
        expiresAt: now + accessTokenLifetimeSeconds * 1_000,
        ...(refreshToken === undefined ? {} : { refreshToken }),
      };
      issued.set(value, token);
      return token;
    },
    find: (value) => {
      const token = issued.get(value);
      return token !== undefined && token.expiresAt > clock.now() ? token : undefined;
    },
    redeem: (refreshToken, app) => {
      const grant = refreshable.get(refreshToken);
      if (grant?.app !== app) return undefined;
      refreshable.delete(refreshToken);
      return grant;
    },
    revoke: (value, app) => {
      if (issued.get(value)?.app === app) issued.delete(value);
      if (refreshable.get(value)?.app === app) refreshable.delete(value);
    },
    clear: () => {
      issued.clear();
      refreshable.clear();
    },
  };
}
