import { clientOptionsFromEnv, type EnvClientOptions } from "@high-mobility-ts/client/env";
import { CommandError, exitCodes } from "../exit-code.ts";
import type { EnvironmentVariables } from "../terminal.ts";
import { type ConnectionContext, connectWith, type PlatformConnection } from "./connection.ts";
import { defaultProfile, readProfile } from "./profiles.ts";

/**
 * Connects with the first of these that exists: the emulator (`--emulator`), the profile of `--profile`, the
 * HM_* variables, the profile `default`.
 *
 * @throws {CommandError} if there are no credentials.
 */
export async function connect(session: ConnectionContext): Promise<PlatformConnection> {
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

/** The variables that select the server and the credentials. */
const credentialVariables: readonly string[] = [
  ...["HM_ENVIRONMENT", "HM_BASE_URL", "HM_CLIENT_ID", "HM_CLIENT_SECRET"],
  ...["HM_PRIVATE_KEY", "HM_PRIVATE_KEY_FILE"],
];

function hasVariables(variables: EnvironmentVariables): boolean {
  return credentialVariables.some((name) => variables[name]);
}

async function namedProfile(name: string, variables: EnvironmentVariables): Promise<EnvClientOptions> {
  const options = await readProfile(name, variables);
  if (options) return options;
  throw new CommandError(
    `There is no profile ${name}. Run: hm login --profile ${name}`,
    exitCodes.notAuthorized,
  );
}
