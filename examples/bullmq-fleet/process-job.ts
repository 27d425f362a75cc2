import {
  type CheckpointStore,
  enrollVehicles,
  type HighMobilityClient,
  readVehicles,
} from "@high-mobility-ts/client";
import type { Job } from "bullmq";
import type { FleetJob, FleetResult, JobProgress } from "./jobs.ts";

/**
 * Processes a job from its beginning. If another worker has already sent vehicles, the platform reports them.
 */
export async function processJob(hm: HighMobilityClient, job: Job<FleetJob>): Promise<FleetResult> {
  const enrolled: Record<string, string> = {};
  const accepted: string[] = [];
  for await (const { vin, outcome, line } of enrollVehicles(hm, job.data.rows, {
    checkpoint: progressOf(job),
  })) {
    // A line without a VIN, or with a VIN that already has an outcome, is identified by its number.
    enrolled[vin === "" || outcome === "duplicate" ? `line ${line}` : vin] = outcome;
    if (outcome === "accepted") accepted.push(vin);
  }
  const read: string[] = [];
  for await (const { vin, ok } of readVehicles(hm, accepted)) if (ok) read.push(vin);
  return { enrolled, read };
}

/**
 * All outcomes belong to the result of the job: no batch counts as settled before the whole job is finished.
 */
function progressOf(job: Job<FleetJob>): CheckpointStore {
  return {
    load: async () => {
      const { sent = 0 } = job.progress as Partial<JobProgress>;
      return { settled: 0, sent, digest: 0 };
    },
    save: ({ sent }) => job.updateProgress({ sent } satisfies JobProgress),
  };
}
