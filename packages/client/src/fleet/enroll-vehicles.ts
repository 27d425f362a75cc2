import type { FleetVehicle } from "@high-mobility-ts/schema";
import type { HighMobilityClient } from "../client.ts";
import { type BatchRange, Checkpoints, digestOf, nothingYet, readCheckpoint } from "./checkpoints.ts";
import { enrollBatch, idOf, type SendableRow } from "./enroll-batch.ts";
import type {
  CheckpointStore,
  EnrollmentCheckpoint,
  EnrollmentOutcome,
  EnrollmentProgress,
} from "./enrollment.ts";
import { checkConcurrency, mapConcurrently } from "./map-concurrently.ts";
import { iterate, type Source } from "./source.ts";
import { type CheckedRow, checkRow, type VehicleRow } from "./vehicle-row.ts";

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

interface Batch extends BatchRange {
  readonly rows: readonly CheckedRow[];
}

async function* enroll(
  hm: Pick<HighMobilityClient, "GET" | "POST">,
  vehicles: Source<FleetVehicle | VehicleRow>,
  settings: Settings,
): AsyncGenerator<EnrollmentOutcome, void, undefined> {
  const { concurrency, checkpoint, onProgress } = settings;
  const from = readCheckpoint(await checkpoint?.load());
  const checkpoints = checkpoint && new Checkpoints(checkpoint, from);
  const counts = { read: 0, accepted: 0, refused: 0, invalid: 0, failed: 0 };
  const settled = mapConcurrently(batches(vehicles, from, settings.batchSize), concurrency, async (batch) => {
    await checkpoints?.sending(batch);
    return { batch, outcomes: await outcomesOf(hm, batch, { settings, from }) };
  });
  try {
    for await (const { batch, outcomes } of settled) {
      for (const one of outcomes) {
        counts.read++;
        counts[one.outcome]++;
        yield one;
      }
      checkpoints?.settle(batch);
      onProgress?.({ ...counts });
    }
  } finally {
    await checkpoints?.flush();
  }
}

async function* batches(
  vehicles: Source<FleetVehicle | VehicleRow>,
  from: EnrollmentCheckpoint,
  size: number,
): AsyncGenerator<Batch> {
  let index = 0;
  let { digest } = nothingYet;
  let rows: CheckedRow[] = [];
  for await (const item of iterate(vehicles)) {
    const row = checkRow(item, index++);
    digest = digestOf(row.vin, digest);
    if (index === from.settled && digest !== from.digest) throw otherSource();
    if (index <= from.settled) continue;
    rows.push(row);
    if (rows.length < size) continue;
    yield { start: index - rows.length, end: index, digest, rows };
    rows = [];
  }
  if (index < from.settled) throw otherSource();
  if (rows.length > 0) yield { start: index - rows.length, end: index, digest, rows };
}

function otherSource(): TypeError {
  return new TypeError(
    "the vehicles are not those that the checkpoint was made with; start anew, or give the same ones in the same order",
  );
}

interface BatchContext {
  readonly settings: Settings;
  readonly from: EnrollmentCheckpoint;
}

async function outcomesOf(
  hm: Pick<HighMobilityClient, "GET" | "POST">,
  { rows, start }: Batch,
  { settings, from }: BatchContext,
): Promise<EnrollmentOutcome[]> {
  const { sendable, invalid } = sortOut(rows);
  try {
    const { signal = null } = settings;
    const options = { signal, mayBeKnown: start < from.sent };
    return [...invalid, ...(await enrollBatch(hm, sendable, options))];
  } catch (error) {
    if (settings.whenBatchFails !== "report" || settings.signal?.aborted) throw error;
    const failed = sendable.map((row): EnrollmentOutcome => ({ ...idOf(row), outcome: "failed", error }));
    return [...invalid, ...failed];
  }
}

/** A VIN that occurs twice in a batch is sent once: the answer is by VIN. */
function sortOut(rows: readonly CheckedRow[]) {
  const sendable = new Map<string, SendableRow>();
  const invalid: EnrollmentOutcome[] = [];
  for (const row of rows) {
    const { vehicle, problems } = row;
    if (!vehicle) invalid.push({ ...idOf(row), outcome: "invalid", problems });
    else if (sendable.has(row.vin))
      invalid.push({ ...idOf(row), outcome: "invalid", problems: ["the VIN occurred shortly before"] });
    else sendable.set(row.vin, { ...row, vehicle });
  }
  return { sendable: [...sendable.values()], invalid };
}
