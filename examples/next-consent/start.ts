// Runs the app with an emulator, without an account.
import { spawn } from "node:child_process";
import { once } from "node:events";
import { join } from "node:path";
import { startPlatform } from "./platform.ts";

const platform = await startPlatform("http://localhost:3000");
const next = join(import.meta.dirname, "node_modules/next/dist/bin/next");
const app = spawn(process.execPath, [next, "dev", import.meta.dirname, "--port", "3000"], {
  env: { ...process.env, ...platform.env },
  stdio: "inherit",
});
for (const signal of ["SIGINT", "SIGTERM"] as const) process.once(signal, () => app.kill(signal));
const [exitCode] = await once(app, "exit");
await platform.close();
process.exitCode = exitCode ?? 0;
