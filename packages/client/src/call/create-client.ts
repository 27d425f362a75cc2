import { clientCredentials, environmentOrigin, type TokenSource, withAuth } from "@high-mobility-ts/auth";
import type { paths } from "@high-mobility-ts/schema";
import { createCaller } from "./caller.ts";
import type { HighMobilityClient } from "./client.ts";
import type { ClientOptions } from "./client-options.ts";
import { type CoreInit, createCore } from "./core.ts";
import { LightRequest } from "./light-request.ts";
import { readCallOptions } from "./read-call-options.ts";
import { userAgent } from "./user-agent.ts";

/**
 * A typed client of the platform. Every call carries a bearer token, but those that obtain or revoke one.
 *
 * @example const hm = createClient({ environment: "sandbox", clientId, clientSecret });
 * @example const hm = createClient({ environment: "live", ...consoleKey(json) });
 * @example const hm = createClient({ baseUrl: "http://127.0.0.1:4010", auth: tokens });
 * @throws {TypeError} At once, when an option is missing, unknown or at odds with another; nothing is sent. What is inside
 * a private key is looked at when it signs first, and is an `AuthError` (`invalid-key`) of the call then.
 */
export function createClient(options: ClientOptions): HighMobilityClient {
  const baseUrl = baseUrlOf(options);
  const { origin } = new URL(baseUrl);
  const tokens = "auth" in options ? options.auth : clientCredentials(options);
  checkTokens(tokens, origin);
  const fetch: typeof globalThis.fetch = options.fetch ?? ((input, init) => globalThis.fetch(input, init));
  const callOptions = readCallOptions(options);
  const { onEvent } = callOptions;
  const { requiredScopes } = options;
  const authorized = withAuth(tokens, { fetch, onEvent, resourceOrigins: [origin], requiredScopes });
  const core = createCore({
    baseUrl,
    headers: defaultHeaders(options.headers),
    fetch: (request, path) => send(request, path === TOKEN_PATH ? fetch : authorized),
  });
  const call = createCaller({ core, ...callOptions });
  const method = (name: string) => (path: string, init?: CoreInit) => call(name, path, init);
  const client = {
    GET: method("GET"),
    PUT: method("PUT"),
    POST: method("POST"),
    PATCH: method("PATCH"),
    DELETE: method("DELETE"),
    use: core.use,
    eject: core.eject,
  };
  // From here on the types promise what the specification promises.
  return client as unknown as HighMobilityClient;
}

/** Obtaining and revoking tokens are calls that authenticate themselves, in their bodies. */
const TOKEN_PATH: keyof paths = "/v1/access_tokens";

function send(request: Request | LightRequest, through: typeof globalThis.fetch): Promise<Response> {
  return request instanceof LightRequest ? through(request.url, request.init) : through(request);
}

/** A plain record: openapi-fetch goes through it for every call, and through a `Headers` four times as slowly. */
function defaultHeaders(headers: RequestInit["headers"]): Record<string, string> {
  const agent = userAgent();
  return { ...(agent && { "user-agent": agent }), ...Object.fromEntries(new Headers(headers)) };
}

function baseUrlOf(options: ClientOptions): string {
  if (!("baseUrl" in options)) return environmentOrigin(options.environment);
  if ("environment" in options) throw new TypeError("give either environment or baseUrl, not both");
  if (!("auth" in options)) throw new TypeError("baseUrl needs auth: the token source for that server");
  const { baseUrl } = options;
  if (typeof baseUrl !== "string" || !URL.canParse(baseUrl) || !/^https?:/.test(baseUrl))
    throw new TypeError("baseUrl must be an absolute URL, such as http://127.0.0.1:4010");
  return baseUrl;
}

function checkTokens(tokens: TokenSource, origin: string): void {
  if (typeof tokens?.getToken !== "function" || typeof tokens.invalidate !== "function")
    throw new TypeError("auth must be a token source: an object with getToken() and invalidate()");
  if (tokens.resourceOrigins && !tokens.resourceOrigins.includes(origin))
    throw new TypeError(
      `auth: its tokens are for ${tokens.resourceOrigins.join(", ")}, and this client calls ${origin}; make both for one environment`,
    );
}
