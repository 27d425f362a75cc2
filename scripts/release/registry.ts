// A package registry on this machine, for one rehearsal: our packages stay in it, others come through it.
import { spawn } from "node:child_process";
import { writeFileSync } from "node:fs";
import { createRequire } from "node:module";
import { createServer } from "node:net";
import { dirname, join } from "node:path";
import { setTimeout } from "node:timers/promises";

export interface Registry {
  readonly url: string;
  /** An npmrc with which npm reads from it and may write to it. */
  readonly npmrc: string;
  stop(): void;
}

/**
 * Starts it on a free port of the loopback interface.
 * @param folder for its configuration and everything that it stores
 * @param uplink the registry that this machine's npm uses
 */
export async function startRegistry(folder: string, uplink: string): Promise<Registry> {
  const port = await freePort();
  const url = `http://127.0.0.1:${port}/`;
  const config = join(folder, "verdaccio.yaml");
  const npmrc = join(folder, "npmrc");
  writeFileSync(config, JSON.stringify(configuration(folder, uplink)));
  // npm publishes only with a token; this registry accepts any token.
  writeFileSync(
    npmrc,
    `registry=${url}\n//127.0.0.1:${port}/:_authToken=rehearsal\nfund=false\naudit=false\n`,
  );
  const manifest = createRequire(import.meta.url).resolve("verdaccio/package.json");
  const bin = join(dirname(manifest), "bin/verdaccio");
  const child = spawn(process.execPath, [bin, "--config", config, "--listen", `127.0.0.1:${port}`], {
    stdio: ["ignore", "pipe", "pipe"],
  });
  const stop = (): void => {
    child.kill("SIGKILL");
  };
  process.on("exit", stop);
  let output = "";
  for (const stream of [child.stdout, child.stderr])
    stream.on("data", (chunk: Buffer) => {
      output = `${output}${chunk.toString()}`.slice(-4_000);
    });
  for (let attempt = 0; attempt < 300; attempt += 1) {
    if (child.exitCode !== null) break;
    if (await answers(`${url}-/ping`)) return { url, npmrc, stop };
    await setTimeout(200);
  }
  stop();
  throw new Error(`the registry did not start:\n${output}`);
}

function configuration(folder: string, uplink: string): object {
  return {
    storage: join(folder, "storage"),
    uplinks: { upstream: { url: uplink, maxage: "60m", timeout: "60s" } },
    packages: {
      "@high-mobility-ts/*": { access: "$all", publish: "$all", unpublish: "$all" },
      "**": { access: "$all", proxy: "upstream" },
    },
    web: { enable: false },
    middlewares: {},
    max_body_size: "100mb",
    log: { type: "stdout", format: "pretty", level: "warn" },
  };
}

function freePort(): Promise<number> {
  return new Promise((resolve, reject) => {
    const server = createServer();
    server.once("error", reject);
    server.listen(0, "127.0.0.1", () => {
      const address = server.address();
      const port = typeof address === "object" && address !== null ? address.port : 0;
      server.close(() => resolve(port));
    });
  });
}

async function answers(url: string): Promise<boolean> {
  try {
    return (await fetch(url)).ok;
  } catch {
    return false;
  }
}
