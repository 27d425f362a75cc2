import { type CacheOptions, cachedTokens } from "./cached-tokens.ts";
import { type ClientAuthenticationOptions, readClientAuthentication } from "./client-authentication.ts";
import { type Clock, systemClock } from "./clock.ts";
import type { OnEvent } from "./events.ts";
import { readServer, type ServerOptions } from "./server.ts";
import { createServerClock } from "./server-clock.ts";
import { obtainToken } from "./token-endpoint.ts";
import type { TokenSource } from "./token-source.ts";

export interface TokenRequestOptions {
  /** Scopes to ask for, separated by spaces (RFC 6749 section 3.3). Default: what the server gives unasked. */
  readonly scope?: string | undefined;
  /** How the body of a token request is written. Default: `json`, as the platform documents; the standard is `form`. */
  readonly encoding?: "json" | "form" | undefined;
  /** Sends token requests. Default: the global `fetch` of the moment of each request. */
  readonly fetch?: typeof globalThis.fetch | undefined;
  /** Default: this machine's clock. How far it is off is learned from the server's answers. */
  readonly clock?: Clock | undefined;
  /** How long one try of a token request may take, in milliseconds, 1 to 300,000. Default: 10,000. */
  readonly timeoutMs?: number | undefined;
  readonly onEvent?: OnEvent | undefined;
}

export type ClientCredentialsOptions = ServerOptions & ClientAuthenticationOptions & TokenRequestOptions;

/**
 * Tokens of the application itself, by client secret or private key. Nothing is sent before the first token is needed; a
 * token is renewed in the background when the last fifth of its life begins.
 *
 * @example const tokens = clientCredentials({ environment: "sandbox", clientId, clientSecret });
 * @example const tokens = clientCredentials({ environment: "live", clientId, privateKey: { id, pem } });
 * @throws {TypeError} At once, when an option is missing, unknown or at odds with another.
 * @see https://www.rfc-editor.org/rfc/rfc6749#section-4.4
 */
export function clientCredentials(options: ClientCredentialsOptions): TokenSource {
  const server = readServer(options);
  const authentication = readClientAuthentication(options, server);
  const request = readTokenRequest(options);
  const serverClock = createServerClock(request.clock);
  const endpoint = { ...request, server, authentication, serverClock };
  const parameters = {
    grant_type: "client_credentials",
    ...(options.scope && { scope: options.scope }),
  };
  const obtain: CacheOptions["obtain"] = async () => {
    const { token, lifetimeMs } = await obtainToken(endpoint, parameters);
    return { token, lifetimeMs, from: "server" };
  };
  return {
    ...cachedTokens({ clock: request.clock, onEvent: request.onEvent, obtain }),
    resourceOrigins: server.resourceOrigins,
    observe: ({ headers }) => {
      serverClock.learn(headers, request.clock.now());
    },
  };
}

function readTokenRequest(options: TokenRequestOptions) {
  const { encoding = "json", timeoutMs = 10_000, clock = systemClock, onEvent } = options;
  if (encoding !== "json" && encoding !== "form") throw new TypeError('encoding must be "json" or "form"');
  if (!Number.isInteger(timeoutMs) || timeoutMs < 1 || timeoutMs > 300_000)
    throw new TypeError(
      `timeoutMs must be a whole number of milliseconds from 1 to 300000, not ${timeoutMs}`,
    );
  const fetch: typeof globalThis.fetch = options.fetch ?? ((input, init) => globalThis.fetch(input, init));
  return { encoding, timeoutMs, clock, onEvent, fetch };
}
