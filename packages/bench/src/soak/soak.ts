// pnpm soak [--minutes n] [--rate n] [--write]: two processes call the emulator and receive messages, while servers are
// slow, reject, hang and restart. Says whether anything was lost, leaked or left open. Needs redis-server and mosquitto.
import { type ChildProcess, fork } from "node:child_process";
import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { setTimeout as wait } from "node:timers/promises";
import { parseArgs } from "node:util";
import { problemsOf, type SoakResult } from "./judge.ts";
import type { ToWorker, WorkerReport, WorkerTask } from "./protocol.ts";
import { startPublisher } from "./publisher.ts";
import { soakDocument, soakText } from "./report-soak.ts";
import { brokerFolder, platformProcess, redisProcess, type SoakServer, soakServer } from "./servers.ts";
import { endOfTrouble, messagesPerSecond, tokenSeconds } from "./world.ts";

const { values } = parseArgs({
  options: {
    minutes: { type: "string", default: "2" },
    rate: { type: "string", default: "200" },
    write: { type: "boolean", default: false },
  },
});
const minutes = numberOf("minutes", values.minutes, 0.5, 1_440);
const rate = numberOf("rate", values.rate, 2, 2_000);
const workerCount = 2;
/** How long calls may still fail after a server is back: retries that have begun come to their end. */
const recoveryMs = 8_000;

const counts = { tokenRequests: 0, platform: 0, redis: 0, broker: 0 };
const broker = brokerFolder();
const servers = {
  platform: await soakServer((port) => platformProcess(port, () => counts.tokenRequests++)),
  redis: await soakServer(redisProcess),
  broker: await soakServer(broker.process),
};
const children: ChildProcess[] = [];
for (const signal of ["SIGINT", "SIGTERM"] as const)
  process.once(signal, () => void cleanUp().finally(() => process.exit(130)));
try {
  await run();
} finally {
  await cleanUp();
}

async function cleanUp(): Promise<void> {
  for (const child of children) child.kill("SIGKILL");
  for (const server of Object.values(servers)) await server.stop("SIGKILL");
  broker.remove();
}

async function run(): Promise<void> {
  for (const server of Object.values(servers)) await server.start();
  const messages = Math.ceil(minutes * 60 * messagesPerSecond);
  const url = `mqtt://127.0.0.1:${servers.broker.port}`;
  const workers = Array.from({ length: workerCount }, (_, index) =>
    startWorker({
      baseUrl: `http://127.0.0.1:${servers.platform.port}`,
      redisPort: servers.redis.port,
      rate: rate / workerCount,
      ...(index === 0 ? { consumer: { url, messages } } : {}),
    }),
  );
  await wait(3_000);
  const publisher = await startPublisher(url, messages);
  tell({ type: "trouble", isOn: false });
  await disturb(Date.now() + minutes * 60_000);
  await publisher.stop();
  // The consumer may still wait to connect again, and handles what the broker kept.
  await wait(10_000);
  tell({ type: "stop" });
  const reports = await Promise.all(workers);
  finish({
    minutes,
    workers: reports,
    tokenRequests: counts.tokenRequests,
    restarts: { platform: counts.platform, redis: counts.redis, broker: counts.broker },
    published: publisher.published,
    tokenSeconds,
  });
}

function startWorker(task: WorkerTask): Promise<WorkerReport> {
  const program = join(import.meta.dirname, "soak-worker.ts");
  const child = fork(program, [JSON.stringify(task)], { execArgv: ["--expose-gc"] });
  children.push(child);
  return new Promise((resolve, reject) => {
    child.on("message", (report) => resolve(report as WorkerReport));
    child.once("exit", (code) => reject(new Error(`A worker ended with ${code} before its report.`)));
  });
}

function tell(message: ToWorker): void {
  for (const child of children) child.send(message);
}

/** Restarts one server after the other, with rests in which no call may fail. */
async function disturb(until: number): Promise<void> {
  const turns = ["platform", "redis", "broker"] as const;
  for (let turn = 0; ; turn++) {
    await wait(Math.min(12_000, Math.max(0, until - Date.now())));
    // Nothing new goes wrong in the last seconds: they show that all recovers.
    if (Date.now() + 2 * recoveryMs > until) {
      servers.platform.send(endOfTrouble);
      await wait(Math.max(0, until - Date.now()));
      return;
    }
    const name = turns[turn % turns.length] ?? "platform";
    await restart(servers[name], name === "broker" ? "SIGTERM" : "SIGKILL");
    counts[name]++;
  }
}

async function restart(server: SoakServer, signal: NodeJS.Signals): Promise<void> {
  tell({ type: "trouble", isOn: true });
  await server.stop(signal);
  await wait(1_000);
  await server.start();
  await wait(recoveryMs);
  tell({ type: "trouble", isOn: false });
}

function finish(result: SoakResult): void {
  const problems = problemsOf(result);
  console.log(soakText(result));
  for (const problem of problems) console.error(`PROBLEM ${problem}`);
  console.log(problems.length === 0 ? "The soak found nothing." : `${problems.length} problems.`);
  if (values.write)
    writeFileSync(join(import.meta.dirname, "../../../../docs/soak.md"), soakDocument(result));
  process.exitCode = problems.length === 0 ? 0 : 1;
}

function numberOf(name: string, text: string, least: number, most: number): number {
  const number = Number(text);
  if (number >= least && number <= most) return number;
  console.error(`--${name} must be a number from ${least} to ${most}, got ${text}.`);
  process.exit(2);
}
