import type { AccessToken } from "./token-source.ts";

/** The same token, its value read by name only: what logs, serializes or copies it does not see that. */
export function accessToken({ value, expiresAt, scopes }: AccessToken): AccessToken {
  return Object.defineProperty({ expiresAt, scopes }, "value", { get: () => value }) as AccessToken;
}
