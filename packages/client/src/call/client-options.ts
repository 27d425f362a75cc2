import type {
  allowInsecureRequests,
  ClientSecretOptions,
  Clock,
  Environment,
  PrivateKeyOptions,
  RequiredScopes,
  ServerOptions,
  StoreOptions,
  TokenRequestOptions,
  TokenSource,
} from "@high-mobility-ts/auth";
import type { RateLimiter } from "../resilience/rate-limiter.ts";
import type { RetryOptions } from "../resilience/retry-policy.ts";
import type { OnClientEvent } from "./events.ts";
import type { ResultValidator } from "./response-validation.ts";

/** How long a call may take. */
export interface TimeoutOptions {
  /**
   * The limit of each attempt, from sending to the last byte of the response, in milliseconds, > 0. The wait for a token is
   * part of the attempt, the wait for the client's own limits is not. Default: `30_000`.
   */
  readonly attemptMs?: number | undefined;
  /** The limit of the whole call, with all attempts and waits, in milliseconds, > 0. Default: no limit. */
  readonly totalMs?: number | undefined;
}

/** How calls are made, wherever they go. */
export interface CallingOptions {
  /** Headers of every call; a call's own `headers` win. Default: none. */
  readonly headers?: RequestInit["headers"];
  /** Sends calls and token requests. Default: the global `fetch`, looked up at each request. */
  readonly fetch?: typeof globalThis.fetch | undefined;
  /** `false`: an attempt ends only when the runtime ends it. */
  readonly timeout?: TimeoutOptions | false | undefined;
  /** `false`: every call is sent once. */
  readonly retry?: RetryOptions | false | undefined;
  /** Keeps calls within the documented limits. Default: a limiter of this client's own. `false`: none. */
  readonly rateLimit?: RateLimiter | false | undefined;
  /** The most calls under way at a time, a whole number >= 1. Default: `64`. `false`: any number. */
  readonly concurrency?: number | false | undefined;
  /**
   * The largest body of a response, in bytes after decompression, > 0. A call whose response is larger fails with an
   * `UnexpectedResponseError`. `listClearances` reads a list of any size. Default: `33_554_432` (32 MiB).
   */
  readonly maxResponseBytes?: number | undefined;
  /** Compares bodies with the specification, such as `responseValidator({ mode, validators })`. Default: they are not compared. */
  readonly responseValidation?: ResultValidator | undefined;
  /**
   * The scopes that each operation needs, `requiredScopes(operations)`: a call whose token lacks them is not sent. Default: it
   * is sent, and the platform rejects it.
   */
  readonly requiredScopes?: RequiredScopes | undefined;
  /** Is called with each event, such as a retry. Default: nothing is called. */
  readonly onEvent?: OnClientEvent | undefined;
  /** The clock. Default: the machine's clock. */
  readonly clock?: Clock | undefined;
}

/** How tokens are requested and kept by the token source that the client makes of credentials. */
export interface CredentialSettings
  extends CallingOptions,
    Omit<ServerOptions, "environment">,
    Omit<TokenRequestOptions, "onEvent">,
    StoreOptions {
  /** The scopes to ask for, separated by spaces (RFC 6749 section 3.3). Default: those that the platform grants unasked. */
  readonly scope?: string | undefined;
}

/** The server of credentials that are for none of the platform's environments. */
interface AtBaseUrl {
  /**
   * Absolute URL of an emulator or a gateway, which paths are appended to. Token URL, audience and the origin for tokens
   * follow from it: `<baseUrl>/v1/access_tokens`, `<baseUrl>/v1`. A trailing slash is ignored. Plain http outside
   * loopback needs `[allowInsecureRequests]: true`.
   */
  readonly baseUrl: string;
}

/** A client secret, for one of the platform's environments. */
export interface SecretOptions extends CredentialSettings, ClientSecretOptions {
  /** Which of the platform's environments is called: `sandbox` has invented vehicles, `live` real ones. */
  readonly environment: Environment;
}

/** A client secret, for an emulator or a gateway. */
export interface SecretAtBaseUrlOptions extends AtBaseUrl, CredentialSettings, ClientSecretOptions {}

/** A private key, for one of the platform's environments. */
export interface KeyOptions extends CredentialSettings, PrivateKeyOptions {
  /** Which of the platform's environments is called: `sandbox` has invented vehicles, `live` real ones. */
  readonly environment: Environment;
}

/** A private key, for an emulator or a gateway. */
export interface KeyAtBaseUrlOptions extends AtBaseUrl, CredentialSettings, PrivateKeyOptions {}

/** Credentials, a client secret or a private key, of which the client makes its own token source. */
export type CredentialOptions = SecretOptions | SecretAtBaseUrlOptions | KeyOptions | KeyAtBaseUrlOptions;

/** Tokens from any source, for one of the platform's environments. */
export interface TokenSourceOptions extends CallingOptions {
  /** Which of the platform's environments is called. */
  readonly environment: Environment;
  /** Where tokens come from, such as `clientCredentials(…)`. */
  readonly auth: TokenSource;
  readonly [allowInsecureRequests]?: undefined;
}

/** Tokens from any source, for any other server: an emulator, a mock, a gateway. */
export interface BaseUrlOptions extends CallingOptions {
  /** Absolute URL that the paths are appended to: https, or http on loopback. A trailing slash is ignored. */
  readonly baseUrl: string;
  /** Where tokens come from, such as `clientCredentials(…)`. They are sent to the origin of `baseUrl` only. */
  readonly auth: TokenSource;
  /** `true` allows tokens over plain `http` to any host. Default: `https` only, and `http` on loopback. */
  readonly [allowInsecureRequests]?: boolean | undefined;
}

/** Where to call, an environment or a base URL, and with what: credentials, or a token source. */
export type ClientOptions = CredentialOptions | TokenSourceOptions | BaseUrlOptions;
