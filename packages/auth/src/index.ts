export { AuthError, type AuthErrorCode, type AuthErrorDetails } from "./auth-error.ts";
export type {
  ClientAuthenticationOptions,
  ClientSecretOptions,
  PrivateKeyOptions,
  PublicClientOptions,
} from "./endpoint/client-authentication.ts";
export {
  type AuthorizationCode,
  type AuthorizationCodeOptions,
  authorizationCode,
  type ConsentParameters,
} from "./grants/authorization-code.ts";
export {
  type ClientCredentialsOptions,
  clientCredentials,
  type StoreOptions,
} from "./grants/client-credentials.ts";
export type { ConsentRequest } from "./grants/consent-callback.ts";
export { type RevokeTokenOptions, revokeToken } from "./grants/revoke-token.ts";
export type { AssertionClaims } from "./key/assertion.ts";
export { type ConsoleKey, consoleKey } from "./key/console-key.ts";
export type { JwkKey, PemKey, PrivateKey, WebCryptoKey } from "./key/private-key.ts";
export type { AuthEvent, LimitedNumber, OnEvent } from "./observe/events.ts";
export type { Clock } from "./options/clock.ts";
export { allowClientSecretInBrowser, allowInsecureRequests } from "./options/dangerous.ts";
export { type Environment, environmentOrigin, type ServerOptions } from "./options/server.ts";
export type { TokenRequestOptions } from "./options/token-request-options.ts";
export {
  type AuthMiddleware,
  type AuthMiddlewareContext,
  authMiddleware,
} from "./requests/auth-middleware.ts";
export type { AuthorizationOptions } from "./requests/authorization.ts";
export { type BearerChallenge, parseBearerChallenge } from "./requests/bearer-challenge.ts";
export { type RequiredScopes, requiredScopes, type ScopedOperation } from "./requests/required-scopes.ts";
export { type WithAuthOptions, withAuth } from "./requests/with-auth.ts";
export { encryptedStore } from "./stores/encrypted-store.ts";
export type { StoredValue, TokenStore } from "./stores/token-store.ts";
export type { AccessToken, GetTokenOptions, TokenSource } from "./tokens/token-source.ts";
