import type { EnrollmentCheckpoint, VehicleRow } from "@high-mobility-ts/client";

export const queueName = "fleet";
export const batchSize = 50;

/** Enrol these vehicles, then read those that were accepted. */
export interface FleetJob {
  readonly rows: readonly VehicleRow[];
}

/** What came of a job, by VIN. */
export interface FleetResult {
  readonly enrolled: Readonly<Record<string, string>>;
  readonly read: readonly string[];
}

/** Kept with the job in Redis while it runs: how much of it was sent. */
export type JobProgress = Pick<EnrollmentCheckpoint, "sent">;
