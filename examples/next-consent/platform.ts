// An emulator that allows this app as an application, and the variables of the app's environment.

import { randomBytes } from "node:crypto";
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { createEmulator } from "@high-mobility-ts/emulator";

export interface EmulatedPlatform {
  readonly env: Readonly<Record<string, string>>;
  close(): Promise<void>;
}

export async function startPlatform(appUrl: string): Promise<EmulatedPlatform> {
  const app = { clientId: "demo", clientSecret: "demo-secret", redirectUris: [`${appUrl}/callback`] };
  const folder = mkdtempSync(join(tmpdir(), "next-consent-"));
  const server = await createEmulator({ apps: [app] }).listen();
  return {
    env: {
      HM_BASE_URL: server.url,
      HM_CLIENT_ID: app.clientId,
      HM_CLIENT_SECRET: app.clientSecret,
      APP_URL: appUrl,
      SESSION_SECRET: randomBytes(32).toString("base64"),
      SESSION_FOLDER: folder,
      NEXT_TELEMETRY_DISABLED: "1",
    },
    async close() {
      await server.close();
      rmSync(folder, { recursive: true, force: true });
    },
  };
}
