// An independent broker: Debian's mosquitto, on a free port of loopback.
import { type ChildProcess, spawn, spawnSync } from "node:child_process";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { freePort, listening } from "./ports.ts";

/** Whether the broker is installed on this machine. In CI it must be installed. */
export function hasMosquitto(): boolean {
  const found = spawnSync("mosquitto", ["-h"]).error === undefined;
  if (!found && process.env["CI"]) throw new Error("mosquitto is missing; CI must install it");
  // biome-ignore lint/suspicious/noConsole: a test that is skipped must say so
  if (!found) console.warn("skipped: mosquitto is not on the PATH (Debian: apt-get install mosquitto)");
  return found;
}

export interface Mosquitto {
  readonly port: number;
  readonly url: string;
  /** Ends the broker as a crash does; sessions are kept if `persistence` is on. */
  kill(signal?: NodeJS.Signals): Promise<void>;
  start(): Promise<void>;
  close(): Promise<void>;
}

export interface MosquittoOptions {
  /** PEM files for TLS; clients need a certificate of `ca`. */
  readonly tls?: { readonly ca: string; readonly cert: string; readonly key: string };
  /** Additional lines of the configuration. */
  readonly lines?: readonly string[];
}

export async function startMosquitto({ tls, lines = [] }: MosquittoOptions = {}): Promise<Mosquitto> {
  const folder = mkdtempSync(join(tmpdir(), "hm-mosquitto-"));
  const port = await freePort();
  const config = [
    `listener ${port} 127.0.0.1`,
    "allow_anonymous true",
    // The default of mosquitto drops messages that wait for a client.
    "max_queued_messages 0",
    "persistence true",
    `persistence_location ${folder}/`,
    "autosave_interval 60",
    `user ${process.getuid?.() === 0 ? "root" : ""}`.trim(),
    ...lines,
  ].filter((line) => line !== "user");
  if (tls) {
    for (const [name, pem] of Object.entries(tls)) writeFileSync(join(folder, `${name}.pem`), pem);
    config.push(`cafile ${folder}/ca.pem`, `certfile ${folder}/cert.pem`, `keyfile ${folder}/key.pem`);
    config.push("require_certificate true");
  }
  writeFileSync(join(folder, "mosquitto.conf"), `${config.join("\n")}\n`);
  let child: ChildProcess | undefined;

  async function start(): Promise<void> {
    child = spawn("mosquitto", ["-c", join(folder, "mosquitto.conf")], { stdio: "ignore" });
    await listening(port);
  }
  async function kill(signal: NodeJS.Signals = "SIGTERM"): Promise<void> {
    const ending = child;
    if (!ending || ending.exitCode !== null || ending.signalCode !== null) return;
    const gone = new Promise((resolve) => ending.once("exit", resolve));
    ending.kill(signal);
    await gone;
  }
  await start();
  return {
    port,
    url: `${tls ? "mqtts://localhost" : "mqtt://127.0.0.1"}:${port}`,
    kill,
    start,
    async close() {
      await kill("SIGKILL");
      rmSync(folder, { recursive: true, force: true });
    },
  };
}
