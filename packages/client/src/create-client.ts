import {
  type ClientCredentialsOptions,
  clientCredentials,
  type Environment,
  environmentOrigin,
  type TokenSource,
  withAuth,
} from "@high-mobility-ts/auth";
import type { paths } from "@high-mobility-ts/schema";
import type { HighMobilityClient } from "./client.ts";
import { createCore } from "./core.ts";
import { LightRequest } from "./light-request.ts";

interface CommonOptions {
  /** Sent with every call; a call's own `headers` win. Default: none. */
  readonly headers?: RequestInit["headers"];
  /** Sends calls and token requests. Default: the global `fetch` of the moment of each request. */
  readonly fetch?: typeof globalThis.fetch;
}

/** Credentials given directly, client secret or private key: the client makes its own token source. */
export type CredentialOptions = CommonOptions &
  ClientCredentialsOptions & { readonly environment: Environment };

/** Tokens from any source, for one of the platform's environments. */
export interface TokenSourceOptions extends CommonOptions {
  readonly environment: Environment;
  readonly auth: TokenSource;
}

/** Tokens from any source, for any other server: an emulator, a mock, a gateway. */
export interface BaseUrlOptions extends CommonOptions {
  /** Absolute URL that the paths are appended to; https, or http on loopback. A trailing slash is ignored. */
  readonly baseUrl: string;
  readonly auth: TokenSource;
}

/** Where to call, and as whom: one of three ways. */
export type ClientOptions = CredentialOptions | TokenSourceOptions | BaseUrlOptions;

/**
 * A typed client of the platform. Every call carries a bearer token, but those that obtain or revoke one.
 *
 * @example const hm = createClient({ environment: "sandbox", clientId, clientSecret });
 * @example const hm = createClient({ environment: "live", ...consoleKey(json) });
 * @example const hm = createClient({ baseUrl: "http://127.0.0.1:4010", auth: tokens });
 * @throws {TypeError} At once, when an option is missing, unknown or at odds with another; nothing is sent.
 */
export function createClient(options: ClientOptions): HighMobilityClient {
  const baseUrl = baseUrlOf(options);
  const { origin } = new URL(baseUrl);
  const tokens = "auth" in options ? options.auth : clientCredentials(options);
  checkTokens(tokens, origin);
  const fetch: typeof globalThis.fetch = options.fetch ?? ((input, init) => globalThis.fetch(input, init));
  const authorized = withAuth(tokens, { fetch, resourceOrigins: [origin] });
  const core = createCore({
    baseUrl,
    headers: options.headers,
    fetch: (request, path) => send(request, path === TOKEN_PATH ? fetch : authorized),
  });
  const method = (name: string) => (path: string, init?: object) => core.call(name, path, init);
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
  return request instanceof LightRequest ? through(request.url, { ...request }) : through(request);
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
