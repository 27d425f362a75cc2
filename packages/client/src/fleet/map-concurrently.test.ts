import { expect, test } from "vitest";
import { mapConcurrently } from "./map-concurrently.ts";

async function collect<T>(source: AsyncIterable<T>): Promise<T[]> {
  const all: T[] = [];
  for await (const item of source) all.push(item);
  return all;
}

test("yields the result of every item, once", async () => {
  const results = await collect(mapConcurrently([1, 2, 3, 4, 5], 2, async (n) => n * 10));
  expect(results.sort((a, b) => a - b)).toEqual([10, 20, 30, 40, 50]);
});

test("yields results when they arrive, not in order", async () => {
  let release: (value: string) => void = () => undefined;
  const slow = new Promise<string>((resolve) => {
    release = resolve;
  });
  const results = mapConcurrently(["slow", "fast"], 2, async (name) => (name === "slow" ? slow : name));
  expect((await results.next()).value).toBe("fast");
  release("slow");
  expect((await results.next()).value).toBe("slow");
  expect((await results.next()).done).toBe(true);
});

test("runs at most this many tasks at the same time, and reads no more items than there is room for", async () => {
  let active = 0;
  let most = 0;
  let pulled = 0;
  function* source() {
    for (let n = 0; n < 100; n++) {
      pulled++;
      yield n;
    }
  }
  const results = mapConcurrently(source(), 3, async (n) => {
    most = Math.max(most, ++active);
    await new Promise((resolve) => setTimeout(resolve, 0));
    active--;
    return n;
  });
  await results.next();
  await new Promise((resolve) => setTimeout(resolve, 5));
  expect(pulled).toBeLessThanOrEqual(4);
  expect((await collect(results)).length).toBe(99);
  expect(most).toBe(3);
});

test("throws the error of the source after the running work has ended", async () => {
  let finished = 0;
  async function* source() {
    yield 1;
    yield 2;
    throw new Error("broken source");
  }
  const results = mapConcurrently(source(), 4, async (n) => {
    await new Promise((resolve) => setTimeout(resolve, 2));
    finished++;
    return n;
  });
  await expect(collect(results)).rejects.toThrow("broken source");
  expect(finished).toBe(2);
});

test("throws the error of the work", async () => {
  const results = mapConcurrently([1, 2, 3], 2, async (n) => {
    if (n === 2) throw new Error("broken work");
    return n;
  });
  await expect(collect(results)).rejects.toThrow("broken work");
});

test("closes the source and starts no more work when the consumer leaves the loop", async () => {
  let closed = false;
  let started = 0;
  function* source() {
    try {
      for (;;) yield 1;
    } finally {
      closed = true;
    }
  }
  for await (const _ of mapConcurrently(source(), 2, async (n) => {
    started++;
    return n;
  }))
    break;
  expect(closed).toBe(true);
  const before = started;
  await new Promise((resolve) => setTimeout(resolve, 5));
  expect(started).toBe(before);
});

test("reads a web stream", async () => {
  const stream = new ReadableStream<number>({
    start(controller) {
      for (const n of [1, 2, 3]) controller.enqueue(n);
      controller.close();
    },
  });
  expect(await collect(mapConcurrently(stream, 1, async (n) => n))).toEqual([1, 2, 3]);
});
