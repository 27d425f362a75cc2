import { checkEligibilities, readVehicleCsv, type VehicleToCheck } from "@high-mobility-ts/client";
import { countLines, openInput } from "../arguments/vehicle-file.ts";
import { describeError } from "../describe-error.ts";
import { CommandError, exitCodes } from "../exit-code.ts";
import type { Session } from "../session.ts";

export interface EligibleOptions {
  readonly brand?: string;
  readonly file?: string;
}

/** `hm eligible`: one record for each vehicle. */
export async function eligible(
  session: Session,
  vins: readonly string[],
  { brand, file }: EligibleOptions,
): Promise<void> {
  const vehicles = file === undefined ? named(vins, brand) : fromFile(session, file, brand);
  const { hm } = await session.connect();
  const total = file === undefined ? vins.length : await countLines(file);
  const progress = session.progress({ total, unit: "vehicles" });
  const writer = session.records(["vin", "brand", "eligible", "delivery", "connectivity", "problem"]);
  const counts = { eligible: 0, "not eligible": 0, failed: 0 };
  let done = 0;
  try {
    for await (const reading of checkEligibilities(hm, vehicles, { signal: session.signal })) {
      const { vin, data, error } = reading;
      writer.write({
        vin,
        brand: reading.brand,
        eligible: data?.eligible,
        delivery: data?.data_delivery?.join(" "),
        connectivity: data?.connectivity_status,
        problem: reading.ok ? undefined : describeError(error).message,
      });
      if (!reading.ok) session.fail();
      counts[reading.ok ? (reading.data.eligible ? "eligible" : "not eligible") : "failed"]++;
      progress.update(++done, counts);
    }
  } finally {
    progress.stop();
    writer.end();
  }
}

function named(vins: readonly string[], brand: string | undefined): VehicleToCheck[] {
  if (vins.length === 0) throw new CommandError("Name vehicles, or a file with --file.", exitCodes.usage);
  if (brand === undefined)
    throw new CommandError("Name the brand of the vehicles with --brand.", exitCodes.usage);
  return vins.map((vin) => ({ vin, brand }));
}

async function* fromFile(
  session: Session,
  file: string,
  brand: string | undefined,
): AsyncGenerator<VehicleToCheck> {
  for await (const row of readVehicleCsv(await openInput(session, file))) {
    if ("problem" in row) {
      session.fail();
      session.note(`${file}: line ${row.line}: ${row.problem}`);
    } else yield { vin: row.vehicle.vin, brand: brand ?? row.vehicle.brand };
  }
}
