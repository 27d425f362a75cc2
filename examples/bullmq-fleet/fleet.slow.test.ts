// Tests three workers, one of which is killed during a job, with a real Redis and the emulator: nothing is
// lost or sent twice.
import { type ChildProcess, spawn, spawnSync } from "node:child_process";
import { EventEmitter, once } from "node:events";
import { createServer } from "node:net";
import { setTimeout as sleep } from "node:timers/promises";
import { createEmulator, type Emulator } from "@high-mobility-ts/emulator";
import type { ClearanceRequest } from "@high-mobility-ts/schema";
import { Queue } from "bullmq";
import { expect, onTestFinished, test as plainTest } from "vitest";
import { batchSize, type FleetJob, type FleetResult, queueName } from "./jobs.ts";

const hasRedis = spawnSync("redis-server", ["--version"]).status === 0;
if (!hasRedis) {
  // In CI a missing server must not look like a passing test.
  if (process.env["CI"]) throw new Error("redis-server is missing: install it (Debian: redis-server)");
  process.stderr.write("NOTICE: redis-server is not installed; the example's test is skipped\n");
}
const test = plainTest.skipIf(!hasRedis);

const vehicleCount = 1_000;
const vins = Array.from({ length: vehicleCount }, (_value, index) => `WVWZZZ1KZ9W00${1_000 + index}`);

function start(command: string, args: readonly string[], env: Record<string, string> = {}): ChildProcess {
  const child = spawn(command, args, { cwd: import.meta.dirname, env: { ...process.env, ...env } });
  child.stderr.pipe(process.stderr);
  onTestFinished(async () => {
    if (child.exitCode !== null || child.signalCode !== null) return;
    child.kill("SIGKILL");
    await once(child, "exit");
  });
  return child;
}

async function freePort(): Promise<number> {
  const probe = createServer().listen(0, "127.0.0.1");
  await once(probe, "listening");
  const address = probe.address();
  probe.close();
  return typeof address === "object" && address ? address.port : 0;
}

/** How the platform delays requests of a kind until `release`: before or after it has processed them. */
interface Holdup {
  readonly method: "GET" | "POST";
  readonly path: RegExp;
  readonly when: "before" | "after";
}

/** A platform at which requests of that kind get no response until `release`; `held` resolves with the first one's VIN. */
async function startPlatform({ method, path, when }: Holdup) {
  const emulator = createEmulator({
    apps: [{ clientId: "example", clientSecret: "example-secret" }],
    approvalDelayMs: 0,
    journalSize: 10_000,
  });
  const gate = new EventEmitter();
  const held = once(gate, "held");
  const released = once(gate, "released");

  async function holdUp(request: Request): Promise<Response | undefined> {
    if (request.method !== method || !path.test(new URL(request.url).pathname)) return undefined;
    const text = request.url + (await request.clone().text());
    const vin = vins.find((one) => text.includes(one)) ?? "";
    const answer = when === "after" ? await emulator.fetch(request) : undefined;
    gate.emit("held", vin);
    await released;
    return answer;
  }

  const server = await emulator.listen({ port: 0, console: holdUp });
  onTestFinished(() => server.close());
  return { emulator, url: server.url, held, release: () => gate.emit("released") };
}

/** The number of clearance requests for each VIN. */
function postsByVin({ requests }: Emulator): Record<string, number> {
  const posts: Record<string, number> = {};
  for (const { operation, body } of requests) {
    if (operation !== "createClearances") continue;
    for (const { vin } of (body as ClearanceRequest).vehicles) posts[vin] = (posts[vin] ?? 0) + 1;
  }
  return posts;
}

test.each<[string, Holdup]>([
  [
    "has sent vehicles and received no response",
    { method: "POST", path: /^\/v1\/fleets\/vehicles$/, when: "after" },
  ],
  [
    "has enrolled vehicles and not yet read them",
    { method: "GET", path: /^\/v1\/vehicle-data\//, when: "before" },
  ],
])("nothing is lost or sent twice if a worker is killed when it %s", async (_when, holdup) => {
  const { emulator, url, held, release } = await startPlatform(holdup);
  const port = String(await freePort());
  start("redis-server", ["--port", port, "--bind", "127.0.0.1", "--save", ""]);
  const env = {
    REDIS_PORT: port,
    HM_URL: url,
    HM_CLIENT_ID: "example",
    HM_CLIENT_SECRET: "example-secret",
    LOCK_MS: "1000",
  };
  const enqueue = start(process.execPath, ["enqueue.ts"], env);
  enqueue.stdin?.end(`vin,brand\n${vins.map((vin) => `${vin},sandbox\n`).join("")}`);
  expect(await once(enqueue, "exit")).toEqual([0, null]);
  const queue = new Queue<FleetJob, FleetResult>(queueName, { connection: { port: Number(port) } });
  onTestFinished(() => queue.close());
  const workers = [1, 2, 3].map(() => start(process.execPath, ["worker.ts"], env));

  // Its request waits at the platform, so its job cannot be finished.
  const [vin]: string[] = await held;
  const jobId = `line-${2 + batchSize * Math.floor(vins.indexOf(vin ?? "") / batchSize)}`;
  const interrupted = await queue.getJob(jobId);
  expect(await interrupted?.getState()).toBe("active");
  // One save announces this batch and the following ones.
  expect(Reflect.get(Object(interrupted?.progress), "sent")).toBeGreaterThanOrEqual(batchSize);
  const victim = workers.find(({ pid }) => String(pid) === interrupted?.processedBy);
  victim?.kill("SIGKILL");
  expect(await once(victim ?? process, "exit")).toEqual([null, "SIGKILL"]);
  release();

  while ((await queue.getCompletedCount()) < vehicleCount / batchSize) await sleep(50);
  const resumed = await queue.getJob(jobId);
  expect(resumed).toMatchObject({ stalledCounter: 1, attemptsStarted: 2 });
  expect(resumed?.processedBy).not.toBe(interrupted?.processedBy);
  const results = (await queue.getCompleted()).map(({ returnvalue }) => returnvalue);
  expect(results.flatMap(({ enrolled }) => Object.entries(enrolled)).sort()).toEqual(
    vins.map((vin) => [vin, "accepted"]),
  );
  expect(results.flatMap(({ read }) => read).sort()).toEqual(vins);
  expect(await queue.getFailedCount()).toBe(0);
  expect(postsByVin(emulator)).toEqual(Object.fromEntries(vins.map((vin) => [vin, 1])));
  expect(emulator.inspect(0).total).toBe(vehicleCount);
  const tokenRequests = emulator.requests.filter(({ operation }) => operation === "createAccessToken");
  expect(tokenRequests).toHaveLength(1);
});
