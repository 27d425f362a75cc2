import { safeCause } from "@high-mobility-ts/guards";
import {
  type ClientAuthenticationOptions,
  readClientAuthentication,
} from "../endpoint/client-authentication.ts";
import { obtainToken } from "../endpoint/token-endpoint.ts";
import { emit } from "../observe/events.ts";
import { readServer, type ServerOptions } from "../options/server.ts";
import { readTokenRequest, type TokenRequestOptions } from "../options/token-request-options.ts";
import type { TokenStore } from "../stores/token-store.ts";
import { type CacheOptions, cachedTokens } from "../tokens/cached-tokens.ts";
import type { SharingOptions } from "../tokens/shared-tokens.ts";
import type { TokenSource } from "../tokens/token-source.ts";

export interface StoreOptions {
  /** Where processes share their tokens. Default: each has its own, in memory. */
  readonly store?: TokenStore | undefined;
}

export type ClientCredentialsOptions = ServerOptions &
  ClientAuthenticationOptions &
  TokenRequestOptions &
  StoreOptions & {
    /** Scopes to ask for, separated by spaces (RFC 6749 section 3.3). Default: what the server gives unasked. */
    readonly scope?: string | undefined;
  };

/**
 * Tokens of the application itself, by client secret or private key. Nothing is sent before the first token is needed; a
 * token is renewed in the background when the last fifth of its life begins.
 *
 * @example const tokens = clientCredentials({ environment: "sandbox", clientId, clientSecret });
 * @example const tokens = clientCredentials({ environment: "live", clientId, privateKey: { id, pem } });
 * @throws {TypeError} At once, when an option is missing, unknown or at odds with another.
 * What is inside a private key is looked at when it signs first, and is an `AuthError` (`invalid-key`) of `getToken` then.
 * @see https://www.rfc-editor.org/rfc/rfc6749#section-4.4
 */
export function clientCredentials(options: ClientCredentialsOptions): TokenSource {
  const server = readServer(options);
  const request = readTokenRequest(options);
  const authentication = readClientAuthentication(options, server, request.clock);
  const endpoint = { ...request, server, authentication };
  const parameters = {
    grant_type: "client_credentials",
    ...(options.scope && { scope: options.scope }),
  };
  const fromServer = () => obtainToken(endpoint, { parameters });
  if (
    options.store &&
    [options.store.get, options.store.set, options.store.withLock].some((method) => !method)
  )
    throw new TypeError("store must be a token store: an object with get(), set() and withLock()");
  const { clientId, keyId = "", observe } = authentication;
  const identity = [server.tokenUrl, clientId, keyId, options.scope ?? ""];
  const onFailure: SharingOptions["onFailure"] = (error, values) =>
    emit(request.onEvent, { type: "store-failed", error: safeCause(error, values) });
  const obtain = options.store
    ? lazily({ store: options.store, identity, clock: request.clock, obtain: fromServer, onFailure })
    : fromServer;
  return {
    ...cachedTokens({ clock: request.clock, onEvent: request.onEvent, obtain }),
    resourceOrigins: server.resourceOrigins,
    ...(observe && { observe }),
  };
}

/** Sharing is loaded with the first token that is shared. */
function lazily(options: SharingOptions): CacheOptions["obtain"] {
  let shared: Promise<CacheOptions["obtain"]> | undefined;
  return async (unwanted) => {
    shared ??= import("../tokens/shared-tokens.ts").then(({ sharedTokens }) => sharedTokens(options));
    return (await shared)(unwanted);
  };
}
