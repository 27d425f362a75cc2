export type { AssertionClaims } from "./assertion.ts";
export { AuthError, type AuthErrorCode, type AuthErrorDetails } from "./auth-error.ts";
export { type AuthMiddleware, type AuthMiddlewareContext, authMiddleware } from "./auth-middleware.ts";
export type { AuthorizationOptions } from "./authorization.ts";
export type {
  ClientAuthenticationOptions,
  ClientSecretOptions,
  PrivateKeyOptions,
} from "./client-authentication.ts";
export {
  type ClientCredentialsOptions,
  clientCredentials,
  type TokenRequestOptions,
} from "./client-credentials.ts";
export type { Clock } from "./clock.ts";
export { type ConsoleKey, consoleKey } from "./console-key.ts";
export { allowClientSecretInBrowser, allowInsecureRequests } from "./dangerous.ts";
export type { AuthEvent, OnEvent } from "./events.ts";
export type { JwkKey, PemKey, PrivateKey, WebCryptoKey } from "./private-key.ts";
export { retryAfterMs } from "./retry-after.ts";
export { type Environment, environmentOrigin, type ServerOptions } from "./server.ts";
export type { AccessToken, GetTokenOptions, TokenSource } from "./token-source.ts";
export { type WithAuthOptions, withAuth } from "./with-auth.ts";
