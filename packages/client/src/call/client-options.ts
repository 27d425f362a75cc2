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
   * The limit of each attempt, from sending to the last byte of the response, in milliseconds, > 0. The wait for a
   * token is part of the attempt; the wait for the client's own limits is not. Default: `30_000`.
   */
  readonly attemptMs?: number | undefined;
  /** The limit of the whole call, with all attempts and waits, in milliseconds, > 0. Default: no limit. */
  readonly totalMs?: number | undefined;
}

/** How calls are made, for every server. */
export interface CallingOptions {
  /** Headers of every call. The `headers` of a single call take precedence. Default: none. */
  readonly headers?: RequestInit["headers"];
  /** Sends calls and token requests. Default: the global `fetch`, looked up at each request. */
  readonly fetch?: typeof globalThis.fetch | undefined;
  /** Time limits. `false` sets none. Default: see {@link TimeoutOptions}. */
  readonly timeout?: TimeoutOptions | false | undefined;
  /** Retries. `false` sends every call once. Default: see {@link RetryOptions}. */
  readonly retry?: RetryOptions | false | undefined;
  /**
   * Delays calls so that they stay within the documented limits. `false` disables it. Default: a limiter of this
   * client.
   */
  readonly rateLimit?: RateLimiter | false | undefined;
  /** The most calls under way at a time, a whole number >= 1. `false` sets no limit. Default: `64`. */
  readonly concurrency?: number | false | undefined;
  /**
   * The largest body of a response, in bytes after decompression, > 0. A call whose response is larger fails with an
   * `UnexpectedResponseError`. `listClearances` reads a list of any size. Default: `33_554_432` (32 MiB).
   */
  readonly maxResponseBytes?: number | undefined;
  /**
   * Compares bodies with the specification, such as `responseValidator({ mode, validators })`. Default: bodies are not
   * compared.
   */
  readonly responseValidation?: ResultValidator | undefined;
  /**
   * The scopes that each operation needs, `requiredScopes(operations)`. A call whose token lacks one of them fails
   * before it is sent. Default: such a call is sent, and the platform rejects it.
   */
  readonly requiredScopes?: RequiredScopes | undefined;
  /** Is called with each event, such as a retry. Default: no callback. */
  readonly onEvent?: OnClientEvent | undefined;
  /** The clock. Default: the machine's clock. */
  readonly clock?: Clock | undefined;
}

/** Options of the token source that the client creates from credentials. */
export interface CredentialSettings
  extends CallingOptions,
    Omit<ServerOptions, "environment">,
    Omit<TokenRequestOptions, "onEvent">,
    StoreOptions {
  /**
   * The scopes to ask for, separated by spaces (RFC 6749 section 3.3). Default: the scopes that the platform grants
   * without a request.
   */
  readonly scope?: string | undefined;
}

/** The server, if it is not one of the platform's environments. */
interface AtBaseUrl {
  /**
   * Absolute URL of an emulator or a gateway, to which paths are appended. Token URL, audience and the origin for
   * tokens
   * follow from it: `<baseUrl>/v1/access_tokens`, `<baseUrl>/v1`. A trailing slash is ignored. Plain http outside
   * loopback needs `[allowInsecureRequests]: true`.
   */
  readonly baseUrl: string;
}

/** A client secret, for one of the platform's environments. */
export interface SecretOptions extends CredentialSettings, ClientSecretOptions {
  /** Which of the platform's environments is called: `sandbox` has simulated vehicles, `live` has real ones. */
  readonly environment: Environment;
}

/** A client secret, for an emulator or a gateway. */
export interface SecretAtBaseUrlOptions extends AtBaseUrl, CredentialSettings, ClientSecretOptions {}

/** A private key, for one of the platform's environments. */
export interface KeyOptions extends CredentialSettings, PrivateKeyOptions {
  /** Which of the platform's environments is called: `sandbox` has simulated vehicles, `live` has real ones. */
  readonly environment: Environment;
}

/** A private key, for an emulator or a gateway. */
export interface KeyAtBaseUrlOptions extends AtBaseUrl, CredentialSettings, PrivateKeyOptions {}

/** Credentials: a client secret or a private key. The client creates its own token source from them. */
export type CredentialOptions = SecretOptions | SecretAtBaseUrlOptions | KeyOptions | KeyAtBaseUrlOptions;

/** Tokens from any source, for one of the platform's environments. */
export interface TokenSourceOptions extends CallingOptions {
  /** Which of the platform's environments is called. */
  readonly environment: Environment;
  /** The token source, such as `clientCredentials(…)`. */
  readonly auth: TokenSource;
  readonly [allowInsecureRequests]?: undefined;
}

/** Tokens from any source, for any other server: an emulator, a mock, a gateway. */
export interface BaseUrlOptions extends CallingOptions {
  /** Absolute URL to which paths are appended: https, or http on loopback. A trailing slash is ignored. */
  readonly baseUrl: string;
  /** The token source, such as `clientCredentials(…)`. Tokens are sent to the origin of `baseUrl` only. */
  readonly auth: TokenSource;
  /** `true` allows tokens over plain `http` to any host. Default: `https` only, and `http` on loopback. */
  readonly [allowInsecureRequests]?: boolean | undefined;
}

/** The server (an environment or a base URL) and the credentials or token source for it. */
export type ClientOptions = CredentialOptions | TokenSourceOptions | BaseUrlOptions;
