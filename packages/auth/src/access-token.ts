import type { AccessToken } from "./token-source.ts";

interface Parts {
  readonly value: string;
  readonly expiresAt: number;
  readonly scopes: ReadonlySet<string>;
}

/** Its value is read by name only: what logs, serializes or copies the token does not see it. */
class Token implements AccessToken {
  readonly expiresAt: number;
  readonly scopes: ReadonlySet<string>;
  readonly #value: string;

  constructor({ value, expiresAt, scopes }: Parts) {
    this.expiresAt = expiresAt;
    this.scopes = scopes;
    this.#value = value;
  }

  get value(): string {
    return this.#value;
  }
}

export function accessToken(parts: Parts): AccessToken {
  return new Token(parts);
}
