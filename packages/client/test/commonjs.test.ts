// CommonJS can load ES modules that have no top-level await.
import { spawnSync } from "node:child_process";
import { rmSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { build } from "esbuild";
import { afterAll, expect, test } from "vitest";

const folder = fileURLToPath(new URL("../node_modules/.commonjs", import.meta.url));
afterAll(() => rmSync(folder, { recursive: true, force: true }));

test.each([
  ["index.ts", "createClient"],
  ["node/index.ts", "nodeTransport"],
  ["node/file-checkpoint.ts", "fileCheckpoint"],
  ["resilience/redis-rate-limiter.ts", "redisRateLimiter"],
])("CommonJS loads %s with require", async (entry, name) => {
  const outfile = `${folder}/${name}.mjs`;
  await build({
    entryPoints: [fileURLToPath(new URL(`../src/${entry}`, import.meta.url))],
    outfile,
    bundle: true,
    format: "esm",
    platform: "node",
    external: ["undici", "rate-limiter-flexible"],
  });
  const program = `console.log(typeof require(${JSON.stringify(outfile)}).${name})`;
  const { stdout } = spawnSync(process.execPath, ["--input-type=commonjs", "-e", program], {
    encoding: "utf8",
    cwd: fileURLToPath(new URL("..", import.meta.url)),
  });
  expect(stdout.trim()).toBe("function");
});
