import type { AccessToken } from "./token-source.ts";

interface Parts {
  readonly value: string;
  readonly expiresAt: number;
  readonly scopes: ReadonlySet<string>;
}

/** Its value is read by name only: what logs, serializes or copies the token does not see it. */
export function accessToken({ value, expiresAt, scopes }: Parts): AccessToken {
  return Object.defineProperty({ expiresAt, scopes }, "value", { get: () => value }) as AccessToken;
}
