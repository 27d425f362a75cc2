import "server-only";
import { type AuthorizationCode, authorizationCode, type TokenSource } from "@high-mobility-ts/auth";
import { createClient, type HighMobilityClient } from "@high-mobility-ts/client";
import { clientOptionsFromEnv } from "@high-mobility-ts/client/env";
import { readSession, readSessionId, saveSession, startSession } from "./session.ts";
import { appUrl } from "./settings.ts";

/**
 * The client of each session. Two requests of a driver must share it, because a refresh token is used once. Next.js may
 * load this module more than once, so the clients are global.
 */
const clients: Map<string, HighMobilityClient> = sharedClients();

function sharedClients(): Map<string, HighMobilityClient> {
  const scope: { driverClients?: Map<string, HighMobilityClient> } = globalThis as object;
  scope.driverClients ??= new Map();
  return scope.driverClients;
}

/** Begins a consent and returns the URL of the consent page. */
export async function beginConsent(): Promise<string> {
  const consentRequest = await consentFlow().begin();
  await startSession({ consentRequest });
  return consentRequest.url;
}

/**
 * Completes the consent with which the driver returned.
 *
 * @throws {AuthError} `consent-denied`, `state-mismatch`, or what a token request throws.
 */
export async function completeConsent(query: string): Promise<void> {
  const begun = await readSessionId();
  const { consentRequest = { state: "", codeVerifier: "" } } = begun ? await readSession(begun) : {};
  // A callback is accepted once, and the session of a connected driver has an id of its own.
  if (begun) await saveSession(begun, {});
  const id = await startSession({});
  const tokens = await consentFlow(id).complete(appUrl(`/callback${query}`), consentRequest);
  keepClient(id, tokens);
}

/** Returns the client of the driver, or undefined if the driver has given no consent. */
export async function driverClient(): Promise<HighMobilityClient | undefined> {
  const id = await readSessionId();
  const { refreshToken } = id ? await readSession(id) : {};
  if (!id || !refreshToken) return undefined;
  // After a restart of this app, the stored refresh token is enough.
  return clients.get(id) ?? keepClient(id, consentFlow(id).resume(refreshToken));
}

function keepClient(id: string, auth: TokenSource): HighMobilityClient {
  const options = clientOptionsFromEnv();
  const hm = createClient(
    "baseUrl" in options ? { baseUrl: options.baseUrl, auth } : { environment: options.environment, auth },
  );
  clients.set(id, hm);
  return hm;
}

function consentFlow(sessionId?: string): AuthorizationCode {
  return authorizationCode({
    ...authorizationServer(),
    redirectUri: appUrl("/callback"),
    onRefreshToken: sessionId ? (refreshToken) => saveSession(sessionId, { refreshToken }) : undefined,
  });
}

/** Returns the platform's server and the credentials, or those of the emulator if `HM_BASE_URL` is set. */
function authorizationServer() {
  const options = clientOptionsFromEnv();
  if ("environment" in options) return options;
  const { baseUrl, ...credentials } = options;
  return {
    ...credentials,
    tokenUrl: new URL("/v1/access_tokens", baseUrl).href,
    authorizationUrl: new URL("/oauth/new", baseUrl).href,
  };
}
