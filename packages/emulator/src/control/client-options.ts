import type { App } from "../options.ts";

interface SecretCredentials {
  /** The client id of the application. */
  readonly clientId: string;
  /** The client secret of the application. */
  readonly clientSecret: string;
}

/** Options of `createClient` for a server of the emulator. */
export interface ServerClientOptions extends SecretCredentials {
  /** The origin of the server. */
  readonly baseUrl: string;
}

/** Options of `createClient` for an emulator in the same process, without MSW and without a server. */
export interface EmulatorClientOptions extends SecretCredentials {
  /** The environment that the emulator stands for. */
  readonly environment: "sandbox";
  /** Passes requests to the emulator. */
  readonly fetch: typeof globalThis.fetch;
}

/**
 * Returns the credentials of the application with this client id, or of the first application with a secret.
 *
 * @throws {TypeError} if there is none.
 */
export function credentialsOf(apps: readonly App[], clientId: string | undefined): SecretCredentials {
  for (const app of apps)
    if (app.clientSecret !== undefined && (clientId ?? app.clientId) === app.clientId)
      return { clientId: app.clientId, clientSecret: app.clientSecret };
  throw new TypeError(
    `\`clientId\` must be an application with a \`clientSecret\`, got ${clientId === undefined ? "none" : JSON.stringify(clientId)}.`,
  );
}

/** Returns an origin for clients on this machine: loopback if the server listens on all addresses. */
export function reachableUrl(url: string): string {
  return url.replace("//0.0.0.0:", "//127.0.0.1:").replace("//[::]:", "//[::1]:");
}
