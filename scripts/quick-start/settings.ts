// The HM_* variables, read all or none: half of them is a mistake, not a wish.
import type { FleetVehicle } from "@high-mobility-ts/schema";

export interface QuickStartSettings {
  readonly environment: "sandbox" | "live";
  readonly credentials:
    | { readonly clientId: string; readonly clientSecret: string }
    | { readonly privateKeyFile: string };
  readonly vehicles: readonly FleetVehicle[];
}

export const sandboxVehicles: readonly FleetVehicle[] = [1, 2, 3].map((number) => ({
  vin: `2HM0000000000000${number}`,
  brand: "sandbox",
}));

/**
 * What the variables say, or undefined when none is set.
 *
 * @throws {Error} Which variable is missing or wrong, and what it should be.
 */
export function readSettings(
  variables: Readonly<Record<string, string | undefined>>,
): QuickStartSettings | undefined {
  const {
    HM_ENVIRONMENT: environment,
    HM_CLIENT_ID: clientId,
    HM_CLIENT_SECRET: clientSecret,
    HM_PRIVATE_KEY_FILE: privateKeyFile,
    HM_VEHICLES: vehicles,
  } = variables;
  if (!environment && !clientId && !clientSecret && !privateKeyFile && !vehicles) return undefined;
  if (environment !== "sandbox" && environment !== "live")
    throw new Error(
      `HM_ENVIRONMENT must be sandbox or live, ${environment ? `not ${environment}` : "and is not set"}`,
    );
  if (environment === "live" && !vehicles)
    throw new Error(
      "HM_VEHICLES must name the vehicles to clear in live, as brand:VIN with commas between; sandbox has vehicles of its own",
    );
  return {
    environment,
    credentials: readCredentials({ clientId, clientSecret, privateKeyFile }),
    vehicles: vehicles ? vehicles.split(",").map(readVehicle) : sandboxVehicles,
  };
}

function readCredentials({
  clientId,
  clientSecret,
  privateKeyFile,
}: Readonly<
  Record<"clientId" | "clientSecret" | "privateKeyFile", string | undefined>
>): QuickStartSettings["credentials"] {
  if (privateKeyFile && (clientId || clientSecret))
    throw new Error("HM_PRIVATE_KEY_FILE goes without HM_CLIENT_ID and HM_CLIENT_SECRET: unset one side");
  if (privateKeyFile) return { privateKeyFile };
  if (clientId && clientSecret) return { clientId, clientSecret };
  const missing = clientId ? "HM_CLIENT_SECRET is" : clientSecret ? "HM_CLIENT_ID is" : "Credentials are";
  throw new Error(`${missing} not set: set HM_CLIENT_ID and HM_CLIENT_SECRET, or HM_PRIVATE_KEY_FILE`);
}

function readVehicle(text: string): FleetVehicle {
  const [brand, vin, ...more] = text.trim().split(":");
  if (!brand || !vin || more.length > 0)
    throw new Error(`HM_VEHICLES: "${text}" is not of the form brand:VIN`);
  // Which brands there are, the platform knows best: it answers with the reason for each vehicle.
  return { vin, brand: brand as FleetVehicle["brand"] };
}
