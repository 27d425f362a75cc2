import { randomBytes } from "node:crypto";
// The modules are imported by their public names, because a console that is bundled with the command line
// would not find the folder of its page.
import { createEmulator, type Emulator, type EmulatorServer } from "@high-mobility-ts/emulator";
import { createConsole } from "@high-mobility-ts/emulator/console";
import { isLoopback } from "@high-mobility-ts/guards";
import type { TimeSource } from "../control/clock.ts";
import type { App } from "../options.ts";
import type { ListenOptions } from "../server/listen.ts";
import type { Arguments } from "./arguments.ts";
import { CliError } from "./cli-error.ts";
import { readFleet } from "./fleet-file.ts";
import type { Greeting } from "./greeting.ts";
import { readJson, readText } from "./json-file.ts";
import { keyFromFile } from "./key-file.ts";
import { createSpeedClock } from "./speed-clock.ts";
import { loadState, saveState } from "./state-file.ts";

interface Serving {
  readonly greeting: Omit<Greeting, "version">;
  /** Lets running requests finish, then saves the state. */
  close(): Promise<void>;
}

/** @throws {CliError} for errors that the user can correct. */
export async function serve(args: Arguments, machine: TimeSource): Promise<Serving> {
  const { host, speed, stateFile, fleetFile } = args;
  const vehicles =
    fleetFile === undefined ? [] : readFleet(fleetFile, await readJson(fleetFile), args.brands);
  const app = await demoApp(args);
  const emulator = createEmulator({
    apps: [app],
    vehicles,
    brands: args.brands,
    seed: args.seed,
    audiences: args.audiences,
    ownerTokens: args.ownerTokens,
    clock: createSpeedClock(machine, speed),
    wallClock: machine,
  });
  const loaded = stateFile !== undefined && (await loadState(stateFile, emulator, vehicles));
  // Checks at the start that the file can be written, not at the end.
  if (stateFile !== undefined) await saveState(stateFile, emulator);
  const hasPage = isLoopback(host);
  const server = await listen(emulator, {
    port: args.port,
    host,
    allowOrigins: args.allowOrigins,
    ...(args.tls ? { tls: await readTls(args.tls) } : {}),
    ...(hasPage ? { console: createConsole(emulator, { speed }) } : {}),
  });
  return {
    greeting: {
      url: server.url,
      clientUrl: server.clientOptions().baseUrl,
      speed,
      hasPage,
      clientId: app.clientId,
      clientSecret: app.clientSecret,
      keyFile: args.keyFile,
      webhook: app.webhook,
      fleet: fleetFile === undefined ? undefined : { file: fleetFile, size: vehicles.length },
      state: stateFile === undefined ? undefined : { file: stateFile, loaded },
      certFile: args.tls?.certFile,
    },
    close: async () => {
      await server.close();
      if (stateFile !== undefined) await saveState(stateFile, emulator);
    },
  };
}

async function demoApp(args: Arguments): Promise<App & { readonly clientSecret: string }> {
  const { keyFile, clientId = "demo-app", webhookUrl: url } = args;
  const shared = {
    clientSecret: args.clientSecret ?? newSecret(),
    redirectUris: args.redirectUris,
    ...(url === undefined ? {} : { webhook: { url, secret: args.webhookSecret ?? newSecret() } }),
  };
  if (keyFile === undefined) return { ...shared, clientId };
  const fromFile = await keyFromFile(keyFile, clientId);
  if (args.clientId !== undefined && args.clientId !== fromFile.clientId)
    throw new CliError(`\`--client-id\` must be the client id in ${keyFile}, got ${args.clientId}.`);
  return { ...shared, clientId: fromFile.clientId, keys: [fromFile.key] };
}

function newSecret(): string {
  return randomBytes(24).toString("base64url");
}

async function readTls({
  keyFile,
  certFile,
}: NonNullable<Arguments["tls"]>): Promise<NonNullable<ListenOptions["tls"]>> {
  const [key, cert] = await Promise.all([readText(keyFile), readText(certFile)]);
  return { key, cert };
}

async function listen(emulator: Emulator, options: ListenOptions): Promise<EmulatorServer> {
  try {
    return await emulator.listen(options);
  } catch (cause) {
    if (!(cause instanceof Error)) throw cause;
    const exitCode = cause instanceof TypeError ? 2 : 1;
    throw new CliError(cause.message, { cause, exitCode });
  }
}
