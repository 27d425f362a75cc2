import { rm } from "node:fs/promises";
import { type EnrollmentOutcome, enrollVehicles, readVehicleCsv } from "@high-mobility-ts/client";
import { fileCheckpoint } from "@high-mobility-ts/client/file-checkpoint";
import { countLines, openInput } from "../arguments/vehicle-file.ts";
import { describeError } from "../describe-error.ts";
import { CommandError, exitCodes } from "../exit-code.ts";
import type { RecordWriter } from "../output/records.ts";
import type { Session } from "../session.ts";
import { watchVins } from "./clearances.ts";

export interface ClearOptions {
  readonly watch?: boolean;
  /** Commander's name for `--no-resume`. */
  readonly resume?: boolean;
}

const columns = ["line", "vin", "outcome", "status", "reason", "hint"];

/** `hm clear`: one record for each line. An interrupted run continues where it ended. */
export async function clear(
  session: Session,
  file: string,
  { watch = false, resume = true }: ClearOptions,
): Promise<void> {
  const { hm } = await session.connect();
  const total = await totalOf(file);
  const checkpointPath = file === "-" ? undefined : `${file}.hm-checkpoint`;
  if (checkpointPath && !resume) await rm(checkpointPath, { force: true });
  const source = readVehicleCsv(await openInput(session, file));
  const accepted = await enroll(session, {
    total,
    isResumable: checkpointPath !== undefined,
    file,
    outcomes: enrollVehicles(hm, source, {
      signal: session.signal,
      checkpoint: checkpointPath ? fileCheckpoint(checkpointPath) : undefined,
    }),
  });
  if (checkpointPath) await rm(checkpointPath, { force: true });
  if (watch && accepted.length > 0) await watchVins(session, accepted);
}

interface Enrolling {
  readonly outcomes: AsyncIterable<EnrollmentOutcome>;
  readonly total: number | undefined;
  readonly file: string;
  readonly isResumable: boolean;
}

/** Writes the outcomes and returns the VINs that the platform accepted. */
async function enroll(
  session: Session,
  { outcomes, total, file, isResumable }: Enrolling,
): Promise<readonly string[]> {
  const progress = session.progress({ total, unit: "vehicles" });
  const writer = session.records(columns);
  const counts = { accepted: 0, rejected: 0, invalid: 0, duplicate: 0, failed: 0 };
  const accepted: string[] = [];
  let done = 0;
  try {
    for await (const outcome of outcomes) {
      counts[outcome.outcome]++;
      if (outcome.outcome === "accepted" && outcome.vin) accepted.push(outcome.vin);
      else if (outcome.outcome !== "duplicate") session.fail();
      writeOutcome(writer, outcome);
      progress.update(++done, counts);
    }
  } catch (error) {
    progress.stop();
    writer.end();
    const resume = isResumable ? ` Continue with the same command: hm clear ${file}` : "";
    session.note(`Stopped after ${summaryOf(done, counts)}.${resume}`);
    throw error;
  }
  progress.stop();
  writer.end();
  session.note(`${summaryOf(done, counts)}.`);
  return accepted;
}

function writeOutcome(writer: RecordWriter, outcome: EnrollmentOutcome): void {
  writer.write({
    line: outcome.line,
    vin: outcome.vin,
    outcome: outcome.outcome,
    status: "status" in outcome ? outcome.status : undefined,
    reason: reasonOf(outcome),
    hint: outcome.hints.map(({ message }) => message).join("; "),
  });
}

function reasonOf(outcome: EnrollmentOutcome): string | undefined {
  if (outcome.outcome === "rejected") return outcome.reason;
  if (outcome.outcome === "invalid") return outcome.problems.join("; ");
  return outcome.outcome === "failed" ? describeError(outcome.error).message : undefined;
}

function summaryOf(done: number, counts: Readonly<Record<string, number>>): string {
  const parts = Object.entries(counts).filter(([, count]) => count > 0);
  return `${done} vehicles${parts.map(([name, count]) => `, ${count} ${name}`).join("")}`;
}

async function totalOf(file: string): Promise<number | undefined> {
  try {
    const lines = await countLines(file);
    // The number of lines without the header.
    return lines === undefined ? undefined : Math.max(0, lines - 1);
  } catch (error) {
    const code = error instanceof Error && "code" in error ? String(error.code) : "unknown reason";
    throw new CommandError(`${file} cannot be read (${code}).`, exitCodes.usage);
  }
}
