export type { AssertionClaims } from "./assertion.ts";
export { AuthError, type AuthErrorCode, type AuthErrorDetails } from "./auth-error.ts";
export { type AuthMiddleware, type AuthMiddlewareContext, authMiddleware } from "./auth-middleware.ts";
export type { AuthorizationOptions } from "./authorization.ts";
export {
  type AuthorizationCode,
  type AuthorizationCodeOptions,
  authorizationCode,
  type ConsentParameters,
  type ConsentRequest,
} from "./authorization-code.ts";
export { type BearerChallenge, parseBearerChallenge } from "./bearer-challenge.ts";
export type {
  ClientAuthenticationOptions,
  ClientSecretOptions,
  PrivateKeyOptions,
  PublicClientOptions,
} from "./client-authentication.ts";
export { type ClientCredentialsOptions, clientCredentials, type StoreOptions } from "./client-credentials.ts";
export type { Clock } from "./clock.ts";
export { type ConsoleKey, consoleKey } from "./console-key.ts";
export { allowClientSecretInBrowser, allowInsecureRequests } from "./dangerous.ts";
export { encryptedStore } from "./encrypted-store.ts";
export type { AuthEvent, OnEvent } from "./events.ts";
export type { JwkKey, PemKey, PrivateKey, WebCryptoKey } from "./private-key.ts";
export { type RequiredScopes, requiredScopes, type ScopedOperation } from "./required-scopes.ts";
export { type RevokeTokenOptions, revokeToken } from "./revoke-token.ts";
export { type Environment, environmentOrigin, type ServerOptions } from "./server.ts";
export type { TokenRequestOptions } from "./token-request-options.ts";
export type { AccessToken, GetTokenOptions, TokenSource } from "./token-source.ts";
export type { StoredValue, TokenStore } from "./token-store.ts";
export { type WithAuthOptions, withAuth } from "./with-auth.ts";
