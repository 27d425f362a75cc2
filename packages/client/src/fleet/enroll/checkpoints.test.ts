import { expect, test } from "vitest";
import { Checkpoints, nothingYet } from "./checkpoints.ts";
import type { EnrollmentCheckpoint } from "./enrollment.ts";

function batch(start: number) {
  return { start, end: start + 10, digest: start };
}

/** A store in which the test decides when a save ends. */
function slowStore() {
  const begun: EnrollmentCheckpoint[] = [];
  const ends: { resolve(): void; reject(reason: Error): void }[] = [];
  return {
    begun,
    ends,
    load: async () => undefined,
    save: (checkpoint: EnrollmentCheckpoint) => {
      begun.push(checkpoint);
      return new Promise<void>((resolve, reject) => ends.push({ resolve, reject }));
    },
  };
}

function turn() {
  return new Promise((resolve) => setTimeout(resolve, 0));
}

test("batches that wait at the same time share one save, and batches that it announced do not wait", async () => {
  const store = slowStore();
  const checkpoints = new Checkpoints(store, nothingYet);
  const ended: number[] = [];
  const send = (start: number) => checkpoints.sending(batch(start)).then(() => ended.push(start));
  const sending = [0, 10, 20, 30].map(send);
  await turn();
  expect(store.begun.map(({ sent }) => sent)).toEqual([200]);
  expect(ended).toEqual([]);
  store.ends[0]?.resolve();
  await Promise.all(sending);
  for (let start = 40; start < 200; start += 10) await send(start);
  expect(ended.at(-1)).toBe(190);
  expect(store.begun).toHaveLength(1);
  const late = send(200);
  await turn();
  expect(ended.at(-1)).toBe(190);
  expect(store.begun.map(({ sent }) => sent)).toEqual([200, 370]);
  store.ends[1]?.resolve();
  await late;
});

test("a batch that arrives during a save waits for the next save", async () => {
  const store = slowStore();
  const checkpoints = new Checkpoints(store, nothingYet);
  const first = checkpoints.sending(batch(0));
  await turn();
  const second = checkpoints.sending(batch(500));
  store.ends[0]?.resolve();
  await first;
  await turn();
  expect(store.begun.map(({ sent }) => sent)).toEqual([170, 670]);
  store.ends[1]?.resolve();
  await second;
});

test("progress is saved after four settled batches, and a failure of this save does not stop the run", async () => {
  const store = slowStore();
  const checkpoints = new Checkpoints(store, nothingYet);
  const all = [0, 10, 20, 30, 40].map(batch);
  const sending = all.map((one) => checkpoints.sending(one));
  await turn();
  store.ends[0]?.resolve();
  await Promise.all(sending);
  for (const one of all.slice(0, 3)) checkpoints.settle(one);
  await turn();
  expect(store.begun).toHaveLength(1);
  for (const one of all.slice(3)) checkpoints.settle(one);
  await turn();
  expect(store.begun.at(-1)).toMatchObject({ settled: 50 });
  store.ends[1]?.reject(new Error("disk full"));
  await turn();
  const flushed = checkpoints.flush();
  await turn();
  store.ends[2]?.resolve();
  await flushed;
  expect(store.begun).toHaveLength(3);
});

test("a failed save rejects all batches that wait for it, and the next save is attempted", async () => {
  const store = slowStore();
  const checkpoints = new Checkpoints(store, nothingYet);
  const outcomes = [0, 10].map((start) =>
    checkpoints.sending(batch(start)).catch((error: Error) => error.message),
  );
  await turn();
  store.ends[0]?.reject(new Error("disk full"));
  expect(await Promise.all(outcomes)).toEqual(["disk full", "disk full"]);
  const flushed = checkpoints.flush();
  await turn();
  store.ends[1]?.resolve();
  await flushed;
  expect(store.begun).toHaveLength(2);
});

test("counts a batch as settled only after all batches before it, in any order", async () => {
  const saved: EnrollmentCheckpoint[] = [];
  const save = async (checkpoint: EnrollmentCheckpoint) => {
    saved.push(checkpoint);
  };
  const checkpoints = new Checkpoints({ load: async () => undefined, save }, nothingYet);
  const batches = [0, 10, 20].map(batch);
  for (const one of batches) await checkpoints.sending(one);
  const settledAfter = async (...settled: number[]) => {
    for (const index of settled) {
      const one = batches[index];
      if (one) checkpoints.settle(one);
    }
    await checkpoints.flush();
    return saved.at(-1);
  };
  expect(await settledAfter(2, 1)).toMatchObject({ settled: 0, sent: 170 });
  expect(await settledAfter(0)).toEqual({ settled: 30, sent: 170, digest: 20 });
});
