import type {
  ClientAuthenticationOptions,
  Clock,
  Environment,
  RequiredScopes,
  ServerOptions,
  StoreOptions,
  TokenRequestOptions,
  TokenSource,
} from "@high-mobility-ts/auth";
import type { RateLimiter } from "../resilience/rate-limiter.ts";
import type { RetryOptions } from "../resilience/retry-policy.ts";
import type { OnClientEvent } from "./events.ts";
import type { ResponseValidation } from "./response-validation.ts";

/** How long a call may take. */
export interface TimeoutOptions {
  /** For each try, from sending to the last byte of the answer, in milliseconds, > 0. Default: 30,000. */
  readonly attemptMs?: number | undefined;
  /** For the call as a whole, tries and waits included, in milliseconds, > 0. Default: no limit. */
  readonly totalMs?: number | undefined;
}

/** How calls are made, wherever they go. */
export interface CallingOptions {
  /** Sent with every call; a call's own `headers` win. Default: none. */
  readonly headers?: RequestInit["headers"];
  /** Sends calls and token requests. Default: the global `fetch` of the moment of each request. */
  readonly fetch?: typeof globalThis.fetch | undefined;
  /** `false`: a try ends only when the runtime ends it. */
  readonly timeout?: TimeoutOptions | false | undefined;
  /** `false`: every call is sent once. */
  readonly retry?: RetryOptions | false | undefined;
  /** Keeps calls within the documented limits. Default: a limiter of this client's own. `false`: none. */
  readonly rateLimit?: RateLimiter | false | undefined;
  /** How many calls are under way at a time, a whole number >= 1. Default: 64. `false`: any number. */
  readonly concurrency?: number | false | undefined;
  /** Whether bodies are held against the specification, and what follows. Default: they are taken as they are. */
  readonly responseValidation?: ResponseValidation | undefined;
  /**
   * The scopes that a call needs, so that one whose token lacks them is not sent: `requiredScopes(operations)` of
   * `@high-mobility-ts/auth`. Default: it is sent, and refused.
   */
  readonly requiredScopes?: RequiredScopes | undefined;
  readonly onEvent?: OnClientEvent | undefined;
  /** Where time comes from. Default: the machine's clock. */
  readonly clock?: Clock | undefined;
}

/** Credentials given directly, client secret or private key: the client makes its own token source. */
export type CredentialOptions = CallingOptions &
  ServerOptions &
  ClientAuthenticationOptions &
  Omit<TokenRequestOptions, "onEvent"> &
  StoreOptions & {
    readonly environment: Environment;
    /** Scopes to ask for, separated by spaces (RFC 6749 section 3.3). Default: what the platform gives unasked. */
    readonly scope?: string | undefined;
  };

/** Tokens from any source, for one of the platform's environments. */
export interface TokenSourceOptions extends CallingOptions {
  readonly environment: Environment;
  readonly auth: TokenSource;
}

/** Tokens from any source, for any other server: an emulator, a mock, a gateway. */
export interface BaseUrlOptions extends CallingOptions {
  /** Absolute URL that the paths are appended to; https, or http on loopback. A trailing slash is ignored. */
  readonly baseUrl: string;
  readonly auth: TokenSource;
}

/** Where to call, and as whom: one of three ways. */
export type ClientOptions = CredentialOptions | TokenSourceOptions | BaseUrlOptions;
