import {
  type ClearanceQuery,
  listClearances as listAll,
  removeVehicles,
  StillPendingError,
  unwrap,
  waitForClearance,
} from "@high-mobility-ts/client";
import type { Clearance } from "@high-mobility-ts/schema";
import { confirm } from "../arguments/ask.ts";
import { describeError } from "../describe-error.ts";
import { CommandError } from "../exit-code.ts";
import type { OutputRecord } from "../output/record.ts";
import type { Session } from "../session.ts";

export interface ClearanceListOptions {
  readonly status?: readonly string[];
  readonly brand?: readonly string[];
  /** In milliseconds before now. */
  readonly since?: number;
}

const columns = ["vin", "brand", "status", "reason", "changed"];

/** `hm clearances list`: one record for each clearance. */
export async function listClearances(session: Session, options: ClearanceListOptions): Promise<void> {
  const { hm } = await session.connect();
  const progress = session.progress({ total: undefined, unit: "clearances" });
  const writer = session.records(columns);
  let count = 0;
  try {
    for await (const clearance of listAll(hm, queryOf(options), { signal: session.signal })) {
      writer.write(clearanceRecord(clearance));
      progress.update(++count, {});
    }
  } finally {
    progress.stop();
    writer.end();
  }
  if (count === 0) session.note("There are no such clearances.");
}

function queryOf({ status, brand, since }: ClearanceListOptions): ClearanceQuery {
  return {
    status,
    brand,
    insertedAt: since === undefined ? undefined : { gte: new Date(Date.now() - since) },
  };
}

function clearanceRecord({ vin, brand, status, changelog = [] }: Clearance): OutputRecord {
  const last = changelog.at(-1);
  return { vin, brand, status, reason: last?.reason, changed: last?.timestamp };
}

/** `hm clearances get`: one record for each status that a clearance has had. */
export async function getClearances(session: Session, vins: readonly string[]): Promise<void> {
  const { hm } = await session.connect();
  const writer = session.records(["vin", "brand", "status", "reason", "timestamp"]);
  try {
    for (const vin of vins) {
      try {
        const {
          brand,
          status,
          changelog = [],
        } = await unwrap(hm.getClearance({ vin: vin.toUpperCase() }, { signal: session.signal }));
        const history =
          changelog.length > 0 ? changelog : [{ status, reason: undefined, timestamp: undefined }];
        for (const entry of history)
          writer.write({
            vin,
            brand,
            status: entry.status,
            reason: entry.reason,
            timestamp: entry.timestamp,
          });
      } catch (error) {
        if (session.signal.aborted) throw error;
        noteFailure(session, vin, error);
      }
    }
  } finally {
    writer.end();
  }
}

/** `hm clearances remove`: asks first, then one record for each vehicle. */
export async function removeClearances(session: Session, vins: readonly string[]): Promise<void> {
  const { hm } = await session.connect();
  await confirm(session, `End the clearance of ${vins.length === 1 ? vins[0] : `${vins.length} vehicles`}?`);
  const progress = session.progress({ total: vins.length, unit: "vehicles" });
  const writer = session.records(["vin", "outcome", "status", "problem"]);
  let done = 0;
  try {
    for await (const one of removeVehicles(hm, vins, { signal: session.signal })) {
      const problem = one.outcome === "failed" ? describeError(one.error).message : undefined;
      if (problem !== undefined) session.fail();
      const status = one.outcome === "removed" ? one.status : undefined;
      writer.write({ vin: one.vin, outcome: one.outcome, status, problem });
      progress.update(++done, {});
    }
  } finally {
    progress.stop();
    writer.end();
  }
}

/** `hm clearances watch`: one record for each vehicle, when its clearance is decided. */
export async function watchClearances(session: Session, vins: readonly string[]): Promise<void> {
  await watchVins(session, vins);
}

/** Waits until the clearances of vehicles are decided. */
export async function watchVins(session: Session, vins: readonly string[]): Promise<void> {
  const { hm } = await session.connect();
  const progress = session.progress({ total: vins.length, unit: "vehicles decided" });
  const writer = session.records(["vin", "status", "reason"], { isLive: true });
  const counts: Record<string, number> = {};
  let done = 0;
  try {
    for await (const { vin, status, reason, approved } of waitForClearance(hm, vins, {
      signal: session.signal,
      minDelayMs: 1_000,
    })) {
      if (!approved) session.fail();
      counts[status] = (counts[status] ?? 0) + 1;
      writer.write({ vin, status, reason });
      progress.update(++done, counts);
    }
  } catch (error) {
    if (!session.isTimedOut && !(error instanceof StillPendingError)) throw error;
    throw new CommandError(
      `${vins.length - done} of ${vins.length} clearances are not decided yet. Wait longer with --timeout, or look again later: hm clearances list --status pending`,
    );
  } finally {
    progress.stop();
    writer.end();
  }
}

function noteFailure(session: Session, vin: string, error: unknown): void {
  const { message, exitCode } = describeError(error);
  session.fail(exitCode);
  session.note(`hm: ${vin}: ${message}`);
}
