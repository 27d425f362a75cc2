import { checkOneOf, checkText, originOf } from "@high-mobility-ts/guards";
import { allowInsecureRequests } from "./dangerous.ts";

/** One of the platform's two environments: `sandbox` has simulated vehicles, `live` has real ones. */
export type Environment = "sandbox" | "live";

/** The servers of a token source. */
export interface AuthorizationServer {
  readonly tokenUrl: string;
  /** `aud` of assertions; absent if none is needed. */
  readonly audience: string | undefined;
  readonly resourceOrigins: readonly string[];
}

/** The servers at which tokens are requested and to which they may be sent. */
export interface ServerOptions {
  /** Sets the three options below for the platform: `sandbox.api.high-mobility.com` or `api.high-mobility.com`. */
  readonly environment?: Environment | undefined;
  /** Absolute URL of the token endpoint (RFC 6749 section 3.2). Needed if `environment` is absent. */
  readonly tokenUrl?: string | undefined;
  /**
   * `aud` of assertions (RFC 7523 section 3): the server's issuer identifier, or the URL of the token endpoint for
   * servers that expect that. Needed for a private key if `environment` is absent.
   */
  readonly audience?: string | undefined;
  /**
   * Origins that tokens may be sent to; at least one. Default without `environment`: the origin of
   * `tokenUrl`.
   */
  readonly resourceOrigins?: readonly string[] | undefined;
  /** `true` allows plain `http` to any host. Default: `https` only, and `http` on loopback. */
  readonly [allowInsecureRequests]?: boolean | undefined;
}

const hosts: Readonly<Record<Environment, string>> = {
  sandbox: "sandbox.api.high-mobility.com",
  live: "api.high-mobility.com",
};

/**
 * Returns the origin of an environment's API and token endpoint.
 *
 * @throws {TypeError} if there is no such environment.
 */
export function environmentOrigin(environment: Environment): string {
  checkOneOf("environment", environment, Object.keys(hosts));
  return `https://${hosts[environment]}`;
}

/** @throws {TypeError} that names the wrong option. */
export function readServer(options: ServerOptions): AuthorizationServer {
  const { environment, audience, resourceOrigins } = options;
  const insecure = options[allowInsecureRequests] === true;
  const origin = environment === undefined ? undefined : environmentOrigin(environment);
  const tokenUrl = options.tokenUrl ?? (origin && `${origin}/v1/access_tokens`);
  if (tokenUrl === undefined)
    throw new TypeError('environment must be "sandbox" or "live" if tokenUrl is not set, got undefined.');
  const tokenOrigin = originOf("tokenUrl", tokenUrl, insecure);
  if (tokenUrl.includes("#"))
    throw new TypeError(
      "tokenUrl must be a URL without a fragment (RFC 6749 section 3.2), got one with a fragment.",
    );
  if (resourceOrigins?.length === 0)
    throw new TypeError("resourceOrigins must be a list of at least one origin, got an empty list.");
  if (audience !== undefined) checkText("audience", audience);
  return {
    tokenUrl,
    audience: audience ?? (origin && `${origin}/v1`),
    resourceOrigins: resourceOrigins?.map((url) => originOf("resourceOrigins", url, insecure)) ?? [
      origin ?? tokenOrigin,
    ],
  };
}
