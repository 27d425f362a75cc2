import { checkKnownOptions, checkText, maxTokenLifetimeMs, safeCause } from "@high-mobility-ts/guards";
import {
  type ClientAuthenticationOptions,
  readClientAuthentication,
} from "../endpoint/client-authentication.ts";
import { obtainToken, tokenEndpoint } from "../endpoint/token-endpoint.ts";
import { emit } from "../observe/events.ts";
import { readServer, type ServerOptions } from "../options/server.ts";
import { readTokenRequestOptions, type TokenRequestOptions } from "../options/token-request-options.ts";
import type { TokenStore } from "../stores/token-store.ts";
import { type CacheOptions, cachedTokens, unusableShare } from "../tokens/cached-tokens.ts";
import type { SharingOptions } from "../tokens/shared-tokens.ts";
import type { TokenSource } from "../tokens/token-source.ts";
import { endpointOptionNames } from "./endpoint-option-names.ts";

/** Options for tokens that several processes share. */
export interface StoreOptions {
  /** The store through which processes share their tokens. Default: each process keeps its own token in memory. */
  readonly store?: TokenStore | undefined;
}

/** Options of {@link clientCredentials}: the server, the application, and how tokens are requested and kept. */
export type ClientCredentialsOptions = ServerOptions &
  ClientAuthenticationOptions &
  TokenRequestOptions &
  StoreOptions & {
    /**
     * Scopes to request, separated by spaces (RFC 6749 section 3.3). Default: the scopes that the server
     * grants without a request.
     */
    readonly scope?: string | undefined;
  };

/**
 * Returns a source of tokens for the application itself, by client secret or private key. Sends no request before the
 * first token is needed, and refreshes a token in the background when the last fifth of its lifetime begins.
 *
 * @example const tokens = clientCredentials({ environment: "sandbox", clientId, clientSecret });
 * @example const tokens = clientCredentials({ environment: "live", clientId, privateKey: { id, pem } });
 * @throws {TypeError} if an option is missing, unknown or contradicts another. A private key is read when it signs for
 * the first time; if it is damaged, `getToken` rejects with an `AuthError` (`invalid-key`).
 * @see https://www.rfc-editor.org/rfc/rfc6749#section-4.4
 */
export function clientCredentials(options: ClientCredentialsOptions): TokenSource {
  checkKnownOptions("clientCredentials()", options, { ...endpointOptionNames(), store: true, scope: true });
  const server = readServer(options);
  const settings = readTokenRequestOptions(options);
  const { clock, onEvent } = settings;
  const authentication = readClientAuthentication(options, server, clock, onEvent);
  const endpoint = tokenEndpoint({ ...settings, server, authentication });
  const { scope, store } = options;
  if (scope !== undefined) checkText("scope", scope);
  const parameters = { grant_type: "client_credentials", ...(scope && { scope }) };
  const fromServer = () => obtainToken(endpoint, { parameters });
  const { clientId, keyId = "", observe } = authentication;
  if (store !== undefined) checkStore(store);
  const obtain = store
    ? lazily({
        store,
        identity: [server.tokenUrl, clientId, keyId, scope ?? ""],
        clock,
        obtain: fromServer,
        onFailure: (error, values) =>
          emit(onEvent, { type: "store-failed", error: safeCause(error, values) }),
        onLimited: (receivedMs, usedMs) =>
          emit(onEvent, { type: "number-limited", name: "stored-lifetime", receivedMs, usedMs }),
        maxLifetimeMs: maxTokenLifetimeMs,
        unusableShare,
      })
    : fromServer;
  return {
    ...cachedTokens({ clock, onEvent, obtain }),
    resourceOrigins: server.resourceOrigins,
    ...(observe && { observe }),
  };
}

function checkStore(store: TokenStore): void {
  if ([store.get, store.set, store.withLock].some((method) => typeof method !== "function"))
    throw new TypeError("store must be a token store: an object with get(), set() and withLock().");
}

/** Loads the code for sharing when the first token is shared. */
function lazily(options: SharingOptions): CacheOptions["obtain"] {
  let shared: Promise<CacheOptions["obtain"]> | undefined;
  return async (unwanted) => {
    shared ??= import("../tokens/shared-tokens.ts").then(({ sharedTokens }) => sharedTokens(options));
    return (await shared)(unwanted);
  };
}
