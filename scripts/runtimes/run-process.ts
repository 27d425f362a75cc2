// Runs a runtime that is a command with the settings, and reads the printed steps.
import { spawn } from "node:child_process";
import { withBroker, withEmulator } from "./emulate.ts";

const limitMs = 120_000;

export function runProcess(command: string, args: readonly string[], folder: string): Promise<string[]> {
  return withEmulator((setting) =>
    withBroker((mqttSetting) =>
      run(command, [...args, JSON.stringify(setting), JSON.stringify(mqttSetting)], folder),
    ),
  );
}

async function run(command: string, args: readonly string[], folder: string): Promise<string[]> {
  const child = spawn(command, args, { cwd: folder, timeout: limitMs });
  let output = "";
  let errors = "";
  child.stdout.on("data", (chunk) => {
    output += chunk;
  });
  child.stderr.on("data", (chunk) => {
    errors += chunk;
  });
  const code = await new Promise((resolve, reject) => child.on("error", reject).on("close", resolve));
  if (code !== 0) throw new Error(`ended with ${code}: ${errors || output}`);
  return JSON.parse(output);
}
