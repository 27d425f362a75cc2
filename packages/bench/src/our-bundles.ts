// What apps import of ours, and what of it must not grow unnoticed.
import { add, type Bytes, bundle } from "./bundle.ts";

export interface OurBundle {
  readonly name: string;
  readonly code: string;
  /** What is loaded by `import()` and counted all the same: the chunks with a file of this path. Absent: none. */
  readonly loads?: string;
}

const auth = 'export { clientCredentials, withAuth } from "@high-mobility-ts/auth";';
const client = 'export { createClient, unwrap } from "@high-mobility-ts/client";';
const consoleKey = 'export { consoleKey } from "@high-mobility-ts/auth";';

export const ourBundles: readonly OurBundle[] = [
  { name: "schema, types only", code: 'export type * from "@high-mobility-ts/schema";' },
  {
    name: "schema, operation table",
    code: 'export { operations } from "@high-mobility-ts/schema/operations";',
  },
  {
    name: "validator of vehicle data",
    code: 'export { validateVehicleData } from "@high-mobility-ts/schema/validators";',
  },
  {
    name: "validator of an eligibility response",
    code: 'export { validateEligibility } from "@high-mobility-ts/schema/validators";',
  },
  {
    name: "validator of a push message",
    code: 'export { validateDiagnosticsOdometerMessage } from "@high-mobility-ts/schema/validators";',
  },
  {
    name: "validator of a push message, second format",
    code: 'export { validatePushMessageV2 } from "@high-mobility-ts/schema/validators/push-v2";',
  },
  {
    name: "validator of diagnostics in the second format",
    code: 'export { validateDiagnosticsMessageV2 } from "@high-mobility-ts/schema/validators/push-v2";',
  },
  { name: "every validator", code: 'export * from "@high-mobility-ts/schema/validators";' },
  { name: "samples of a message", code: 'export { samples } from "@high-mobility-ts/vehicle-data";' },
  {
    name: "last known state of vehicles",
    code: 'export { samples, vehicleState } from "@high-mobility-ts/vehicle-data";',
  },
  {
    name: "handler of webhooks",
    code: 'export { webhookHandler } from "@high-mobility-ts/push/webhooks";',
  },
  { name: "auth with a client secret", code: auth },
  { name: "auth with a private key", code: `${auth}\n${consoleKey}`, loads: "jose/" },
  { name: "client with a client secret", code: client },
  { name: "client with a private key", code: `${client}\n${consoleKey}`, loads: "jose/" },
  {
    name: "everything",
    code: 'export * from "@high-mobility-ts/auth"; export * from "@high-mobility-ts/client";',
    loads: "",
  },
];

export async function measureOurs({ code, loads }: OurBundle): Promise<Bytes> {
  const { initial, lazy } = await bundle(code);
  if (loads === undefined) return initial;
  const loaded = lazy.filter(({ files }) => files.some((file) => file.startsWith(loads)));
  if (loaded.length === 0) throw new Error(`nothing of ${loads} is loaded lazily`);
  return loaded.reduce((sum, { bytes }) => add(sum, bytes), initial);
}
