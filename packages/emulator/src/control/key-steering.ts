import type { AssertionVerifier, Retirement } from "../oauth/assertion.ts";
import type { App } from "../options.ts";

/** Takes keys away from applications, as their owner would in the console. */
export interface KeySteering {
  /** Assertions signed with it are refused as signed with an expired key. @throws {TypeError} for an unknown key. */
  expire(keyId: string): void;
  /** Assertions signed with it are refused as signed with an unknown key. @throws {TypeError} for an unknown key. */
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
