import type { Clearance } from "@high-mobility-ts/schema";
import { readTimestamp } from "@high-mobility-ts/vehicle-data";

/** Collects a list of clearances by VIN. A VIN that is listed several times counts with its newest entry. */
export async function newestClearances(
  list: AsyncIterable<Clearance>,
): Promise<ReadonlyMap<string, Clearance>> {
  const newest = new Map<string, Clearance>();
  for await (const clearance of list) {
    const known = newest.get(clearance.vin);
    if (!known || changedAt(clearance) >= changedAt(known)) newest.set(clearance.vin, clearance);
  }
  return newest;
}

/** Returns when the clearance last changed, in milliseconds. An entry without a time counts as the oldest. */
function changedAt({ changelog }: Clearance): number {
  const times = (changelog ?? []).map(({ timestamp }) => readTimestamp(timestamp)?.getTime());
  return Math.max(...times.filter((time) => time !== undefined), Number.NEGATIVE_INFINITY);
}
