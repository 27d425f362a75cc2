import { spawn } from "node:child_process";
import { once } from "node:events";
import { mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import { expect, test } from "vitest";
import { cli } from "./support/checkout.ts";

/**
 * A document whose comparison takes long: each of many schemas has all properties of the next one, and one
 * more.
 */
function largeDocument(count: number): string {
  const schemas = Object.fromEntries(
    Array.from({ length: count }, (_, index) => [
      `S${index}`,
      {
        allOf: [
          index + 1 < count ? { $ref: `#/components/schemas/S${index + 1}` } : {},
          { type: "object", properties: { [`p${index}`]: { type: "string" } } },
        ],
      },
    ]),
  );
  return JSON.stringify({ openapi: "3.1.1", paths: {}, components: { schemas } });
}

test.skipIf(process.platform === "win32").each(["SIGINT", "SIGTERM"] as const)(
  "%s ends a comparison before it reports anything",
  { timeout: 60_000 },
  async (signal) => {
    const folder = await mkdtemp(join(tmpdir(), "diff-"));
    try {
      const file = join(folder, "large.yaml");
      await writeFile(file, largeDocument(6000));
      const child = spawn(process.execPath, [cli, "diff", file, file], { stdio: ["ignore", "pipe", "pipe"] });
      let output = "";
      for (const stream of [child.stdout, child.stderr])
        stream.on("data", (chunk: Buffer) => {
          output += chunk.toString();
        });
      // The pause is long enough for the comparison to be running; a signal before that ends it as well.
      await sleep(1500);
      child.kill(signal);
      const [code, endedBy] = await once(child, "close");
      expect({ code, endedBy, output }).toEqual({ code: null, endedBy: signal, output: "" });
    } finally {
      await rm(folder, { recursive: true, force: true });
    }
  },
);
