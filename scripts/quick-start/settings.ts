// Reads the HM_* variables of the quick start: a server, credentials and vehicles, or no variables.
import { clientOptionsFromEnv, type EnvClientOptions } from "@high-mobility-ts/client/env";
import type { FleetVehicle } from "@high-mobility-ts/schema";

export interface QuickStartSettings {
  readonly client: EnvClientOptions;
  readonly vehicles: readonly FleetVehicle[];
}

export const sandboxVehicles: readonly FleetVehicle[] = [1, 2, 3].map((number) => ({
  vin: `2HM0000000000000${number}`,
  brand: "sandbox",
}));

/**
 * Returns the settings of the variables, or undefined if no variable is set.
 *
 * @throws {TypeError} that names the variable that is missing or wrong, and what it must be.
 */
export function readSettings(
  variables: Readonly<Record<string, string | undefined>>,
): QuickStartSettings | undefined {
  const isSet = Object.entries(variables).some(([name, value]) => name.startsWith("HM_") && value);
  if (!isSet) return undefined;
  const client = clientOptionsFromEnv(variables);
  const { HM_VEHICLES: vehicles } = variables;
  if ("environment" in client && client.environment === "live" && !vehicles)
    throw new TypeError(
      "HM_VEHICLES is not set. In live, set it to the vehicles to clear, as brand:VIN with commas between.",
    );
  return { client, vehicles: vehicles ? vehicles.split(",").map(readVehicle) : sandboxVehicles };
}

function readVehicle(text: string): FleetVehicle {
  const [brand, vin, ...more] = text.trim().split(":");
  if (!brand || !vin || more.length > 0)
    throw new TypeError(`HM_VEHICLES must be a list of brand:VIN, got ${JSON.stringify(text.slice(0, 60))}.`);
  // The brand is not checked, because the platform accepts more brands and responds with a reason for each
  // vehicle.
  return { vin, brand: brand as FleetVehicle["brand"] };
}
