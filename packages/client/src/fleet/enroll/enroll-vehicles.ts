import { checkKnownOptions, checkOneOf } from "@high-mobility-ts/guards";
import type { HighMobilityClient } from "../../call/client.ts";
import { checkClient } from "../check-client.ts";
import { checkConcurrency, mapConcurrently } from "../map-concurrently.ts";
import { checkSource, type Source } from "../source.ts";
import { type Batch, batches } from "./batches.ts";
import { Checkpoints, readCheckpoint } from "./checkpoints.ts";
import { enrollBatch } from "./enroll-batch.ts";
import type {
  CheckpointStore,
  EnrollmentCheckpoint,
  EnrollmentOutcome,
  EnrollmentProgress,
} from "./enrollment.ts";
import { rowHints, type SendableRow, type VehicleRow, type VehicleToEnroll } from "./vehicle-row.ts";

/** Options of {@link enrollVehicles}. */
export interface EnrollOptions {
  /** Vehicles per request, a whole number from 1 to 1,000. Default: `100`. */
  readonly batchSize?: number | undefined;
  /** Requests at a time, a whole number of at least 1. Default: `4`. */
  readonly concurrency?: number | undefined;
  /** Where progress is saved, so that another run continues from there. Default: it is not saved. */
  readonly checkpoint?: CheckpointStore | undefined;
  /**
   * What happens after a batch that failed permanently, for example after minutes without a network. Both values yield
   * `failed` for its vehicles. `stop` then throws, and another run can continue with these vehicles from the
   * checkpoint. `report` continues with the next batch. Default: `stop`.
   */
  readonly whenBatchFails?: "stop" | "report" | undefined;
  /** Is called after each batch. */
  readonly onProgress?: ((progress: EnrollmentProgress) => void) | undefined;
  /** Ends the enrollment with an `AbortError`. The checkpoint stays valid. */
  readonly signal?: AbortSignal | null | undefined;
}

const knownOptions: { readonly [Name in keyof EnrollOptions]-?: true } = {
  batchSize: true,
  checkpoint: true,
  concurrency: true,
  onProgress: true,
  signal: true,
  whenBatchFails: true,
};

/**
 * Requests the clearance of any number of vehicles and yields the outcome of each as it arrives. Only the batches under
 * way are in memory. VINs are checked and changed to capitals before they are sent. The client retries requests if that
 * is safe. Otherwise it asks the platform which vehicles it has, so that no vehicle is lost or sent twice.
 *
 * With a checkpoint, a run after a crash continues after the last outcomes that were taken. It needs the same source,
 * from its beginning. Outcomes of up to about twenty batches before the crash may be repeated; no outcome is
 * missing.
 *
 * @example for await (const { vin, outcome } of enrollVehicles(hm, readVehicleCsv(file.stream()))) console.log(vin, outcome);
 * @throws {TypeError} at once if an option is unknown or out of bounds; later if the source differs from the
 *   source of the checkpoint.
 * @throws {HighMobilityError} if a batch fails permanently and `whenBatchFails` is `stop`, or if the signal aborts.
 */
export function enrollVehicles(
  hm: Pick<HighMobilityClient, "GET" | "POST">,
  vehicles: Source<VehicleToEnroll | VehicleRow>,
  options: EnrollOptions = {},
): AsyncGenerator<EnrollmentOutcome, void, undefined> {
  checkClient(hm);
  checkSource("vehicles", vehicles);
  checkKnownOptions("enrollVehicles()", options, knownOptions);
  const { batchSize = 100, concurrency = 4, whenBatchFails = "stop" } = options;
  if (!Number.isInteger(batchSize) || batchSize < 1 || batchSize > 1_000)
    throw new TypeError(`batchSize must be a whole number from 1 to 1000, got ${batchSize}.`);
  checkOneOf("whenBatchFails", whenBatchFails, ["stop", "report"]);
  checkConcurrency(concurrency);
  return enroll(hm, vehicles, { ...options, batchSize, concurrency });
}

type Settings = EnrollOptions & { readonly batchSize: number; readonly concurrency: number };

async function* enroll(
  hm: Pick<HighMobilityClient, "GET" | "POST">,
  vehicles: Source<VehicleToEnroll | VehicleRow>,
  settings: Settings,
): AsyncGenerator<EnrollmentOutcome, void, undefined> {
  const { concurrency, checkpoint, onProgress } = settings;
  const from = readCheckpoint(await checkpoint?.load());
  const checkpoints = checkpoint && new Checkpoints(checkpoint, from);
  const counts = { read: 0, accepted: 0, rejected: 0, invalid: 0, duplicate: 0, failed: 0 };
  const settled = mapConcurrently(batches(vehicles, from, settings.batchSize), concurrency, async (batch) => {
    await checkpoints?.sending(batch.range);
    return { range: batch.range, ...(await outcomesOf(hm, batch, { settings, from })) };
  });
  try {
    for await (const { range, outcomes, stop } of settled) {
      for (const one of outcomes) {
        counts.read++;
        counts[one.outcome]++;
        yield one;
      }
      if (stop) throw stop.error;
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

interface BatchOutcomes {
  readonly outcomes: readonly EnrollmentOutcome[];
  /** Ends the run after these outcomes. The checkpoint does not count them. */
  readonly stop?: { readonly error: unknown };
}

async function outcomesOf(
  hm: Pick<HighMobilityClient, "GET" | "POST">,
  { rows, unsent, range }: Batch,
  { settings, from }: BatchContext,
): Promise<BatchOutcomes> {
  const { signal = null, whenBatchFails = "stop" } = settings;
  const options = { signal, mayBeKnown: range.start < from.sent };
  const { outcomes, open, error } = await enrollBatch(hm, rows, options);
  if (open.length === 0) return { outcomes: unsent.length === 0 ? outcomes : [...unsent, ...outcomes] };
  if (signal?.aborted) throw error;
  const all = [...unsent, ...outcomes, ...open.map((row) => failed(row, error))];
  return whenBatchFails === "stop" ? { outcomes: all, stop: { error } } : { outcomes: all };
}

function failed(row: SendableRow, error: unknown): EnrollmentOutcome {
  const { index, line, vehicle } = row;
  return { index, line, vin: vehicle.vin, hints: rowHints(row), outcome: "failed", error };
}
