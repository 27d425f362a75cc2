// A real Redis for one test, on a free port of loopback.
import { spawn, spawnSync } from "node:child_process";
import { freePort, listening } from "./ports.ts";

/** Whether the server is installed on this machine. In CI it must be. */
export function hasRedis(): boolean {
  const found = spawnSync("redis-server", ["--version"]).error === undefined;
  if (!found && process.env["CI"]) throw new Error("redis-server is missing; CI must install it");
  // biome-ignore lint/suspicious/noConsole: a test that is skipped must say so
  if (!found) console.warn("skipped: redis-server is not on the PATH (Debian: apt-get install redis-server)");
  return found;
}

export interface RedisServer {
  readonly port: number;
  close(): Promise<void>;
}

export async function startRedis(): Promise<RedisServer> {
  const port = await freePort();
  const options = ["--port", String(port), "--bind", "127.0.0.1", "--save", "", "--appendonly", "no"];
  const server = spawn("redis-server", options, { stdio: "ignore" });
  await listening(port);
  return {
    port,
    close: () =>
      new Promise((resolve) => {
        server.once("exit", () => resolve());
        server.kill("SIGKILL");
      }),
  };
}
