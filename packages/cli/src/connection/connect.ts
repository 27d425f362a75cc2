import { clientCredentials, environmentOrigin, type TokenSource } from "@high-mobility-ts/auth";
import { createClient, type HighMobilityClient, logEvents } from "@high-mobility-ts/client";
import { clientOptionsFromEnv, type EnvClientOptions } from "@high-mobility-ts/client/env";
import { CommandError, exitCodes } from "../exit-code.ts";
import { terminalText } from "../output/terminal-text.ts";
import type { Session } from "../session.ts";
import { defaultProfile, readProfile } from "./profiles.ts";

/** A client of the platform, and where it comes from. */
export interface Connection {
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
 * Connects to the emulator (`--emulator`), to what `--profile` names, to what the HM_* variables say, or to what the profile
 * `default` says: the first of them that is there.
 *
 * @throws {CommandError} if there are no credentials.
 */
export async function connect(session: Session): Promise<Connection> {
  const { emulator, profile } = session.options;
  const { variables } = session.terminal;
  if (emulator) {
    const { connectToEmulator } = await import("./emulator.ts");
    return connectToEmulator(session);
  }
  if (profile !== undefined)
    return connectWith(session, await namedProfile(profile, variables), `profile ${profile}`);
  if (hasVariables(variables)) return connectWith(session, clientOptionsFromEnv(variables), "variables");
  const options = await readProfile(defaultProfile, variables);
  if (options) return connectWith(session, options, `profile ${defaultProfile}`);
  throw new CommandError(
    "There are no credentials. Run `hm login`, set HM_ENVIRONMENT, HM_CLIENT_ID and HM_CLIENT_SECRET, or add --emulator to try without an account.",
    exitCodes.notAuthorized,
  );
}

/** The variables that decide where to call, and as whom. */
const credentialVariables: readonly string[] = [
  ...["HM_ENVIRONMENT", "HM_BASE_URL", "HM_CLIENT_ID", "HM_CLIENT_SECRET"],
  ...["HM_PRIVATE_KEY", "HM_PRIVATE_KEY_FILE"],
];

function hasVariables(variables: Readonly<Record<string, string | undefined>>): boolean {
  return credentialVariables.some((name) => variables[name]);
}

async function namedProfile(
  name: string,
  variables: Readonly<Record<string, string | undefined>>,
): Promise<EnvClientOptions> {
  const options = await readProfile(name, variables);
  if (options) return options;
  throw new CommandError(
    `There is no profile ${name}. Run: hm login --profile ${name}`,
    exitCodes.notAuthorized,
  );
}

/** Returns the token source of these options: its own, so that `hm status` can look at a token. */
function tokensOf(options: EnvClientOptions, fetch: typeof globalThis.fetch | undefined): TokenSource {
  if ("environment" in options) return clientCredentials({ ...options, fetch });
  const { baseUrl, ...credentials } = options;
  const place = { tokenUrl: `${baseUrl}/v1/access_tokens`, audience: `${baseUrl}/v1` };
  return clientCredentials({ ...place, ...credentials, fetch });
}

/** What a connection needs beside its options. */
export interface ConnectionParts {
  readonly fetch?: typeof globalThis.fetch;
  readonly close?: () => Promise<void>;
}

/** Returns a connection with these options. */
export function connectWith(
  session: Session,
  options: EnvClientOptions,
  source: string,
  { fetch, close = async () => {} }: ConnectionParts = {},
): Connection {
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
