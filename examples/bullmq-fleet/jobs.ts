import type { EnrollmentCheckpoint, VehicleRow } from "@high-mobility-ts/client";

export const queueName = "fleet";
export const batchSize = 50;

/** Enroll these vehicles, then read the accepted ones. */
export interface FleetJob {
  readonly rows: readonly VehicleRow[];
}

/** The outcomes of a job, by VIN. */
export interface FleetResult {
  readonly enrolled: Readonly<Record<string, string>>;
  readonly read: readonly string[];
}

/** The progress of a running job, which is stored with the job in Redis. */
export type JobProgress = Pick<EnrollmentCheckpoint, "sent">;
