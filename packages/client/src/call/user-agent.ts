import { version } from "./version.ts";

/**
 * `high-mobility-ts/<version>`; undefined in browsers, which set the header themselves and would need CORS for another
 * one.
 */
export function userAgent(): string | undefined {
  const { userAgent: own } = globalThis.navigator ?? {};
  return own?.startsWith("Mozilla/") ? undefined : `high-mobility-ts/${version}`;
}
