// One of any number of workers.
import { clientCredentials } from "@high-mobility-ts/auth";
import { redisStore } from "@high-mobility-ts/auth/redis";
import { createClient } from "@high-mobility-ts/client";
import { redisRateLimiter } from "@high-mobility-ts/client/redis";
import { Worker } from "bullmq";
import { Redis } from "ioredis";
import { type FleetJob, type FleetResult, queueName } from "./jobs.ts";
import { processJob } from "./process-job.ts";

const { REDIS_PORT, HM_URL = "", HM_CLIENT_ID = "", HM_CLIENT_SECRET = "", LOCK_MS = "30000" } = process.env;
const redis = new Redis(Number(REDIS_PORT));
const auth = clientCredentials({
  tokenUrl: `${HM_URL}/v1/access_tokens`,
  clientId: HM_CLIENT_ID,
  clientSecret: HM_CLIENT_SECRET,
  store: redisStore(redis),
});
const hm = createClient({ baseUrl: HM_URL, auth, rateLimit: redisRateLimiter(redis) });

const worker = new Worker<FleetJob, FleetResult>(queueName, (job) => processJob(hm, job), {
  // The name by which a job identifies its worker.
  name: String(process.pid),
  connection: { port: Number(REDIS_PORT), maxRetriesPerRequest: null },
  // If a worker does not report for this time, another worker gets its job.
  lockDuration: Number(LOCK_MS),
  stalledInterval: Number(LOCK_MS),
  maxStalledCount: 3,
});
process.on("SIGTERM", async () => {
  await worker.close();
  redis.disconnect();
});
