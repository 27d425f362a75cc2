import type { ClearanceResult } from "@high-mobility-ts/schema";
import type { HighMobilityClient } from "../../call/client.ts";
import { ApiError } from "../../errors/api-error.ts";
import { isHighMobilityError } from "../../errors/high-mobility-error.ts";
import { unwrap } from "../../errors/unwrap.ts";
import { listClearancesOf } from "../list-clearances.ts";
import { newestClearances } from "../newest-clearances.ts";
import type { VehicleHint } from "../vehicle-hint.ts";
import type { EnrollmentOutcome, RefusedStatus } from "./enrollment.ts";
import { rowHints, type SendableRow } from "./vehicle-row.ts";

export interface BatchOptions {
  readonly signal: AbortSignal | null;
  /** Whether some of the vehicles may have been sent before. If so, the platform is asked first. */
  readonly mayBeKnown: boolean;
}

/** How often the missing vehicles of a batch are sent before the batch fails. */
const maxRounds = 3;

type EnrollClient = Pick<HighMobilityClient, "GET" | "POST">;

/** The outcome of a batch. */
export interface EnrolledBatch {
  readonly outcomes: readonly EnrollmentOutcome[];
  /** The vehicles whose outcome is unknown; empty after a success. `error` says why. */
  readonly open: readonly SendableRow[];
  readonly error?: unknown;
}

/**
 * Asks for clearance of vehicles and returns the outcome of each. If a failure leaves open which vehicles the platform
 * has, the platform is asked, and only the missing vehicles are sent. A batch that is rejected as a whole is split in
 * two, so that one vehicle does not affect the others. Never throws: a permanent error is part of the result, together
 * with the outcomes before it.
 */
export async function enrollBatch(
  hm: EnrollClient,
  rows: readonly SendableRow[],
  { signal, mayBeKnown }: BatchOptions,
): Promise<EnrolledBatch> {
  const outcomes: EnrollmentOutcome[] = [];
  let open = rows;
  const settle = (answers: Answers) => {
    open = settleInto(outcomes, open, answers);
  };
  try {
    for (let round = 1; open.length > 0; round++) {
      if (mayBeKnown || round > 1) settle(await findKnown(hm, open, signal));
      const { answers, error } = await trySend(hm, open, signal);
      if (answers) settle(answers);
      if (isRefusedAsAWhole(error)) {
        const halves = await enrollHalves(hm, open, { error, signal });
        return { ...halves, outcomes: [...outcomes, ...halves.outcomes] };
      }
      if (open.length > 0 && round >= maxRounds) throw error ?? unanswered(open);
    }
    return { outcomes, open };
  } catch (error) {
    return { outcomes, open, error };
  }
}

interface Answer {
  readonly status: string;
  readonly description?: string | undefined;
}

interface Answers {
  readonly byVin: ReadonlyMap<string, Answer>;
  /** Whether the platform already had these vehicles. */
  readonly known: boolean;
}

interface Sent {
  readonly answers?: Answers;
  readonly error?: unknown;
}

async function trySend(
  hm: EnrollClient,
  rows: readonly SendableRow[],
  signal: AbortSignal | null,
): Promise<Sent> {
  if (rows.length === 0) return {};
  try {
    return { answers: await send(hm, rows, signal) };
  } catch (error) {
    if (isRefusedAsAWhole(error) || isUncertain(error)) return { error };
    throw error;
  }
}

async function send(
  hm: EnrollClient,
  rows: readonly SendableRow[],
  signal: AbortSignal | null,
): Promise<Answers> {
  const body = { vehicles: rows.map(({ vehicle }) => vehicle) };
  const { vehicles }: { vehicles?: unknown } = await unwrap(hm.POST("/v1/fleets/vehicles", { body, signal }));
  const byVin = new Map<string, Answer>();
  for (const result of Array.isArray(vehicles) ? vehicles : [])
    if (isResult(result)) byVin.set(result.vin.toUpperCase(), result);
  return { byVin, known: false };
}

/** An entry without VIN and status belongs to no vehicle. */
function isResult(entry: unknown): entry is ClearanceResult {
  const { vin, status } = (entry ?? {}) as { readonly vin?: unknown; readonly status?: unknown };
  return typeof vin === "string" && typeof status === "string";
}

/** Finds the vehicles whose clearance is active. A rejected clearance may be requested again. */
async function findKnown(
  hm: EnrollClient,
  rows: readonly SendableRow[],
  signal: AbortSignal | null,
): Promise<Answers> {
  const byVin = new Map<string, Answer>();
  const vins = rows.map(({ vehicle }) => vehicle.vin);
  for (const [vin, { status }] of await newestClearances(listClearancesOf(hm, vins, signal)))
    if (!isRefused(status)) byVin.set(vin.toUpperCase(), { status });
  return { byVin, known: true };
}

/** Adds the outcomes of the vehicles in the response to the list, and returns the other vehicles. */
function settleInto(
  outcomes: EnrollmentOutcome[],
  rows: readonly SendableRow[],
  { byVin, known }: Answers,
): readonly SendableRow[] {
  const open: SendableRow[] = [];
  for (const row of rows) {
    const answer = byVin.get(row.vehicle.vin);
    if (answer) outcomes.push(outcomeOf(row, answer, known));
    else open.push(row);
  }
  return open;
}

function outcomeOf(row: SendableRow, { status, description }: Answer, known: boolean): EnrollmentOutcome {
  const { index, line, vehicle } = row;
  const base = { index, line, vin: vehicle.vin, hints: rowHints(row) };
  if (isRefused(status)) {
    const reason = description ?? `the clearance is ${status}`;
    return { ...base, outcome: "rejected", status, reason };
  }
  const hints = isExpected(status) ? base.hints : [...base.hints, unknownStatus(status)];
  return { ...base, hints, outcome: "accepted", status, known };
}

/** A clearance with an unknown status counts as active. */
const refusedStatuses: { readonly [Status in RefusedStatus]: true } = {
  canceled: true,
  canceling: true,
  error: true,
  rejected: true,
  revoked: true,
  revoking: true,
};

function isRefused(status: string): status is RefusedStatus {
  return Object.hasOwn(refusedStatuses, status);
}

function isExpected(status: string): boolean {
  return status === "pending" || status === "approved";
}

function unknownStatus(status: string): VehicleHint {
  return {
    code: "status-unknown",
    message: `the clearance is ${JSON.stringify(status)}, which this version does not know`,
  };
}

interface Refusal {
  readonly error: ApiError;
  readonly signal: AbortSignal | null;
}

async function enrollHalves(
  hm: EnrollClient,
  rows: readonly SendableRow[],
  { error, signal }: Refusal,
): Promise<EnrolledBatch> {
  const [only] = rows;
  if (only && rows.length === 1)
    return { outcomes: [outcomeOf(only, { status: "error", description: error.message }, false)], open: [] };
  const middle = rows.length >> 1;
  const options = { signal, mayBeKnown: false };
  const first = await enrollBatch(hm, rows.slice(0, middle), options);
  if (first.open.length > 0) return { ...first, open: [...first.open, ...rows.slice(middle)] };
  const second = await enrollBatch(hm, rows.slice(middle), options);
  return { ...second, outcomes: [...first.outcomes, ...second.outcomes] };
}

/** One of the vehicles is not acceptable, or the batch is too large (413). */
function isRefusedAsAWhole(error: unknown): error is ApiError {
  return error instanceof ApiError && (error.status === 422 || error.status === 413);
}

/** The platform may still have processed the request. */
function isUncertain(error: unknown): boolean {
  return isHighMobilityError(error) && (error.retryable || error.code === "unexpected-response");
}

function unanswered(rows: readonly SendableRow[]): Error {
  return new Error(
    `POST /v1/fleets/vehicles failed: ${maxRounds} responses left out ${rows.length} of the vehicles. Report it to the platform.`,
  );
}
