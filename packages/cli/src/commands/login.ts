import { readFile } from "node:fs/promises";
import { consoleKey } from "@high-mobility-ts/auth";
import { askSecret, askText, readAll } from "../arguments/ask.ts";
import { connectWith } from "../connection/connection.ts";
import {
  clientOptionsOf,
  defaultProfile,
  type Profile,
  removeProfile,
  writeProfile,
} from "../connection/profiles.ts";
import { CommandError, exitCodes } from "../exit-code.ts";
import type { Session } from "../session.ts";
import { isInteractive } from "../terminal.ts";

export interface LoginOptions {
  readonly keyFile?: string;
  readonly clientId?: string;
  readonly environment?: "sandbox" | "live";
  readonly baseUrl?: string;
}

/** `hm login`: stores credentials in a profile if it gets a token with them. */
export async function login(session: Session, options: LoginOptions): Promise<void> {
  const { profile: name = defaultProfile } = session.options;
  const { variables } = session.terminal;
  if (options.environment && options.baseUrl)
    throw new CommandError("--environment and --base-url cannot be combined.", exitCodes.usage);
  const place = options.baseUrl
    ? { baseUrl: options.baseUrl }
    : { environment: options.environment ?? "live" };
  const profile: Profile = { ...place, ...(await credentialsOf(session, options)) };
  const connection = connectWith(session, clientOptionsOf(profile), "login");
  await connection.tokens.getToken({ signal: session.signal });
  const path = await writeProfile(name, profile, variables);
  session.note(`Stored profile ${name} in ${path}. Try: hm status`);
}

async function credentialsOf(
  session: Session,
  { keyFile, clientId }: LoginOptions,
): Promise<Pick<Profile, "clientId" | "clientSecret" | "key">> {
  if (keyFile !== undefined) return { key: await readKeyFile(keyFile) };
  const id = clientId ?? (await askText(session, "Client id: "));
  const isTyped = isInteractive(session.terminal.stdin);
  const secret = isTyped
    ? await askSecret(session, "Client secret (not shown): ")
    : (await readAll(session.terminal.stdin)).trim();
  if (!id || !secret)
    throw new CommandError("A client id and a client secret are needed, or --key-file.", exitCodes.usage);
  return { clientId: id, clientSecret: secret };
}

async function readKeyFile(path: string): Promise<unknown> {
  let text: string;
  try {
    text = await readFile(path, "utf8");
  } catch (cause) {
    throw new CommandError(`${path} cannot be read (${codeOf(cause)}).`, exitCodes.usage);
  }
  consoleKey(text);
  return JSON.parse(text);
}

function codeOf(error: unknown): string {
  return error instanceof Error && "code" in error ? String(error.code) : "unknown reason";
}

/** `hm logout`: removes a profile. */
export async function logout(session: Session): Promise<void> {
  const { profile: name = defaultProfile } = session.options;
  const isRemoved = await removeProfile(name, session.terminal.variables);
  if (!isRemoved) throw new CommandError(`There is no profile ${name}.`);
  session.note(`Removed profile ${name}.`);
}
