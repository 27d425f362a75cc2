import type { FleetVehicle } from "@high-mobility-ts/schema";
import type { HighMobilityClient } from "../../call/client.ts";
import { checkConcurrency, mapConcurrently } from "../map-concurrently.ts";
import type { Source } from "../source.ts";
import { vinWarnings } from "../vin.ts";
import { type Batch, batches } from "./batches.ts";
import { Checkpoints, readCheckpoint } from "./checkpoints.ts";
import { enrollBatch } from "./enroll-batch.ts";
import type {
  CheckpointStore,
  EnrollmentCheckpoint,
  EnrollmentOutcome,
  EnrollmentProgress,
} from "./enrollment.ts";
import type { VehicleRow } from "./vehicle-row.ts";

export interface EnrollOptions {
  /** Vehicles per request, a whole number from 1 to 1,000. Default: 100. */
  readonly batchSize?: number | undefined;
  /** Requests under way at a time, a whole number >= 1. Default: 4. */
  readonly concurrency?: number | undefined;
  /** Where to keep how far it has come, so that another run goes on from there. Default: nowhere. */
  readonly checkpoint?: CheckpointStore | undefined;
  /**
   * What follows a batch that fails for good, such as after minutes without a network: `stop` throws, and another run may
   * go on from the checkpoint; `report` yields `failed` for its vehicles and goes on. Default: `stop`.
   */
  readonly whenBatchFails?: "stop" | "report" | undefined;
  /** Told after each batch. */
  readonly onProgress?: ((progress: EnrollmentProgress) => void) | undefined;
  readonly signal?: AbortSignal | null | undefined;
}

/**
 * Asks for clearance of any number of vehicles and yields what came of each, as it comes; in memory are only the batches
 * under way. VINs and brands are checked before anything is sent. The client retries what is safe to retry; where it is not,
 * the platform is asked what it has, so that nothing is lost or sent twice.
 *
 * With a checkpoint, a run that follows a crash goes on where the outcomes were last taken: it needs the same source, from
 * its beginning. An outcome taken right before the crash may come again, never none.
 *
 * @example for await (const { vin, outcome } of enrollVehicles(hm, readVehicleCsv(file.stream()))) console.log(vin, outcome);
 * @throws {TypeError} At once, when an option is out of bounds; when the source is not the checkpoint's.
 * @throws {HighMobilityError | AuthError} when a batch fails for good and `whenBatchFails` is `stop`.
 */
export function enrollVehicles(
  hm: Pick<HighMobilityClient, "GET" | "POST">,
  vehicles: Source<FleetVehicle | VehicleRow>,
  options: EnrollOptions = {},
): AsyncGenerator<EnrollmentOutcome, void, undefined> {
  const { batchSize = 100, concurrency = 4 } = options;
  if (!Number.isInteger(batchSize) || batchSize < 1 || batchSize > 1_000)
    throw new TypeError(`batchSize must be a whole number from 1 to 1000, not ${batchSize}`);
  checkConcurrency(concurrency);
  return enroll(hm, vehicles, { ...options, batchSize, concurrency });
}

type Settings = EnrollOptions & { readonly batchSize: number; readonly concurrency: number };

async function* enroll(
  hm: Pick<HighMobilityClient, "GET" | "POST">,
  vehicles: Source<FleetVehicle | VehicleRow>,
  settings: Settings,
): AsyncGenerator<EnrollmentOutcome, void, undefined> {
  const { concurrency, checkpoint, onProgress } = settings;
  const from = readCheckpoint(await checkpoint?.load());
  const checkpoints = checkpoint && new Checkpoints(checkpoint, from);
  const counts = { read: 0, accepted: 0, refused: 0, invalid: 0, repeated: 0, failed: 0 };
  const settled = mapConcurrently(batches(vehicles, from, settings.batchSize), concurrency, async (batch) => {
    await checkpoints?.sending(batch.range);
    return { range: batch.range, outcomes: await outcomesOf(hm, batch, { settings, from }) };
  });
  try {
    for await (const { range, outcomes } of settled) {
      for (const one of outcomes) {
        counts.read++;
        counts[one.outcome]++;
        yield one;
      }
      checkpoints?.settle(range);
      onProgress?.({ ...counts });
    }
  } finally {
    await checkpoints?.flush();
  }
}

interface BatchContext {
  readonly settings: Settings;
  readonly from: EnrollmentCheckpoint;
}

async function outcomesOf(
  hm: Pick<HighMobilityClient, "GET" | "POST">,
  { rows, unsent, range }: Batch,
  { settings, from }: BatchContext,
): Promise<readonly EnrollmentOutcome[]> {
  const { signal = null, whenBatchFails = "stop" } = settings;
  const options = { signal, mayBeKnown: range.start < from.sent };
  const { outcomes, open, error } = await enrollBatch(hm, rows, options);
  if (open.length > 0 && (whenBatchFails === "stop" || signal?.aborted)) throw error;
  if (open.length + unsent.length === 0) return outcomes;
  const failed = open.map(({ index, line, vehicle: { vin } }): EnrollmentOutcome => {
    return { index, line, vin, warnings: vinWarnings(vin), outcome: "failed", error };
  });
  return [...unsent, ...outcomes, ...failed];
}
