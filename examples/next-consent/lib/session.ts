import "server-only";
import { randomBytes } from "node:crypto";
import { type ConsentRequest, encryptedStore, type TokenStore } from "@high-mobility-ts/auth";
import { fileStore } from "@high-mobility-ts/auth/file";
import { cookies } from "next/headers";
import { appUrl, variable } from "./settings.ts";

/** What the server keeps about a driver. The browser only has the id of the session. */
export interface DriverSession {
  /** The consent that the driver was sent to give. */
  readonly consentRequest?: ConsentRequest;
  /** The newest refresh token of the consent. */
  readonly refreshToken?: string;
}

const cookieName = "session";
const lifetimeMs = 86_400_000;

function sessionStore(): TokenStore {
  const secret = Buffer.from(variable("SESSION_SECRET"), "base64");
  return encryptedStore(fileStore(variable("SESSION_FOLDER")), secret);
}

/** Returns the id of the driver's session. A cookie that this app did not set counts as absent. */
export async function readSessionId(): Promise<string | undefined> {
  const id = (await cookies()).get(cookieName)?.value;
  return id !== undefined && /^[0-9a-f]{64}$/.test(id) ? id : undefined;
}

export async function readSession(id: string): Promise<DriverSession> {
  const stored = await sessionStore().get(id);
  return stored ? JSON.parse(stored.value) : {};
}

export async function saveSession(id: string, session: DriverSession): Promise<void> {
  await sessionStore().set(id, JSON.stringify(session), lifetimeMs);
}

/** Starts a session with a new random id, so that an id that was planted in the browser before is not used. */
export async function startSession(session: DriverSession): Promise<string> {
  const id = randomBytes(32).toString("hex");
  await saveSession(id, session);
  (await cookies()).set(cookieName, id, {
    httpOnly: true,
    // "strict" would withhold the cookie when the consent page redirects to this app.
    sameSite: "lax",
    secure: appUrl("/").startsWith("https:"),
    maxAge: lifetimeMs / 1_000,
  });
  return id;
}
