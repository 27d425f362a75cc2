// Three workers, one of them killed, against a real Redis and the emulator: nothing lost, nothing doubled.
import { type ChildProcess, spawn, spawnSync } from "node:child_process";
import { once } from "node:events";
import { createServer } from "node:net";
import { setTimeout as sleep } from "node:timers/promises";
import { createEmulator } from "@high-mobility-ts/emulator";
import { Queue } from "bullmq";
import { expect, onTestFinished, test as plainTest } from "vitest";
import { type FleetJob, type FleetResult, QUEUE } from "./jobs.ts";

const hasRedis = spawnSync("redis-server", ["--version"]).status === 0;
if (!hasRedis) {
  // In CI a missing server must not look like a passing test.
  if (process.env["CI"]) throw new Error("redis-server is missing: install it (Debian: redis-server)");
  process.stderr.write("NOTICE: redis-server is not installed; the example's test is skipped\n");
}
const test = plainTest.skipIf(!hasRedis);

const VEHICLES = 1_000;
const vins = Array.from({ length: VEHICLES }, (_value, index) => `WVWZZZ1KZ9W00${1_000 + index}`);

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

test("a killed worker loses nothing and doubles nothing", async () => {
  const emulator = createEmulator({
    apps: [{ clientId: "example", clientSecret: "example-secret" }],
    approvalDelayMs: 0,
    journalSize: 10_000,
  });
  const platform = await emulator.listen({ port: 0 });
  onTestFinished(() => platform.close());
  const port = String(await freePort());
  start("redis-server", ["--port", port, "--bind", "127.0.0.1", "--save", ""]);
  const env = {
    REDIS_PORT: port,
    HM_URL: platform.url,
    HM_CLIENT_ID: "example",
    HM_CLIENT_SECRET: "example-secret",
    LOCK_MS: "1000",
  };

  const enqueue = start(process.execPath, ["enqueue.ts"], env);
  enqueue.stdin?.end(`vin,brand\n${vins.map((vin) => `${vin},sandbox\n`).join("")}`);
  expect(await once(enqueue, "exit")).toEqual([0, null]);

  const [victim] = [1, 2, 3].map(() => start(process.execPath, ["worker.ts"], env));
  await once(victim?.stdout ?? process.stdin, "data");
  victim?.kill("SIGKILL");

  const queue = new Queue<FleetJob, FleetResult>(QUEUE, { connection: { port: Number(port) } });
  onTestFinished(() => queue.close());
  while ((await queue.getCompletedCount()) < VEHICLES / 50) await sleep(50);
  const jobs = await queue.getCompleted();
  const results = jobs.map(({ returnvalue }) => returnvalue);
  expect(results.flatMap(({ enrolled }) => Object.entries(enrolled)).sort()).toEqual(
    vins.map((vin) => [vin, "accepted"]),
  );
  expect(results.flatMap(({ read }) => read).sort()).toEqual(vins);
  expect(await queue.getFailedCount()).toBe(0);
  const tokenRequests = emulator.requests.filter(({ operation }) => operation === "createAccessToken");
  expect(tokenRequests).toHaveLength(1);
});
