import { clientCredentials, environmentOrigin, type TokenSource } from "@high-mobility-ts/auth";
import { createClient, type HighMobilityClient, logEvents } from "@high-mobility-ts/client";
import type { EnvClientOptions } from "@high-mobility-ts/client/env";
import { terminalText } from "../output/terminal-text.ts";
import type { Terminal } from "../terminal.ts";

/** The parts of a command that a connection needs: its options and its output. */
export interface ConnectionContext {
  readonly terminal: Terminal;
  readonly options: {
    readonly emulator?: boolean;
    readonly profile?: string;
    readonly verbose?: boolean;
  };
}

/** A client of the platform, and where its credentials come from. */
export interface PlatformConnection {
  readonly hm: HighMobilityClient;
  readonly tokens: TokenSource;
  readonly clientId: string;
  /** `client secret` or `private key`. */
  readonly authentication: string;
  /** `sandbox`, `live`, or the URL of another server. */
  readonly place: string;
  /** Where the credentials come from, such as `variables` or `profile default`. */
  readonly source: string;
  close(): Promise<void>;
}

/**
 * Returns a token source for these options. It is separate from the client's, so that `hm status` can read a
 * token.
 */
function tokensOf(options: EnvClientOptions, fetch: typeof globalThis.fetch | undefined): TokenSource {
  if ("environment" in options) return clientCredentials({ ...options, fetch });
  const { baseUrl, ...credentials } = options;
  const place = { tokenUrl: `${baseUrl}/v1/access_tokens`, audience: `${baseUrl}/v1` };
  return clientCredentials({ ...place, ...credentials, fetch });
}

/** The values that a connection needs in addition to its options. */
export interface ConnectionParts {
  readonly fetch?: typeof globalThis.fetch;
  readonly close?: () => Promise<void>;
}

/** Returns a connection with these options. */
export function connectWith(
  session: ConnectionContext,
  options: EnvClientOptions,
  source: string,
  { fetch, close = async () => {} }: ConnectionParts = {},
): PlatformConnection {
  const tokens = tokensOf(options, fetch);
  const baseUrl = "environment" in options ? environmentOrigin(options.environment) : options.baseUrl;
  const log = (line: string) => void session.terminal.stderr.write(`${terminalText(line)}\n`);
  const hm = createClient({
    baseUrl,
    auth: tokens,
    ...(fetch && { fetch }),
    ...(session.options.verbose && { onEvent: logEvents(log) }),
  });
  return {
    hm,
    tokens,
    clientId: options.clientId,
    authentication: "clientSecret" in options ? "client secret" : "private key",
    place: "environment" in options ? options.environment : options.baseUrl,
    source,
    close,
  };
}
