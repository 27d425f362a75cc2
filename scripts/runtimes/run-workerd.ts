// Runs workerd: serves the worker, sends the settings to it, and reads the steps from its response.
import { spawn } from "node:child_process";
import { writeFileSync } from "node:fs";
import { basename, join } from "node:path";
import { withEmulator } from "./emulate.ts";
import { bundle } from "./packed.ts";

export async function runWorkerd(command: string, folder: string): Promise<string[]> {
  const worker = basename(await bundle("in-worker", folder));
  const config = join(folder, "workerd.capnp");
  writeFileSync(config, configOf(worker));
  return withEmulator(async (setting) => {
    const child = spawn(command, ["serve", config, "--control-fd=3"], {
      stdio: ["ignore", "inherit", "inherit", "pipe"],
    });
    try {
      const port = await portOf(child.stdio[3]);
      const url = `http://127.0.0.1:${port}`;
      const answer = await fetch(url, { method: "POST", body: JSON.stringify(setting) });
      if (!answer.ok) throw new Error(await answer.text());
      return JSON.parse(await answer.text());
    } finally {
      child.kill();
    }
  });
}

/** The emulator is on loopback, which workerd counts as private. */
function configOf(worker: string): string {
  return `using Workerd = import "/workerd/workerd.capnp";
const config :Workerd.Config = (
  services = [
    (name = "main", worker = (
      modules = [(name = "worker", esModule = embed "${worker}")],
      compatibilityDate = "2025-01-01",
    )),
    (name = "internet", network = (allow = ["private", "public"])),
  ],
  sockets = [(name = "http", address = "127.0.0.1:0", http = (), service = "main")],
);
`;
}

/** workerd sends its port on its control channel. */
async function portOf(control: unknown): Promise<number> {
  let text = "";
  for await (const chunk of control as AsyncIterable<Buffer>) {
    text += String(chunk);
    const [, port] = /"event":"listen".*?"port":(\d+)/.exec(text) ?? [];
    if (port) return Number(port);
  }
  throw new Error("workerd did not start");
}
