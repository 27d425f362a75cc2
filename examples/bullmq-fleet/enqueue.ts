// Splits the CSV on standard input into jobs.
import { readVehicleCsv, type VehicleRow } from "@high-mobility-ts/client";
import { Queue } from "bullmq";
import { batchSize, type FleetJob, queueName } from "./jobs.ts";

const queue = new Queue<FleetJob>(queueName, { connection: { port: Number(process.env["REDIS_PORT"]) } });

/** The id of a job comes from its first line, so each job exists only once if a file is passed twice. */
async function add(rows: readonly VehicleRow[]): Promise<void> {
  await queue.add("fleet", { rows }, { jobId: `line-${rows[0]?.line}`, attempts: 5 });
}

let rows: VehicleRow[] = [];
for await (const row of readVehicleCsv(process.stdin)) {
  rows.push(row);
  if (rows.length < batchSize) continue;
  await add(rows);
  rows = [];
}
if (rows.length > 0) await add(rows);
await queue.close();
