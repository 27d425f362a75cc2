import type { ClientOptions } from "./client-options.ts";

type KeysOf<Union> = Union extends unknown ? keyof Union : never;

/** Every option of `createClient`: it does not compile if one is missing. */
export const knownOptions: Readonly<Record<Extract<KeysOf<ClientOptions>, string>, true>> = {
  assertionClaims: true,
  assumedLifetimeMs: true,
  audience: true,
  auth: true,
  baseUrl: true,
  clientAuthentication: true,
  clientId: true,
  clientSecret: true,
  clock: true,
  concurrency: true,
  encoding: true,
  environment: true,
  fetch: true,
  headers: true,
  maxPauseMs: true,
  maxResponseBytes: true,
  maxWaitMs: true,
  onEvent: true,
  privateKey: true,
  rateLimit: true,
  requiredScopes: true,
  resourceOrigins: true,
  responseValidation: true,
  retry: true,
  scope: true,
  store: true,
  timeout: true,
  timeoutMs: true,
  tokenUrl: true,
};
