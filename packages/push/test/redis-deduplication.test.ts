// With a real Redis and real processes; `src/deduplication/redis-deduplication.test.ts` needs neither.
import { type ChildProcess, fork } from "node:child_process";
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { createClient } from "@redis/client";
import { Redis } from "ioredis";
import mqtt from "mqtt";
import { afterAll, afterEach, beforeAll, describe, expect, test } from "vitest";
import { redisDeduplication } from "../src/index.ts";
import { hasMosquitto, startMosquitto } from "./mosquitto.ts";
import { eventually } from "./mqtt-harness.ts";
import { hasRedis, type RedisServer, startRedis } from "./redis-server.ts";

describe.skipIf(!hasRedis())("over a real Redis", () => {
  let server: RedisServer;
  let ioredis: Redis;
  let nodeRedis: ReturnType<typeof createClient>;

  beforeAll(async () => {
    server = await startRedis();
    ioredis = new Redis(server.port);
    nodeRedis = createClient({ url: `redis://127.0.0.1:${server.port}` });
    nodeRedis.on("error", () => undefined);
    await nodeRedis.connect();
  });
  afterEach(async () => {
    await ioredis.flushall();
  });
  afterAll(async () => {
    ioredis.disconnect();
    nodeRedis.destroy();
    await server.close();
  });

  test("an id is claimed once among all clients, and processed after done", async () => {
    const [first, second] = [redisDeduplication(ioredis), redisDeduplication(nodeRedis)];
    const claims = await Promise.all(
      Array.from({ length: 20 }, (_, turn) => (turn % 2 ? first : second).claim("m-1", 60_000)),
    );
    expect(claims.filter((claim) => claim === "claimed")).toHaveLength(1);
    expect(claims.filter((claim) => claim === "busy")).toHaveLength(19);
    await first.done("m-1");
    expect(await second.claim("m-1", 60_000)).toBe("processed");
    expect(await ioredis.keys("*")).toEqual(["hm-push:m-1"]);
  });

  test("remembered ids expire", async () => {
    const ids = redisDeduplication(nodeRedis, { ttlMs: 86_400_000 });
    await ids.claim("m-1", 5_000);
    const leaseMs = await ioredis.pttl("hm-push:m-1");
    expect(leaseMs).toBeGreaterThan(0);
    expect(leaseMs).toBeLessThanOrEqual(5_000);
    await ids.done("m-1");
    expect(await ioredis.pttl("hm-push:m-1")).toBeGreaterThan(5_000);
  });

  test("a lease ends, and a process releases only its own claim", async () => {
    const [dead, alive] = [redisDeduplication(ioredis), redisDeduplication(nodeRedis)];
    await dead.claim("m-1", 20);
    await eventually(async () => expect(await alive.claim("m-1", 60_000)).toBe("claimed"));
    await dead.release("m-1");
    expect(await dead.claim("m-1", 60_000)).toBe("busy");
    await alive.release("m-1");
    expect(await dead.claim("m-1", 60_000)).toBe("claimed");
  });

  test.skipIf(!hasMosquitto())("a message that two processes receive is handled only once", async () => {
    const broker = await startMosquitto();
    const folder = mkdtempSync(join(tmpdir(), "hm-redis-"));
    const files = ["one", "two"].map((name) => join(folder, name));
    const children = await Promise.all(files.map((file) => startWorker(broker.url, file, server.port)));
    try {
      const sender = await mqtt.connectAsync(broker.url);
      const send = (number: number) => {
        const content = JSON.stringify({ message_id: `m-${number}`, vin: `V${number % 9}`, data: {} });
        return sender.publishAsync("shared", content, { qos: 1 });
      };
      // Each id is sent three times in a row, so that both members of the group receive it.
      for (let number = 0; number < 300; number++) for (let copy = 0; copy < 3; copy++) await send(number);
      const handled = () => files.flatMap((file) => readFileSync(file, "utf8").split("\n").slice(0, -1));
      await eventually(() => expect(new Set(handled()).size).toBe(300));
      await sender.endAsync();
      await Promise.all(children.map((child) => ended(child)));
      expect(handled()).toHaveLength(300);
      for (const file of files) expect(readFileSync(file, "utf8")).not.toBe("");
    } finally {
      for (const child of children) child.kill("SIGKILL");
      await broker.close();
      rmSync(folder, { recursive: true, force: true });
    }
  });
});

/** Resolves when the process is connected. */
function startWorker(url: string, file: string, redisPort: number): Promise<ChildProcess> {
  writeFileSync(file, "");
  const program = join(import.meta.dirname, "shared/worker.ts");
  const child = fork(program, [url, file, file, String(redisPort)], { execArgv: [] });
  return new Promise((resolve, reject) => {
    child.once("message", () => resolve(child));
    child.once("exit", (code) => reject(new Error(`the process ended with ${code}`)));
  });
}

/** Lets a process finish its messages and end. */
function ended(child: ChildProcess): Promise<unknown> {
  const gone = new Promise((resolve) => child.once("exit", resolve));
  child.kill("SIGTERM");
  return gone;
}
