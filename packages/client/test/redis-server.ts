// A real Redis for one test, on a free port of loopback.
import { type ChildProcess, spawn, spawnSync } from "node:child_process";
import { createServer } from "node:net";
import { Redis } from "ioredis";

export const hasRedis: boolean = spawnSync("redis-server", ["--version"]).status === 0;
if (!hasRedis) {
  // In CI, a missing server must fail the test.
  if (process.env["CI"]) throw new Error("redis-server is missing: install it (Debian: redis-server)");
  process.stderr.write("NOTICE: redis-server is not installed; the tests against a real Redis are skipped\n");
}

export interface RedisServer {
  readonly port: number;
  stop(): Promise<void>;
}

export async function startRedis(): Promise<RedisServer> {
  const port = await freePort();
  const options = ["--port", String(port), "--bind", "127.0.0.1", "--save", "", "--appendonly", "no"];
  const server = spawn("redis-server", options, { stdio: "ignore" });
  const client = new Redis(port, "127.0.0.1", { retryStrategy: () => 25 });
  client.on("error", () => undefined);
  await client.ping();
  client.disconnect();
  return { port, stop: () => stop(server) };
}

function stop(server: ChildProcess): Promise<void> {
  return new Promise((resolve) => {
    server.once("exit", () => resolve());
    server.kill("SIGKILL");
  });
}

function freePort(): Promise<number> {
  const probe = createServer();
  return new Promise((resolve) => {
    probe.listen(0, "127.0.0.1", () => {
      const address = probe.address();
      probe.close(() => resolve(typeof address === "object" && address ? address.port : 0));
    });
  });
}
