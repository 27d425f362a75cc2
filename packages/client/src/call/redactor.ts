import { redact, safeCause } from "@high-mobility-ts/guards";

/** Shorter texts are not secrets, and they could be parts of other words. */
const minSecretLength = 8;

/** The number of credentials that are remembered: tokens are renewed while calls are under way. */
const maxRemembered = 8;

/** The longest part of a body without JSON that is shown. */
const maxShownLength = 65_536;

/** Removes the credentials of a client from bodies and errors, so that errors and events do not show them. */
export class Redactor {
  readonly #secrets: string[] = [];
  readonly #own: readonly string[];
  #last: string | null | undefined;

  /** @param own A secret that is not sent with calls but may be in a response. */
  constructor(own?: string) {
    this.#own = own && own.length >= minSecretLength ? [own] : [];
  }

  /** Remembers the credentials of a request. */
  see(input: string | URL | Request, init: RequestInit | undefined): void {
    const headers = init?.headers ?? (input instanceof Request ? input.headers : undefined);
    const authorization = authorizationOf(headers);
    if (authorization === this.#last || !authorization) return;
    this.#last = authorization;
    const secret = authorization.slice(authorization.indexOf(" ") + 1);
    if (secret.length >= minSecretLength) this.#secrets.push(secret);
    if (this.#secrets.length > maxRemembered) this.#secrets.shift();
  }

  get #all(): readonly string[] {
    return [...this.#own, ...this.#secrets];
  }

  text(text: string): string {
    return redact(text.slice(0, maxShownLength), this.#all);
  }

  /** Returns a copy of an error without its request and other properties that may hold secrets. */
  error(error: unknown): Error | undefined {
    return safeCause(error, this.#all);
  }

  /** Returns a copy of a body that was parsed from JSON. */
  body(body: object): object {
    return JSON.parse(JSON.stringify(body), (_key, value: unknown) =>
      typeof value === "string" ? redact(value, this.#all) : value,
    );
  }
}

function authorizationOf(headers: RequestInit["headers"]): string | null | undefined {
  if (headers instanceof Headers) return headers.get("authorization");
  return headers && !Array.isArray(headers) ? headers["authorization"] : undefined;
}
