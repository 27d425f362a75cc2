import type { EmulatorState } from "../control/saved-state.ts";
import type { Emulator } from "../emulator.ts";
import type { Vehicle } from "../options.ts";
import { CliError } from "./cli-error.ts";
import { readJsonIfThere, replace } from "./json-file.ts";

/**
 * Continues from a saved state. Vehicles that are not in it stay as configured.
 *
 * @returns Whether there was a state.
 * @throws {CliError} that names the file and the field.
 */
export async function loadState(
  file: string,
  emulator: Emulator,
  configured: readonly Vehicle[],
): Promise<boolean> {
  const content = await readJsonIfThere(file);
  if (content === undefined) return false;
  const state = readState(file, content);
  emulator.load(state);
  const known = new Set(state.vehicles.map(({ vin }) => vin));
  for (const vehicle of configured) if (!known.has(vehicle.vin)) emulator.vehicles.add(vehicle);
  return true;
}

export function saveState(file: string, emulator: Emulator): Promise<void> {
  return replace(file, `${JSON.stringify(emulator.save())}\n`);
}

function readState(file: string, content: unknown): EmulatorState {
  const { version, now, vehicles, clearances }: Partial<Record<keyof EmulatorState, unknown>> =
    Object(content);
  if (version !== 1) throw new CliError(`\`version\` in ${file} must be 1, got ${JSON.stringify(version)}.`);
  if (typeof now !== "number" || Math.abs(now) > 8.64e15)
    throw new CliError(
      `\`now\` in ${file} must be milliseconds since the epoch, got ${JSON.stringify(now)}.`,
    );
  if (!Array.isArray(vehicles) || !vehicles.every((vehicle) => typeof Object(vehicle).vin === "string"))
    throw new CliError(`\`vehicles\` in ${file} must be a list of vehicles, got something else.`);
  if (
    typeof clearances !== "object" ||
    clearances === null ||
    !Object.values(clearances).every(Array.isArray)
  )
    throw new CliError(`\`clearances\` in ${file} must be lists by client id, got something else.`);
  // Nested values are not checked, because only a manually edited file could have errors there.
  return content as EmulatorState;
}
