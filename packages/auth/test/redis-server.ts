// A real Redis for one test, on a free port of loopback.
import { type ChildProcess, spawn, spawnSync } from "node:child_process";
import { createConnection } from "node:net";
import { setTimeout as sleep } from "node:timers/promises";

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

export async function startRedis(port: number): Promise<RedisServer> {
  const options = ["--port", String(port), "--bind", "127.0.0.1", "--save", "", "--appendonly", "no"];
  const server = spawn("redis-server", options, { stdio: "ignore" });
  for (let tries = 0; !(await answers(port)); tries++) {
    if (server.exitCode !== null || tries > 200)
      throw new Error(`redis-server did not start on port ${port}`);
    await sleep(25);
  }
  return { port, stop: () => stop(server) };
}

function stop(server: ChildProcess): Promise<void> {
  return new Promise((resolve) => {
    server.once("exit", () => resolve());
    server.kill("SIGKILL");
  });
}

function answers(port: number): Promise<boolean> {
  return new Promise((resolve) => {
    const socket = createConnection({ port, host: "127.0.0.1" }, () => {
      socket.destroy();
      resolve(true);
    });
    socket.once("error", () => resolve(false));
  });
}
