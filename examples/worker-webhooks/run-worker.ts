// Runs the worker in workerd with Miniflare, which is installed on first use (it brings workerd: 100 MB).
import { execFileSync } from "node:child_process";
import { createRequire } from "node:module";
import { join } from "node:path";
import { build } from "esbuild";

const runtimes = join(import.meta.dirname, "../../scripts/runtimes");

export interface RunningWorker {
  readonly url: string;
  close(): Promise<void>;
}

interface MiniflareInstance {
  readonly ready: Promise<URL>;
  dispose(): Promise<void>;
}

type MiniflareClass = new (options: object) => MiniflareInstance;

/** Bundles the worker as `wrangler` does and starts it, with its own queue and namespace. */
export async function runWorker(secret: string, port = 0): Promise<RunningWorker> {
  const { outputFiles } = await build({
    entryPoints: [join(import.meta.dirname, "worker.ts")],
    bundle: true,
    format: "esm",
    target: "es2022",
    write: false,
  });
  const Miniflare = installMiniflare();
  const worker = new Miniflare({
    modules: true,
    script: outputFiles[0]?.text,
    compatibilityDate: "2025-01-01",
    host: "127.0.0.1",
    port,
    bindings: { WEBHOOK_SECRET: secret },
    kvNamespaces: ["CLEARANCES"],
    queueProducers: { EVENTS: "clearance-changes" },
    queueConsumers: { "clearance-changes": { maxBatchTimeout: 0 } },
  });
  const url = await worker.ready;
  return { url: url.origin, close: () => worker.dispose() };
}

function installMiniflare(): MiniflareClass {
  // workerd checks itself when it is installed; it works without.
  const flags = ["--ignore-workspace", "--frozen-lockfile", "--config.strict-dep-builds=false"];
  execFileSync("pnpm", ["install", ...flags, "--dir", runtimes], { stdio: ["ignore", "ignore", "inherit"] });
  return createRequire(join(runtimes, "package.json"))("miniflare").Miniflare;
}
