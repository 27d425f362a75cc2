import { rm } from "node:fs/promises";
import { join } from "node:path";
import { consoleKey } from "@high-mobility-ts/auth";
import type { EnvClientOptions } from "@high-mobility-ts/client/env";
import { CommandError, exitCodes } from "../exit-code.ts";
import type { EnvironmentVariables } from "../terminal.ts";
import { configFolder } from "./folders.ts";
import { readPrivateFile, writePrivateFile } from "./private-file.ts";

/** The content of a profile file: the server, and a client secret or the key that the console downloads. */
export interface Profile {
  readonly environment?: "sandbox" | "live";
  readonly baseUrl?: string;
  readonly clientId?: string;
  readonly clientSecret?: string;
  readonly key?: unknown;
}

export const defaultProfile = "default";

/**
 * @throws {CommandError} if the name has other characters than letters, digits, `-`, `_` and `.`: it becomes
 * the name of a file.
 */
function profilePath(name: string, variables: EnvironmentVariables): string {
  if (!/^[\w-][\w.-]{0,63}$/.test(name))
    throw new CommandError(
      `--profile must be a name of letters, digits, "-", "_" and ".", got ${JSON.stringify(name.slice(0, 40))}.`,
      exitCodes.usage,
    );
  return join(configFolder(variables), "profiles", `${name}.json`);
}

/** Returns the options of a client from a profile; undefined if there is no such profile. */
export async function readProfile(
  name: string,
  variables: EnvironmentVariables,
): Promise<EnvClientOptions | undefined> {
  const path = profilePath(name, variables);
  const text = await readPrivateFile(path);
  if (text === undefined) return undefined;
  try {
    return clientOptionsOf(JSON.parse(text));
  } catch (cause) {
    // The error is thrown without its cause, which may quote a secret of the file.
    const why = cause instanceof CommandError ? cause.message : "it was not written by `hm login`";
    throw new CommandError(`${path} cannot be used: ${why}. Run: hm login --profile ${name}`);
  }
}

export async function writeProfile(
  name: string,
  profile: Profile,
  variables: EnvironmentVariables,
): Promise<string> {
  const path = profilePath(name, variables);
  await writePrivateFile(path, `${JSON.stringify(profile, undefined, 2)}\n`);
  return path;
}

/** Removes a profile. Returns false if there is no such profile. */
export async function removeProfile(name: string, variables: EnvironmentVariables): Promise<boolean> {
  const path = profilePath(name, variables);
  if ((await readPrivateFile(path).catch(() => "")) === undefined) return false;
  await rm(path);
  return true;
}

/** @throws {CommandError} that says what is missing in the profile. */
export function clientOptionsOf({
  environment,
  baseUrl,
  clientId,
  clientSecret,
  key,
}: Profile): EnvClientOptions {
  const place = baseUrl === undefined ? { environment: environmentOf(environment) } : { baseUrl };
  if (key !== undefined) return { ...place, ...consoleKey(key) };
  if (!clientId || !clientSecret) throw new CommandError("it has neither a client secret nor a private key");
  return { ...place, clientId, clientSecret };
}

function environmentOf(environment: string | undefined): "sandbox" | "live" {
  if (environment === "sandbox" || environment === "live") return environment;
  throw new CommandError("environment must be sandbox or live");
}
