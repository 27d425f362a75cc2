import type { AccessToken } from "./token-source.ts";

/** Returns the token with a `value` that is not enumerable: logging, serializing and copying do not show it. */
export function accessToken({ value, ...rest }: AccessToken): AccessToken {
  return Object.defineProperty(rest, "value", { get: () => value }) as AccessToken;
}
