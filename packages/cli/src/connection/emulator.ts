import { mkdir, readFile, writeFile } from "node:fs/promises";
import { dirname, join } from "node:path";
import { createEmulator, type Emulator, type Vehicle } from "@high-mobility-ts/emulator";
import { type ConnectionContext, connectWith, type PlatformConnection } from "./connection.ts";
import { stateFolder } from "./folders.ts";

/** Vehicles that are cleared from the start, so that the first command has something to show. */
export const emulatedVehicles: readonly Vehicle[] = [1, 2, 3].map((number) => ({
  vin: `2HM0000000000000${number}`,
  brand: "sandbox",
  cleared: true,
}));

/** The file in which the emulator of `--emulator` keeps its clearances between commands. */
function emulatorStatePath(session: ConnectionContext): string {
  return join(stateFolder(session.terminal.variables), "emulator.json");
}

/** Connects to an emulator inside this process, which continues with the state of the last command. */
export async function connectToEmulator(session: ConnectionContext): Promise<PlatformConnection> {
  const emulator = createEmulator({
    apps: [{ clientId: "emulated-app", clientSecret: "emulated-secret" }],
    vehicles: emulatedVehicles,
    rateLimits: false,
  });
  const path = emulatorStatePath(session);
  await loadState(emulator, path);
  const { fetch, ...options } = emulator.clientOptions();
  const close = async (): Promise<void> => {
    await mkdir(dirname(path), { recursive: true });
    await writeFile(path, JSON.stringify(emulator.save()));
  };
  return connectWith(session, options, "emulator in this process", { fetch, close });
}

/** A damaged state, or a state of another version, is dropped so that the command still works. */
async function loadState(emulator: Emulator, path: string): Promise<void> {
  try {
    emulator.load(JSON.parse(await readFile(path, "utf8")));
  } catch {
    emulator.reset();
  }
}
