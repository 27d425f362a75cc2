import type { Emulator } from "../emulator.ts";
import type { Vehicle } from "../options.ts";
import type { EmulatorState } from "../steering/state.ts";
import { CliError } from "./cli-error.ts";
import { readJsonIfThere, replace } from "./json-file.ts";

/**
 * Goes on from a saved state. Vehicles that it does not know stay as configured.
 *
 * @returns whether there was one.
 * @throws CliError that names the file and the field.
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

export const saveState = (file: string, emulator: Emulator): Promise<void> =>
  replace(file, `${JSON.stringify(emulator.save())}\n`);

function readState(file: string, content: unknown): EmulatorState {
  const { version, now, vehicles, clearances }: Partial<Record<keyof EmulatorState, unknown>> =
    Object(content);
  if (version !== 1) throw new CliError(`${file}: version: expected 1, as this emulator saves`);
  if (typeof now !== "number" || Math.abs(now) > 8.64e15)
    throw new CliError(`${file}: now: expected milliseconds since the epoch`);
  if (!Array.isArray(vehicles) || !vehicles.every((vehicle) => typeof Object(vehicle).vin === "string"))
    throw new CliError(`${file}: vehicles: expected a list of vehicles`);
  if (
    typeof clearances !== "object" ||
    clearances === null ||
    !Object.values(clearances).every(Array.isArray)
  )
    throw new CliError(`${file}: clearances: expected lists by client id`);
  // Deeper faults would mean that the file was edited by hand.
  return content as EmulatorState;
}
