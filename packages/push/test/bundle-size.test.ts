// The size that an entry adds to an app: bundled, minified and gzipped.
import { fileURLToPath } from "node:url";
import { gzipSync } from "node:zlib";
import { build } from "esbuild";
import { expect, test } from "vitest";

test.each([["webhooks", 'export { webhookHandler } from "../src/webhooks/index.ts";', 3]])(
  "%s takes at most 3 kB",
  async (_entry, contents, kilobytes) => {
    const { outputFiles } = await build({
      stdin: { contents, resolveDir: fileURLToPath(new URL(".", import.meta.url)), loader: "ts" },
      bundle: true,
      minify: true,
      format: "esm",
      target: "es2022",
      write: false,
    });
    const size = gzipSync(outputFiles[0]?.contents ?? "", { level: 9 }).length / 1_000;
    expect(size).toBeGreaterThan(0.5);
    expect(size).toBeLessThanOrEqual(kilobytes);
  },
);
