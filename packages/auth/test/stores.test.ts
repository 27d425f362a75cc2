// The two stores that outlive a process, with real processes, a real Redis and real files.

import { execFile, execFileSync } from "node:child_process";
import {
  chmodSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  statSync,
  symlinkSync,
  truncateSync,
  utimesSync,
  writeFileSync,
} from "node:fs";
import { createServer, type Server } from "node:http";
import type { AddressInfo } from "node:net";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import { fileURLToPath } from "node:url";
import { promisify } from "node:util";
import { createClient } from "@redis/client";
import { Redis } from "ioredis";
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test, vi } from "vitest";
import { type AuthEvent, clientCredentials, type TokenStore } from "../src/index.ts";
import { fileStore } from "../src/stores/file/file-store.ts";
import { type RedisClient, redisStore } from "../src/stores/redis-store.ts";
import { hasRedis, type RedisServer, startRedis } from "./redis-server.ts";

const key = "a".repeat(64);
const scratch = mkdtempSync(join(tmpdir(), "hm-auth-"));
afterAll(() => rmSync(scratch, { recursive: true, force: true }));

/** Counts token requests; answers slowly enough for all to meet. */
async function tokenServer(): Promise<{ server: Server; tokenUrl: string; requests(): number }> {
  let requests = 0;
  const server = createServer(async (incoming, outgoing) => {
    for await (const _ of incoming);
    requests++;
    await sleep(30);
    outgoing.setHeader("content-type", "application/json");
    outgoing.end(JSON.stringify({ access_token: `t${requests}`, token_type: "bearer", expires_in: 300 }));
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  const { port } = server.address() as AddressInfo;
  return { server, tokenUrl: `http://127.0.0.1:${port}/token`, requests: () => requests };
}

async function inEightProcesses(store: string, tokenUrl: string): Promise<string[]> {
  const program = fileURLToPath(new URL("./store-process.ts", import.meta.url));
  const runs = Array.from({ length: 8 }, () => promisify(execFile)("node", [program, store, tokenUrl]));
  return (await Promise.all(runs)).map(({ stdout }) => stdout.trim());
}

function behavesLikeAStore(make: () => TokenStore): void {
  test("keeps a value for its time", async () => {
    const store = make();
    expect(await store.get(key)).toBeUndefined();
    await store.set(key, "välue", 60_000);
    await store.set(key, "value", 60_000);
    const found = await store.get(key);
    expect(found?.value).toBe("value");
    expect(found?.remainingMs).toBeGreaterThan(0);
    expect(found?.remainingMs).toBeLessThanOrEqual(60_000);
    await store.set(key, "short", 1);
    await sleep(20);
    expect(await store.get(key)).toBeUndefined();
  });

  test("lets one at a time work under a lock, and passes on what work gives or throws", async () => {
    const stores = [make(), make()];
    let inside = 0;
    const work = async () => {
      expect(++inside).toBe(1);
      await sleep(5);
      inside--;
      return "done";
    };
    const runs = stores.flatMap((store) => [store.withLock(key, work), store.withLock(key, work)]);
    expect(await Promise.all(runs)).toEqual(["done", "done", "done", "done"]);
    await expect(make().withLock(key, () => Promise.reject(new Error("work failed")))).rejects.toThrow(
      "work failed",
    );
    expect(await make().withLock(key, async () => "free again")).toBe("free again");
  });

  test("does not make different keys wait for each other", async () => {
    const store = make();
    const both = store.withLock(key, () => store.withLock("b".repeat(64), async () => "both"));
    expect(await both).toBe("both");
  });
}

describe("file store", () => {
  let folder: string;
  afterEach(() => {
    vi.restoreAllMocks();
  });
  beforeEach(() => {
    folder = join(mkdtempSync(join(scratch, "files-")), "tokens");
  });

  behavesLikeAStore(() => fileStore(folder));

  test("keeps folder and files to their owner, and leaves nothing else behind", async () => {
    const store = fileStore(folder);
    await store.set(key, "value", 60_000);
    await store.withLock(key, async () => {});
    expect(statSync(folder).mode & 0o777).toBe(0o700);
    expect(readdirSync(folder)).toEqual([`${key}.token`]);
    expect(statSync(join(folder, `${key}.token`)).mode & 0o777).toBe(0o600);
  });

  test.each([0o777, 0o770, 0o720, 0o702])("refuses a folder that others may write to (%o)", (mode) => {
    fileStore(folder);
    chmodSync(folder, mode);
    expect(() => fileStore(folder)).toThrow(
      `The folder ${folder} is writable by others, so tokens are not stored there. Run chmod go-w ${folder}`,
    );
  });

  test.each([0o700, 0o750, 0o755])("takes a folder that others may only read (%o)", (mode) => {
    fileStore(folder);
    chmodSync(folder, mode);
    expect(fileStore(folder)).toBeDefined();
  });

  test("refuses a folder of another user", () => {
    fileStore(folder);
    const own = process.geteuid?.() ?? 0;
    vi.spyOn(process, "geteuid").mockReturnValue(own + 1);
    expect(() => fileStore(folder)).toThrow(`The folder ${folder} belongs to another user`);
  });

  test("refuses a folder that is reached through a link, and names the real one", () => {
    fileStore(folder);
    const link = join(scratch, `link-${crypto.randomUUID()}`);
    symlinkSync(folder, link);
    expect(() => fileStore(link)).toThrow(`The folder ${link} is reached through a link`);
    expect(() => fileStore(join(link, "inside"))).toThrow(`Use ${join(folder, "inside")}`);
  });

  test("refuses a folder in one that everybody may write to, unless the sticky bit protects it", () => {
    const open = dirname(folder);
    chmodSync(open, 0o777);
    expect(() => fileStore(folder)).toThrow(`is in ${open}, which is writable by everybody`);
    chmodSync(open, 0o1777);
    expect(fileStore(folder)).toBeDefined();
  });

  test("refuses a file in place of the folder", () => {
    writeFileSync(folder, "");
    expect(() => fileStore(folder)).toThrow(/EEXIST|is not a folder/);
  });

  test("does not wait for a FIFO that was put in place of a token", async () => {
    const store = fileStore(folder);
    execFileSync("mkfifo", [join(folder, `${key}.token`)]);
    await expect(Promise.all(Array.from({ length: 8 }, () => store.get(key)))).rejects.toThrow(
      "is not a file",
    );
    // Threads of the pool that hung would keep this from happening.
    expect(await store.withLock(key, async () => "still works")).toBe("still works");
  });

  test("reads no file of another user, and none that is far too long", async () => {
    const store = fileStore(folder);
    await store.set(key, "value", 60_000);
    const file = join(folder, `${key}.token`);
    const own = process.geteuid?.() ?? 0;
    vi.spyOn(process, "geteuid").mockReturnValue(own + 1);
    await expect(store.get(key)).rejects.toThrow(`${file} belongs to another user`);
    vi.restoreAllMocks();
    truncateSync(file, 262_145);
    await expect(store.get(key)).rejects.toThrow(`${file} has more than 262144 bytes`);
  });

  test("closes what it reads", async () => {
    const store = fileStore(folder);
    await store.set(key, "value", 60_000);
    const count = () => readdirSync("/proc/self/fd").length;
    const before = count();
    for (let times = 0; times < 50; times++) await store.get(key);
    expect(count()).toBeLessThan(before + 10);
  });

  test("leaves no temporary file behind when a value cannot be put in place", async () => {
    const store = fileStore(folder);
    mkdirSync(join(folder, `${key}.token`, "in the way"), { recursive: true });
    await expect(store.set(key, "value", 60_000)).rejects.toThrow();
    expect(readdirSync(folder)).toEqual([`${key}.token`]);
  });

  test("does not follow a link that was put in place of a token", async () => {
    const store = fileStore(folder);
    const elsewhere = join(scratch, "elsewhere");
    writeFileSync(elsewhere, JSON.stringify({ until: Number.MAX_SAFE_INTEGER, value: "planted" }));
    symlinkSync(elsewhere, join(folder, `${key}.token`));
    await expect(store.get(key)).rejects.toThrow(/ELOOP|EMLINK/);
  });

  test("takes for absent what it cannot read as its own", async () => {
    const store = fileStore(folder);
    writeFileSync(join(folder, `${key}.token`), "{");
    expect(await store.get(key)).toBeUndefined();
  });

  test("frees the lock of a process that died", async () => {
    const store = fileStore(folder);
    const lock = join(folder, `${key}.lock`);
    writeFileSync(lock, "");
    const longAgo = new Date(Date.now() - 60_000);
    utimesSync(lock, longAgo, longAgo);
    expect(await store.withLock(key, async () => "mine")).toBe("mine");
    expect(readdirSync(folder)).toEqual([]);
  });

  test("makes eight processes share one token request", async () => {
    const { server, tokenUrl, requests } = await tokenServer();
    const values = await inEightProcesses(`file:${folder}`, tokenUrl);
    server.close();
    expect([new Set(values), requests()]).toEqual([new Set(["t1"]), 1]);
    expect(readFileSync(join(folder, readdirSync(folder)[0] ?? ""), "utf8")).toContain("t1");
  }, 60_000);
});

describe.skipIf(!hasRedis)("Redis store", () => {
  let redis: RedisServer;
  let ioredis: Redis;
  let nodeRedis: ReturnType<typeof createClient>;
  beforeAll(async () => {
    redis = await startRedis(20_000 + (process.pid % 20_000));
    ioredis = new Redis(redis.port);
    nodeRedis = createClient({ url: `redis://127.0.0.1:${redis.port}` });
    nodeRedis.on("error", () => {});
    await nodeRedis.connect();
  });
  afterEach(async () => {
    if (ioredis.status === "ready") await ioredis.flushall();
  });
  afterAll(async () => {
    ioredis.disconnect();
    nodeRedis.destroy();
    await redis.stop();
  });

  describe("with ioredis", () => behavesLikeAStore(() => redisStore(ioredis)));
  describe("with node-redis", () => behavesLikeAStore(() => redisStore(nodeRedis)));
  describe("with the interface of valkey-glide", () =>
    behavesLikeAStore(() =>
      redisStore({ customCommand: ([name = "", ...args]: string[]) => ioredis.call(name, ...args) }),
    ));

  test("puts a prefix before its keys", async () => {
    await redisStore(ioredis, { prefix: "mine:" }).set("k", "v", 1_000);
    expect(await ioredis.keys("*")).toEqual(["mine:k"]);
  });

  test("does not take away the lock of another process after its own ran out", async () => {
    await redisStore(ioredis).withLock("k", async () => {
      await ioredis.set("hm-auth:k:lock", "another");
    });
    expect(await ioredis.get("hm-auth:k:lock")).toBe("another");
  });

  test("makes eight processes share one token request", async () => {
    const { server, tokenUrl, requests } = await tokenServer();
    const values = await inEightProcesses(`redis:${redis.port}`, tokenUrl);
    server.close();
    expect([new Set(values), requests()]).toEqual([new Set(["t1"]), 1]);
  }, 60_000);

  test("survives a Redis that goes away, says so once, and uses it again when it is back", async () => {
    const { server, tokenUrl, requests } = await tokenServer();
    const own = await startRedis(redis.port + 1);
    const client = new Redis(own.port, { retryStrategy: () => 50 });
    client.on("error", () => {});
    const events: AuthEvent[] = [];
    // A token that has been good for two minutes is replaced at once.
    let aheadMs = 0;
    const source = () =>
      clientCredentials({
        tokenUrl,
        clock: { now: () => Date.now() + aheadMs },
        clientId: "app",
        clientSecret: "s",
        store: redisStore(client, { commandTimeoutMs: 200 }),
        onEvent: (event) => events.push(event),
      });
    const tokens = source();
    const first = await tokens.getToken();
    await own.stop();
    tokens.invalidate(first);
    const second = await tokens.getToken();
    aheadMs += 125_000;
    tokens.invalidate(second);
    const third = await tokens.getToken();
    expect(events.filter(({ type }) => type === "store-failed")).toHaveLength(1);
    const again = await startRedis(own.port);
    while (client.status !== "ready") await sleep(20);
    aheadMs += 125_000;
    tokens.invalidate(third);
    const fourth = await tokens.getToken();
    expect(await source().getToken()).toMatchObject({ value: fourth.value });
    expect(requests()).toBe(4);
    client.disconnect();
    await again.stop();
    server.close();
  }, 60_000);
});

test.each([undefined, null, {}, "redis://localhost"])("refuses %j as a Redis client", (client) => {
  expect(() => redisStore(client as unknown as RedisClient)).toThrow("client must be a Redis client");
});
