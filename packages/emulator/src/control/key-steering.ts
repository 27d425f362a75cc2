import type { AssertionVerifier, Retirement } from "../oauth/assertion.ts";
import type { App } from "../options.ts";

/** Expires or deletes keys of applications, as an owner does in the console. */
export interface KeySteering {
  /** Expires a key: assertions signed with it are rejected. @throws {TypeError} for an unknown key. */
  expire(keyId: string): void;
  /** Deletes a key: assertions signed with it are rejected. @throws {TypeError} for an unknown key. */
  delete(keyId: string): void;
}

export function createKeySteering(apps: readonly App[], assertions: AssertionVerifier): KeySteering {
  function retire(keyId: string, how: Retirement): void {
    if (!apps.some(({ keys }) => keys?.some(({ id }) => id === keyId)))
      throw new TypeError(`\`keyId\` must be a key of one of the applications, got ${keyId}.`);
    assertions.retire(keyId, how);
  }
  return {
    expire: (keyId) => retire(keyId, "expired"),
    delete: (keyId) => retire(keyId, "deleted"),
  };
}
