import type { ClientSecretOptions, PrivateKeyOptions } from "../endpoint/client-authentication.ts";
import type { ServerOptions } from "../options/server.ts";
import type { TokenRequestOptions } from "../options/token-request-options.ts";

type OptionNames<T> = Record<Extract<keyof T, string>, true>;

/**
 * Returns the names of the options that all functions which call an endpoint share, for the check of unknown options.
 * It does not compile if a name is missing.
 */
export function endpointOptionNames(): OptionNames<ServerOptions & TokenRequestOptions> &
  OptionNames<ClientSecretOptions> &
  OptionNames<PrivateKeyOptions> {
  return {
    environment: true,
    tokenUrl: true,
    audience: true,
    resourceOrigins: true,
    clientId: true,
    clientSecret: true,
    privateKey: true,
    clientAuthentication: true,
    assertionClaims: true,
    encoding: true,
    fetch: true,
    clock: true,
    timeoutMs: true,
    maxWaitMs: true,
    maxPauseMs: true,
    assumedLifetimeMs: true,
    onEvent: true,
  };
}
