import {
  allowInsecureRequests,
  clientCredentials,
  type Environment,
  environmentOrigin,
  type TokenSource,
  withAuth,
} from "@high-mobility-ts/auth";
import { checkKnownOptions, lateFetch, originOf } from "@high-mobility-ts/guards";
import type { paths } from "@high-mobility-ts/schema";
import { createCaller } from "./caller.ts";
import { checkCallOptions } from "./check-call-options.ts";
import type { HighMobilityClient } from "./client.ts";
import type { ClientOptions, CredentialOptions } from "./client-options.ts";
import { createCore } from "./core.ts";
import type { CoreInit } from "./core-init.ts";
import type { OnClientEvent } from "./events.ts";
import { knownOptions } from "./known-options.ts";
import { logEvents } from "./log-events.ts";
import { operationMethods } from "./operation-methods.ts";
import { pathCheck } from "./path-check.ts";
import { readCallOptions } from "./read-call-options.ts";
import { Redactor } from "./redactor.ts";
import { userAgent } from "./user-agent.ts";

/**
 * Creates a typed client of the platform. Every call sends a bearer token, except those that obtain or revoke one.
 *
 * @example const hm = createClient({ environment: "sandbox", clientId, clientSecret });
 * @example const hm = createClient({ environment: "live", ...consoleKey(json) });
 * @example const hm = createClient({ baseUrl: "http://127.0.0.1:4010", clientId, clientSecret });
 * @example const hm = createClient({ environment: "live", auth: tokens });
 * @throws {TypeError} at once, if an option is missing, unknown or contradicts another; no request is sent. A private
 * key is read when it signs for the first time. If it is damaged, the call rejects with an `AuthenticationError` whose
 * cause has the code `invalid-key`.
 */
export function createClient(options: ClientOptions): HighMobilityClient {
  checkKnownOptions("createClient()", options, knownOptions);
  const baseUrl = baseUrlOf(options);
  const { origin } = new URL(baseUrl);
  const onEvent = options.onEvent ?? debugEvents();
  const tokens =
    "auth" in options ? options.auth : clientCredentials({ ...credentialsOf(options, baseUrl), onEvent });
  checkTokens(tokens, origin);
  const fetch = lateFetch(options.fetch);
  const callOptions = readCallOptions({ ...options, onEvent });
  const { maxResponseBytes } = callOptions;
  const { requiredScopes } = options;
  const redactor = new Redactor("clientSecret" in options ? options.clientSecret : undefined);
  const seenFetch: typeof globalThis.fetch = (input, init) => {
    redactor.see(input, init);
    return fetch(input, init);
  };
  const authorized = withAuth(tokens, {
    fetch: seenFetch,
    onEvent,
    resourceOrigins: [origin],
    requiredScopes,
    [allowInsecureRequests]: options[allowInsecureRequests],
  });
  const core = createCore({
    baseUrl,
    headers: defaultHeaders(options.headers),
    maxResponseBytes,
    fetchFor: (path) => (path === tokenPath ? seenFetch : authorized),
  });
  const call = createCaller({ core, redactor, ...callOptions });
  const checkPath = pathCheck();
  const method = (name: string) => (path: string, init?: CoreInit) => {
    try {
      checkPath(name, path);
      if (init) checkCallOptions(`${name} ${path}`, init, ["params", "body"]);
    } catch (error) {
      return Promise.reject(error);
    }
    return call(name, path, init);
  };
  const client = {
    ...operationMethods(call),
    GET: method("GET"),
    PUT: method("PUT"),
    POST: method("POST"),
    PATCH: method("PATCH"),
    DELETE: method("DELETE"),
    use: core.use,
    eject: core.eject,
  };
  // From here on, the types are those of the specification.
  return client as unknown as HighMobilityClient;
}

/** Calls that obtain or revoke tokens have the credentials in their bodies. */
const tokenPath: keyof paths = "/v1/access_tokens";

function defaultHeaders(headers: RequestInit["headers"]): Record<string, string> {
  const agent = userAgent();
  return { ...(agent && { "user-agent": agent }), ...Object.fromEntries(new Headers(headers)) };
}

function baseUrlOf(options: ClientOptions): string {
  if (!("baseUrl" in options) || options.baseUrl === undefined)
    return environmentOrigin((options as { environment: Environment }).environment);
  if ("environment" in options && options.environment !== undefined)
    throw new TypeError("Set either environment or baseUrl, got both.");
  const { baseUrl } = options;
  originOf("baseUrl", baseUrl, options[allowInsecureRequests] === true);
  if (/[?#]/.test(baseUrl))
    throw new TypeError("baseUrl must be a URL without query and fragment, got a URL with them.");
  return baseUrl.replace(/\/$/, "");
}

/** The options for `clientCredentials`, which rejects unknown options. */
function credentialsOf(
  options: CredentialOptions & { readonly baseUrl?: string },
  baseUrl: string,
): Parameters<typeof clientCredentials>[0] {
  const { headers, timeout, retry, rateLimit, concurrency, maxResponseBytes, ...rest } = options;
  const { responseValidation, requiredScopes, baseUrl: given, ...credentials } = rest;
  if (given === undefined) return credentials;
  return { tokenUrl: `${baseUrl}${tokenPath}`, audience: `${baseUrl}/v1`, ...credentials };
}

/**
 * `HM_DEBUG=1` writes the events of every client in Node that has no `onEvent`. Other runtimes ask for permission
 * before they show variables.
 */
function debugEvents(): OnClientEvent | undefined {
  const { process, Deno }: { process?: { env?: Record<string, unknown> }; Deno?: unknown } =
    globalThis as object;
  return !Deno && process?.env?.["HM_DEBUG"] === "1" ? logEvents() : undefined;
}

function checkTokens(tokens: TokenSource, origin: string): void {
  if (typeof tokens?.getToken !== "function" || typeof tokens.invalidate !== "function")
    throw new TypeError("auth must be a token source: an object with getToken() and invalidate().");
  if (tokens.resourceOrigins && !tokens.resourceOrigins.includes(origin))
    throw new TypeError(
      `auth must be for the origin of this client, ${origin}; its tokens are for ${tokens.resourceOrigins.join(", ")}.`,
    );
}
