import { unwrap } from "@high-mobility-ts/client";
import type { ValuationRequest } from "@high-mobility-ts/schema";
import { confirm } from "../arguments/ask.ts";
import { CommandError, exitCodes } from "../exit-code.ts";
import type { Session } from "../session.ts";

export interface StaticOptions {
  readonly valuation?: boolean;
  /** In kilometers. */
  readonly odometer?: number;
  /** The day of the first registration (RFC 3339 full-date). */
  readonly registered?: string;
  /** ISO 3166-1 alpha-2. */
  readonly country: string;
}

/** `hm static`: one record for each member of the static data. */
export async function staticData(session: Session, vin: string, options: StaticOptions): Promise<void> {
  const request = options.valuation ? valuationOf(options) : undefined;
  const { hm } = await session.connect();
  if (request) await confirm(session, `Estimate the value of ${vin}? This can cost money.`);
  const vehicle = { vin: vin.toUpperCase() };
  const call = { signal: session.signal };
  const writer = session.records(["name", "value"]);
  try {
    const found = await unwrap(hm.getStaticDataByVin(vehicle, call));
    writeMembers(found, "", (name, value) => writer.write({ name, value }));
    if (!request) return;
    const valuation = await unwrap(hm.createValuation({ ...vehicle, ...request }, call));
    writeMembers(valuation, "valuation.", (name, value) => writer.write({ name, value }));
  } finally {
    writer.end();
  }
}

/** @throws {CommandError} if a part of the request is missing. */
function valuationOf({ odometer, registered, country }: StaticOptions): ValuationRequest {
  if (odometer === undefined || registered === undefined)
    throw new CommandError("--valuation needs --odometer and --registered.", exitCodes.usage);
  return { odometer, registration_date: registered, country_code: country };
}

function writeMembers(object: object, prefix: string, write: (name: string, value: string) => void): void {
  for (const [name, value] of Object.entries(object)) {
    if (value === null || value === undefined) continue;
    if (typeof value === "object" && !Array.isArray(value)) writeMembers(value, `${prefix}${name}.`, write);
    else write(`${prefix}${name}`, typeof value === "string" ? value : JSON.stringify(value));
  }
}
