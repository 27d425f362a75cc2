import type { ClearanceResult, FleetVehicle } from "@high-mobility-ts/schema";
import { ApiError } from "../api-error.ts";
import type { HighMobilityClient } from "../client.ts";
import { isHighMobilityError } from "../errors.ts";
import { unwrap } from "../unwrap.ts";
import type { EnrollmentOutcome } from "./enrollment.ts";
import { listClearancesOf } from "./list-clearances.ts";
import type { CheckedRow } from "./vehicle-row.ts";

/** A row that may be sent. */
export interface SendableRow extends CheckedRow {
  readonly vehicle: FleetVehicle;
}

export interface BatchOptions {
  readonly signal: AbortSignal | null;
  /** Whether some of the vehicles may have been sent before: then the platform is asked first. */
  readonly mayBeKnown: boolean;
}

/** How often the platform is asked what it has, and sent the rest, before a batch is given up. */
const MAX_ROUNDS = 3;

type Client = Pick<HighMobilityClient, "GET" | "POST">;

/**
 * Asks for clearance of vehicles and gives the outcome of each. After a failure that leaves open what the platform took, it
 * is asked, and sent only what it does not have. A batch that is refused as a whole is halved, so that one vehicle does not
 * spoil the others.
 *
 * @throws {HighMobilityError | AuthError} when no outcome can be had.
 */
export async function enrollBatch(
  hm: Client,
  rows: readonly SendableRow[],
  { signal, mayBeKnown }: BatchOptions,
): Promise<EnrollmentOutcome[]> {
  const outcomes: EnrollmentOutcome[] = [];
  let open = rows;
  const take = (taken: readonly EnrollmentOutcome[]) => {
    outcomes.push(...taken);
    open = without(open, taken);
  };
  for (let round = 1; open.length > 0; round++) {
    if (mayBeKnown || round > 1) take(await findKnown(hm, open, signal));
    const { taken, error } = await trySend(hm, open, signal);
    take(taken);
    if (isRefusedAsAWhole(error)) return [...outcomes, ...(await enrollHalves(hm, open, { error, signal }))];
    if (error !== undefined && !isUncertain(error)) throw error;
    if (open.length > 0 && round >= MAX_ROUNDS) throw error ?? unanswered(open);
  }
  return outcomes;
}

interface Sent {
  readonly taken: readonly EnrollmentOutcome[];
  readonly error?: unknown;
}

async function trySend(hm: Client, rows: readonly SendableRow[], signal: AbortSignal | null): Promise<Sent> {
  if (rows.length === 0) return { taken: [] };
  try {
    return { taken: await send(hm, rows, signal) };
  } catch (error) {
    return { taken: [], error };
  }
}

async function send(hm: Client, rows: readonly SendableRow[], signal: AbortSignal | null) {
  const body = { vehicles: rows.map(({ vehicle }) => vehicle) };
  const { vehicles } = await unwrap(hm.POST("/v1/fleets/vehicles", { body, signal }));
  const byVin = new Map(vehicles.map((result) => [result.vin, result]));
  return rows.flatMap((row): EnrollmentOutcome[] => {
    const result = byVin.get(row.vin);
    return result ? [outcomeOf(row, result)] : [];
  });
}

function outcomeOf(row: SendableRow, { status, description }: ClearanceResult): EnrollmentOutcome {
  if (status === "pending" || status === "approved")
    return { ...idOf(row), outcome: "accepted", status, known: false };
  const reason = description ?? `the clearance is ${status}`;
  return { ...idOf(row), outcome: "refused", status, reason };
}

/** Those that the platform has, and that are, or may become, approved: what was rejected once may be asked for again. */
async function findKnown(
  hm: Client,
  rows: readonly SendableRow[],
  signal: AbortSignal | null,
): Promise<EnrollmentOutcome[]> {
  const byVin = new Map(rows.map((row) => [row.vin, row]));
  const known: EnrollmentOutcome[] = [];
  for await (const { vin, status } of listClearancesOf(hm, [...byVin.keys()], signal)) {
    const row = byVin.get(vin);
    if (row && (status === "pending" || status === "approved"))
      known.push({ ...idOf(row), outcome: "accepted", status, known: true });
  }
  return known;
}

interface Refusal {
  readonly error: ApiError;
  readonly signal: AbortSignal | null;
}

async function enrollHalves(
  hm: Client,
  rows: readonly SendableRow[],
  { error, signal }: Refusal,
): Promise<EnrollmentOutcome[]> {
  const [only] = rows;
  if (only && rows.length === 1)
    return [{ ...idOf(only), outcome: "refused", status: "error", reason: error.message }];
  const middle = rows.length >> 1;
  const options = { signal, mayBeKnown: false };
  const first = await enrollBatch(hm, rows.slice(0, middle), options);
  return [...first, ...(await enrollBatch(hm, rows.slice(middle), options))];
}

function isRefusedAsAWhole(error: unknown): error is ApiError {
  return error instanceof ApiError && error.status === 422;
}

/** Whether the platform may have processed the request all the same. */
function isUncertain(error: unknown): boolean {
  return isHighMobilityError(error) && (error.retryable || error.code === "unexpected-response");
}

function unanswered(rows: readonly SendableRow[]): Error {
  return new Error(
    `POST /v1/fleets/vehicles said nothing of ${rows.length} of its vehicles, ${MAX_ROUNDS} times; report it`,
  );
}

function without(rows: readonly SendableRow[], done: readonly EnrollmentOutcome[]): readonly SendableRow[] {
  const indexes = new Set(done.map(({ index }) => index));
  return rows.filter(({ index }) => !indexes.has(index));
}

export function idOf({
  index,
  line,
  vin,
  warnings,
}: CheckedRow): Pick<CheckedRow, "index" | "line" | "vin" | "warnings"> {
  return { index, line, vin, warnings };
}
