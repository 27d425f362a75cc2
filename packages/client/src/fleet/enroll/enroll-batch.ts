import type { ClearanceResult } from "@high-mobility-ts/schema";
import type { HighMobilityClient } from "../../call/client.ts";
import { ApiError } from "../../errors/api-error.ts";
import { isHighMobilityError } from "../../errors/high-mobility-error.ts";
import { unwrap } from "../../errors/unwrap.ts";
import { listClearancesOf } from "../list-clearances.ts";
import { vinWarnings } from "../vin.ts";
import type { EnrollmentOutcome } from "./enrollment.ts";
import type { SendableRow } from "./vehicle-row.ts";

export interface BatchOptions {
  readonly signal: AbortSignal | null;
  /** Whether some of the vehicles may have been sent before: then the platform is asked first. */
  readonly mayBeKnown: boolean;
}

/** How often the platform is asked what it has, and sent the rest, before a batch is given up. */
const MAX_ROUNDS = 3;

type Client = Pick<HighMobilityClient, "GET" | "POST">;

/** What came of a batch. */
export interface EnrolledBatch {
  readonly outcomes: readonly EnrollmentOutcome[];
  /** Those of which nothing is known, and why; empty when all went well. */
  readonly open: readonly SendableRow[];
  readonly error?: unknown;
}

/**
 * Asks for clearance of vehicles and gives the outcome of each. After a failure that leaves open what the platform took, it
 * is asked, and sent only what it does not have. A batch that is refused as a whole is halved, so that one vehicle does not
 * spoil the others. Never throws: what failed for good is in the result, beside what was had before.
 */
export async function enrollBatch(
  hm: Client,
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
      if (open.length > 0 && round >= MAX_ROUNDS) throw error ?? unanswered(open);
    }
    return { outcomes, open };
  } catch (error) {
    return { outcomes, open, error };
  }
}

type Answer = Pick<ClearanceResult, "status" | "description">;

interface Answers {
  readonly byVin: ReadonlyMap<string, Answer>;
  /** Whether the platform had these vehicles already. */
  readonly known: boolean;
}

interface Sent {
  readonly answers?: Answers;
  readonly error?: unknown;
}

async function trySend(hm: Client, rows: readonly SendableRow[], signal: AbortSignal | null): Promise<Sent> {
  if (rows.length === 0) return {};
  try {
    return { answers: await send(hm, rows, signal) };
  } catch (error) {
    if (isRefusedAsAWhole(error) || isUncertain(error)) return { error };
    throw error;
  }
}

async function send(hm: Client, rows: readonly SendableRow[], signal: AbortSignal | null): Promise<Answers> {
  const body = { vehicles: rows.map(({ vehicle }) => vehicle) };
  const { vehicles } = await unwrap(hm.POST("/v1/fleets/vehicles", { body, signal }));
  const byVin = new Map<string, Answer>();
  for (const result of vehicles) byVin.set(result.vin, result);
  return { byVin, known: false };
}

/** Those that the platform has, and that are, or may become, approved: what was rejected once may be asked for again. */
async function findKnown(
  hm: Client,
  rows: readonly SendableRow[],
  signal: AbortSignal | null,
): Promise<Answers> {
  const byVin = new Map<string, Answer>();
  const vins = rows.map(({ vehicle }) => vehicle.vin);
  for await (const { vin, status } of listClearancesOf(hm, vins, signal))
    if (status === "pending" || status === "approved") byVin.set(vin, { status });
  return { byVin, known: true };
}

/** Puts the outcomes of those that were answered into the list, and gives the others. */
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
  const { vin } = vehicle;
  const warnings = vinWarnings(vin);
  if (status === "pending" || status === "approved")
    return { index, line, vin, warnings, outcome: "accepted", status, known };
  const reason = description ?? `the clearance is ${status}`;
  return { index, line, vin, warnings, outcome: "refused", status, reason };
}

interface Refusal {
  readonly error: ApiError;
  readonly signal: AbortSignal | null;
}

async function enrollHalves(
  hm: Client,
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

/** One of its vehicles is not acceptable, or all of them together are too much (413). */
function isRefusedAsAWhole(error: unknown): error is ApiError {
  return error instanceof ApiError && (error.status === 422 || error.status === 413);
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
