import type { AccessToken } from "./token-source.ts";

/** Returns the same token with a value that is read by name only: what logs, serializes or copies it does not see the value. */
export function accessToken({ value, ...rest }: AccessToken): AccessToken {
  return Object.defineProperty(rest, "value", { get: () => value }) as AccessToken;
}
