import { decodeJwt, errors, importJWK, importSPKI, type JWTPayload, jwtVerify } from "jose";
import type { TimeSource } from "../control/clock.ts";
import type { App, AppKey } from "../options.ts";
import { PlatformError } from "../responder/operation-output.ts";

const maxAgeSeconds = 300;
const clockToleranceSeconds = 60;

/** Why a key is not accepted any more. */
export type Retirement = "expired" | "deleted";

/**
 * Checks the ES256 assertions of applications: signature, audience, age, and that each is used once.
 *
 * @see https://www.rfc-editor.org/rfc/rfc7523#section-3
 */
export interface AssertionVerifier {
  /** @throws {PlatformError} 400 that says which check failed, without any part of the assertion. */
  verify(assertion: string, app: App, audiences: readonly string[]): Promise<void>;
  /** Stops accepting a key. */
  retire(keyId: string, how: Retirement): void;
  /** Keys that are not accepted any more, by id. */
  retired(): Readonly<Record<string, Retirement>>;
  clear(): void;
}

export function createAssertionVerifier(clock: TimeSource): AssertionVerifier {
  const usedUntil = new Map<string, number>();
  const retired = new Map<string, Retirement>();
  const imported = new WeakMap<AppKey, Promise<CryptoKey | Uint8Array>>();

  function rememberId(keyId: string, id: unknown): void {
    const now = clock.now();
    if (typeof id !== "string" || id === "") refuse("has no jti");
    const used = `${keyId} ${id}`;
    if ((usedUntil.get(used) ?? 0) >= now) refuse("was used before");
    // Insertion order is expiry order.
    for (const [old, until] of usedUntil) {
      if (until >= now) break;
      usedUntil.delete(old);
    }
    usedUntil.set(used, now + (maxAgeSeconds + 2 * clockToleranceSeconds) * 1_000);
  }

  function keyOf(app: App, { iss }: JWTPayload): AppKey {
    const key = app.keys?.find(({ id }) => id === iss);
    if (!key || retired.get(key.id) === "deleted") return refuse("is signed with an unknown key");
    const isExpired = (key.expiresAt ?? Number.POSITIVE_INFINITY) <= clock.now();
    return isExpired || retired.has(key.id) ? refuse("is signed with an expired key") : key;
  }

  return {
    verify: async (assertion, app, audiences) => {
      const claims = readClaims(assertion);
      const key = keyOf(app, claims);
      const publicKey = imported.get(key) ?? importKey(key);
      imported.set(key, publicKey);
      try {
        await jwtVerify(assertion, await publicKey, {
          algorithms: ["ES256"],
          audience: [...audiences],
          maxTokenAge: maxAgeSeconds,
          clockTolerance: clockToleranceSeconds,
          currentDate: new Date(clock.now()),
        });
      } catch (cause) {
        refuse(reasonOf(cause));
      }
      rememberId(key.id, claims.jti);
    },
    retire: (keyId, how) => {
      retired.set(keyId, how);
    },
    retired: () => Object.fromEntries(retired),
    clear: () => {
      usedUntil.clear();
      retired.clear();
    },
  };
}

async function importKey({ publicKey }: AppKey): Promise<CryptoKey | Uint8Array> {
  if (typeof publicKey === "string") return importSPKI(publicKey, "ES256");
  return publicKey instanceof CryptoKey ? publicKey : importJWK(publicKey, "ES256");
}

function readClaims(assertion: string): JWTPayload {
  try {
    return decodeJwt(assertion);
  } catch {
    return refuse("is not a JWT");
  }
}

function reasonOf(cause: unknown): string {
  if (cause instanceof errors.JWTExpired) return "is too old";
  if (cause instanceof errors.JWTClaimValidationFailed)
    return cause.claim === "aud" ? "is for another audience" : `has no valid ${cause.claim}`;
  return "has an invalid signature";
}

function refuse(reason: string): never {
  throw new PlatformError(400, { detail: `client_assertion ${reason}` });
}
