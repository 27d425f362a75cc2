// The servers of a soak, each a process that can be ended and started again on the same port.
import { type ChildProcess, fork, spawn } from "node:child_process";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { connect, createServer } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { setTimeout as wait } from "node:timers/promises";

export interface SoakServer {
  readonly port: number;
  start(): Promise<void>;
  stop(signal: NodeJS.Signals): Promise<void>;
  /** Sends a message to the running process, if it is one that receives messages. */
  send(message: string): void;
}

/** @param start Starts the process that listens on the port. */
export async function soakServer(start: (port: number) => ChildProcess): Promise<SoakServer> {
  const port = await freePort();
  let child: ChildProcess | undefined;
  return {
    port,
    async start() {
      child = start(port);
      await listening(port, child);
    },
    async stop(signal) {
      const ending = child;
      if (!ending || ending.exitCode !== null || ending.signalCode !== null) return;
      const gone = new Promise((resolve) => ending.once("exit", resolve));
      ending.kill(signal);
      await gone;
    },
    send(message) {
      if (child?.connected) child.send(message);
    },
  };
}

export function redisProcess(port: number): ChildProcess {
  const options = ["--port", String(port), "--bind", "127.0.0.1", "--save", "", "--appendonly", "no"];
  return spawn("redis-server", options, { stdio: "ignore" });
}

/** @param onTokenRequest Is called for each request to the token endpoint. */
export function platformProcess(port: number, onTokenRequest: () => void): ChildProcess {
  const child = fork(join(import.meta.dirname, "soak-platform.ts"), [String(port)], { execArgv: [] });
  child.on("message", (message) => {
    if (message === "token-request") onTokenRequest();
  });
  return child;
}

export interface BrokerFolder {
  readonly process: (port: number) => ChildProcess;
  remove(): void;
}

/**
 * A mosquitto that keeps sessions and messages on disk while it is stopped.
 *
 * @param lines Further lines of its configuration.
 */
export function brokerFolder(lines: readonly string[] = []): BrokerFolder {
  const folder = mkdtempSync(join(tmpdir(), "hm-soak-"));
  const user = process.getuid?.() === 0 ? ["user root"] : [];
  return {
    process: (port) => {
      const file = join(folder, "mosquitto.conf");
      const settings = [
        `listener ${port} 127.0.0.1`,
        "allow_anonymous true",
        // Its default drops messages that wait for a client.
        "max_queued_messages 0",
        "persistence true",
        `persistence_location ${folder}/`,
        ...user,
        ...lines,
      ];
      writeFileSync(file, `${settings.join("\n")}\n`);
      return spawn("mosquitto", ["-c", file], { stdio: "ignore" });
    },
    remove: () => rmSync(folder, { recursive: true, force: true }),
  };
}

function freePort(): Promise<number> {
  return new Promise((resolve) => {
    const server = createServer().listen(0, "127.0.0.1", () => {
      const address = server.address();
      server.close(() => resolve(typeof address === "object" && address ? address.port : 0));
    });
  });
}

async function listening(port: number, child: ChildProcess): Promise<void> {
  let failure: Error | undefined;
  child.once("error", (error) => {
    failure = error;
  });
  for (let attempts = 0; attempts < 600; attempts++) {
    if (failure) throw failure;
    if (child.exitCode !== null) throw new Error(`${child.spawnfile} ended with ${child.exitCode}.`);
    if (await isOpen(port)) return;
    await wait(50);
  }
  throw new Error(`${child.spawnfile} does not listen on port ${port}.`);
}

function isOpen(port: number): Promise<boolean> {
  return new Promise((resolve) => {
    const socket = connect(port, "127.0.0.1", () => {
      socket.destroy();
      resolve(true);
    });
    socket.once("error", () => resolve(false));
  });
}
