import { generateKeyPair, SignJWT } from "jose";
import type { TimeSource } from "../control/clock.ts";
import type { App } from "../options.ts";
import { createSchedule } from "../schedule.ts";

/** Lifetime of an owner's token with scopes of single properties. */
const ownerTokenLifetimeSeconds = 3_600;

/** Refresh tokens do not expire. If there are more than this, the oldest stop working. */
const mostRefreshTokens = 100_000;

/** An owner's consent on the consent page. */
export interface Consent {
  readonly id: string;
  /** The time from which the carmaker delivers data, in milliseconds since the epoch. */
  readonly effectiveAt: number;
}

export interface IssuedGrant {
  readonly app: App;
  readonly scopes: readonly string[];
  /** The vehicle of the token; absent for the application's own tokens. */
  readonly vin?: string;
  /** Absent if the vehicle was cleared for a fleet instead. */
  readonly consent?: Consent;
  /** Whether its tokens are opaque and expire after an hour, as the tokens of owners do. Default: `false`. */
  readonly isOpaque?: boolean;
}

export interface IssuedToken extends IssuedGrant {
  readonly value: string;
  readonly expiresAt: number;
  readonly lifetimeSeconds: number;
  readonly refreshToken?: string;
}

/** Signs and remembers access tokens. Revoked tokens, and tokens that were not issued here, are rejected. */
export interface AccessTokens {
  issue(grant: IssuedGrant, issuer: string): Promise<IssuedToken>;
  find(value: string): IssuedToken | undefined;
  /**
   * Removes and returns the grant of a refresh token. Each refresh token works once; a second use revokes the
   * tokens of the first use.
   */
  redeem(refreshToken: string, app: App): IssuedGrant | undefined;
  revoke(value: string, app: App): void;
  /** Revokes every token of a grant whose code or refresh token was used twice. */
  revokeGrant(grant: IssuedGrant): void;
  /** Expires a token before its time. */
  expire(value: string): void;
  clear(): void;
}

export function createAccessTokens(
  clock: TimeSource,
  /** Lifetime of the tokens that are not opaque, in seconds. */
  lifetimeSeconds: number,
): AccessTokens {
  const issued = new Map<string, IssuedToken>();
  const expiries = createSchedule<string>();
  const grantOf = new WeakMap<IssuedToken, IssuedGrant>();
  const refreshable = new Map<string, { readonly grant: IssuedGrant; isSpent: boolean }>();
  const sign = createSigner();

  function dropExpired(now: number): void {
    for (let value = expiries.takeDue(now); value !== undefined; value = expiries.takeDue(now))
      issued.delete(value);
  }

  function remember(refreshToken: string, grant: IssuedGrant): void {
    refreshable.set(refreshToken, { grant, isSpent: false });
    const [oldest] = refreshable.keys();
    if (refreshable.size > mostRefreshTokens && oldest !== undefined) refreshable.delete(oldest);
  }

  function revokeGrant(grant: IssuedGrant): void {
    for (const [value, token] of issued) if (grantOf.get(token) === grant) issued.delete(value);
    for (const [value, entry] of refreshable) if (entry.grant === grant) refreshable.delete(value);
  }

  return {
    issue: async (grant, issuer) => {
      const now = clock.now();
      dropExpired(now);
      const lifetime = grant.isOpaque ? ownerTokenLifetimeSeconds : lifetimeSeconds;
      const value = grant.isOpaque
        ? opaqueText()
        : await sign(grant, { issuer, issuedAt: Math.floor(now / 1_000), lifetime });
      const refreshToken = grant.vin === undefined ? undefined : crypto.randomUUID();
      if (refreshToken !== undefined) remember(refreshToken, grant);
      const token: IssuedToken = {
        ...grant,
        value,
        expiresAt: now + lifetime * 1_000,
        lifetimeSeconds: lifetime,
        ...(refreshToken === undefined ? {} : { refreshToken }),
      };
      issued.set(value, token);
      expiries.add(token.expiresAt, value);
      grantOf.set(token, grant);
      return token;
    },
    find: (value) => {
      const token = issued.get(value);
      return token !== undefined && token.expiresAt > clock.now() ? token : undefined;
    },
    redeem: (refreshToken, app) => {
      const entry = refreshable.get(refreshToken);
      if (entry?.grant.app !== app) return undefined;
      if (entry.isSpent) {
        revokeGrant(entry.grant);
        return undefined;
      }
      entry.isSpent = true;
      return entry.grant;
    },
    revoke: (value, app) => {
      if (issued.get(value)?.app === app) issued.delete(value);
      if (refreshable.get(value)?.grant.app === app) refreshable.delete(value);
    },
    revokeGrant,
    expire: (value) => {
      issued.delete(value);
    },
    clear: () => {
      issued.clear();
      expiries.clear();
      refreshable.clear();
    },
  };
}

interface Signing {
  readonly issuer: string;
  /** Seconds since the epoch. */
  readonly issuedAt: number;
  /** In seconds. */
  readonly lifetime: number;
}

function createSigner(): (grant: IssuedGrant, signing: Signing) => Promise<string> {
  let key: Promise<CryptoKey> | undefined;
  return async ({ app, scopes }, { issuer, issuedAt, lifetime }) => {
    key ??= generateKeyPair("ES256").then(({ privateKey }) => privateKey);
    return new SignJWT({ scope: scopes.join(" "), ver: 1 })
      .setProtectedHeader({ alg: "ES256", typ: "JWT" })
      .setSubject(app.clientId)
      .setIssuer(issuer)
      .setIssuedAt(issuedAt)
      .setExpirationTime(issuedAt + lifetime)
      .sign(await key);
  };
}

function opaqueText(): string {
  const bytes = crypto.getRandomValues(new Uint8Array(32));
  return [...bytes].map((byte) => byte.toString(16).padStart(2, "0")).join("");
}
