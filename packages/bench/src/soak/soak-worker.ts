// One process of an app: calls at a steady rate, whatever becomes of them, and accounts for each. Its task is the first
// argument, as JSON; its report is a message to its parent.
import { redisStore } from "@high-mobility-ts/auth/redis";
import { type ClientEvent, createClient, isHighMobilityError, unwrap } from "@high-mobility-ts/client";
import { Redis } from "ioredis";
import { type CountingConsumer, startCountingConsumer } from "./counting-consumer.ts";
import { watchMemory } from "./memory-watch.ts";
import type { ToWorker, WorkerReport, WorkerTask } from "./protocol.ts";
import { vins } from "./world.ts";

const task: WorkerTask = JSON.parse(process.argv[2] ?? "{}");
const counts = { started: 0, inFlight: 0, unexplained: 0, tokens: 0, shared: 0, retries: 0, replays: 0 };
const outcomes: Record<string, number> = {};
const unexplained: string[] = [];
const warnings: string[] = [];
const rejections: string[] = [];
let isTrouble = true;
let troubleEndedAt = 0;
process.on("warning", ({ message }) => warnings.push(message));
process.on("unhandledRejection", (reason) => rejections.push(String(reason)));

const redis = new Redis(task.redisPort, "127.0.0.1", { retryStrategy: () => 100, maxRetriesPerRequest: 1 });
redis.on("error", () => undefined);
const hm = createClient({
  baseUrl: task.baseUrl,
  clientId: "app",
  clientSecret: "secret",
  store: redisStore(redis),
  rateLimit: false,
  concurrency: 512,
  timeout: { attemptMs: 5_000, totalMs: 60_000 },
  // The faults come so often that a call can meet several in a row.
  retry: { attempts: 8 },
  onEvent: count,
});

function count(event: ClientEvent): void {
  if (event.type === "call-retried") counts.retries++;
  if (event.type === "request-replayed") counts.replays++;
  if (event.type === "token-refreshed" && event.from === "server") counts.tokens++;
  if (event.type === "token-refreshed" && event.from === "store") counts.shared++;
}

async function call(number: number): Promise<void> {
  const vin = vins[number % vins.length] ?? "";
  if (number % 10 < 7) await unwrap(hm.getVehicleData({ vin }));
  else if (number % 10 < 9) await unwrap(hm.checkEligibility({ vin, brand: "sandbox" }));
  else await unwrap(hm.getClearance({ vin }));
}

async function accountedCall(number: number): Promise<void> {
  const startedAt = performance.now();
  counts.started++;
  counts.inFlight++;
  try {
    await call(number);
    record("ok");
  } catch (error) {
    const code = isHighMobilityError(error) ? error.code : "unknown";
    record(code);
    if (code === "no-active-consent" || isTrouble || startedAt < troubleEndedAt) return;
    counts.unexplained++;
    const seconds = ((performance.now() - startedAt) / 1_000).toFixed(1);
    if (unexplained.length < 20) unexplained.push(`after ${seconds} s: ${error}`);
  } finally {
    counts.inFlight--;
  }
}

function record(outcome: string): void {
  outcomes[outcome] = (outcomes[outcome] ?? 0) + 1;
}

const memory = watchMemory(2_000);
const consumer: CountingConsumer | undefined = task.consumer && startCountingConsumer(task.consumer);
const tickMs = 50;
const startedAt = performance.now();
const calls = setInterval(() => {
  const due = Math.floor(((performance.now() - startedAt) / 1_000) * task.rate);
  while (counts.started < due) void accountedCall(counts.started);
}, tickMs);

async function finish(): Promise<void> {
  clearInterval(calls);
  memory.stop();
  while (counts.inFlight > 0) await new Promise((resolve) => setTimeout(resolve, tickMs));
  await consumer?.close();
  redis.disconnect();
  const report: WorkerReport = {
    started: counts.started,
    outcomes,
    unexplained,
    unexplainedCount: counts.unexplained,
    tokenRequests: counts.tokens,
    tokensFromStore: counts.shared,
    retries: counts.retries,
    replays: counts.replays,
    warnings,
    rejections,
    memory: memory.samples,
    ...(consumer ? { consumer: consumer.report() } : {}),
  };
  process.send?.(report, () => process.disconnect());
}

// After its report, or because its parent is gone.
process.once("disconnect", () => process.exit());
process.on("message", (message: ToWorker) => {
  if (message.type === "stop") void finish();
  else {
    isTrouble = message.isOn;
    if (!message.isOn) troubleEndedAt = performance.now();
  }
});
