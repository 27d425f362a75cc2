// `pnpm runtimes [name …]`: puts the packed packages through the same scenario on every runtime. Linux x64; the runtimes
// are npm packages of scripts/runtimes/package.json, Chromium is the system's.
import { execFileSync } from "node:child_process";
import { existsSync, mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join, resolve } from "node:path";
import { transpile, unpackPackages } from "./runtimes/packed.ts";
import { runChromium } from "./runtimes/run-chromium.ts";
import { runJest } from "./runtimes/run-jest.ts";
import { runProcess } from "./runtimes/run-process.ts";
import { runWorkerd } from "./runtimes/run-workerd.ts";

function binary(path: string): string {
  return resolve("scripts/runtimes/node_modules", path);
}

const chromium = process.env["CHROMIUM"] ?? "/usr/bin/chromium";

// workerd checks itself when it is installed; it works without.
const flags = ["--ignore-workspace", "--frozen-lockfile", "--config.strict-dep-builds=false"];
execFileSync("pnpm", ["install", ...flags, "--dir", "scripts/runtimes"], {
  stdio: ["ignore", "ignore", "inherit"],
});
const folder = mkdtempSync(join(tmpdir(), "runtimes-"));
process.on("exit", () => rmSync(folder, { recursive: true, force: true, maxRetries: 5 }));
unpackPackages(folder);
const program = await transpile("in-process", folder);

const runtimes: Record<string, () => Promise<string[]>> = {
  "node 20": () => runProcess(binary("node-20/bin/node"), [program], folder),
  "node 22": () => runProcess(binary("node-22/bin/node"), [program], folder),
  "node 24": () => runProcess(process.execPath, [program], folder),
  bun: () => runProcess(binary("@oven/bun-linux-x64/bin/bun"), [program], folder),
  deno: () =>
    runProcess(
      binary("@deno/linux-x64-glibc/deno"),
      ["run", "-A", "--node-modules-dir=manual", program],
      folder,
    ),
  workerd: () => withoutMqtt(runWorkerd(binary("@cloudflare/workerd-linux-64/bin/workerd"), folder)),
  jest: () => runJest(folder),
  chromium: () => withoutMqtt(runChromium(chromium, folder)),
};

/** MQTT.js connects to brokers over TCP, which these runtimes do not support. */
async function withoutMqtt(steps: Promise<string[]>): Promise<string[]> {
  return [...(await steps), "no MQTT: no TCP sockets"];
}

const wanted = process.argv.slice(2);
let failed = false;
for (const [name, run] of Object.entries(runtimes)) {
  if (wanted.length > 0 && !wanted.includes(name)) continue;
  if (name === "chromium" && !existsSync(chromium) && !process.env["CI"]) {
    console.log(`SKIP ${name.padEnd(9)} not at ${chromium}; set CHROMIUM, or install it`);
    continue;
  }
  const from = performance.now();
  try {
    const steps = await run();
    console.log(
      `ok   ${name.padEnd(9)} ${((performance.now() - from) / 1_000).toFixed(1)} s  ${steps.join(", ")}`,
    );
  } catch (error) {
    failed = true;
    console.log(`FAIL ${name.padEnd(9)} ${error instanceof Error ? error.message : String(error)}`);
  }
}
process.exit(failed ? 1 : 0);
