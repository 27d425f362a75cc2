import { execFile } from "node:child_process";
import { createServer, type Server } from "node:http";
import type { AddressInfo } from "node:net";
import { setTimeout as sleep } from "node:timers/promises";
import { fileURLToPath } from "node:url";
import { promisify } from "node:util";
import { expect, test } from "vitest";
import type { TokenStore } from "../src/index.ts";

export const key: string = "a".repeat(64);

/** Counts token requests, and responds slowly enough for all of them to overlap. */
export async function tokenServer(): Promise<{ server: Server; tokenUrl: string; requests(): number }> {
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

export async function inEightProcesses(store: string, tokenUrl: string): Promise<string[]> {
  const program = fileURLToPath(new URL("./store-process.ts", import.meta.url));
  const runs = Array.from({ length: 8 }, () => promisify(execFile)("node", [program, store, tokenUrl]));
  return (await Promise.all(runs)).map(({ stdout }) => stdout.trim());
}

/** Tests the behavior that all stores share; `skip`: the store is not available here. */
export function behavesLikeAStore(name: string, make: () => TokenStore, skip = false): void {
  test.skipIf(skip)(`${name} keeps a value for its lifetime`, async () => {
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

  test.skipIf(skip)(
    `${name} runs one task at a time under a lock, and passes on its result or error`,
    async () => {
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
    },
  );

  test.skipIf(skip)(`${name} does not make different keys wait for each other`, async () => {
    const store = make();
    const both = store.withLock(key, () => store.withLock("b".repeat(64), async () => "both"));
    expect(await both).toBe("both");
  });
}
