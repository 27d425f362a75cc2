import { expect, test } from "vitest";
import { Checkpoints, nothingYet } from "./checkpoints.ts";
import type { EnrollmentCheckpoint } from "./enrollment.ts";

function batch(start: number) {
  return { start, end: start + 10, digest: start };
}

/** A store whose saves end when they are told to. */
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

test("those who ask while a save is under way share the next, with the newest state", async () => {
  const store = slowStore();
  const checkpoints = new Checkpoints(store, nothingYet);
  const ended: number[] = [];
  const sending = [0, 10, 20, 30].map((start) =>
    checkpoints.sending(batch(start)).then(() => ended.push(start)),
  );
  await turn();
  expect(store.begun.map(({ sent }) => sent)).toEqual([40]);
  const late = checkpoints.sending(batch(40)).then(() => ended.push(40));
  const later = checkpoints.sending(batch(50)).then(() => ended.push(50));
  store.ends[0]?.resolve();
  await Promise.all(sending);
  await turn();
  expect(ended).toEqual([0, 10, 20, 30]);
  expect(store.begun.map(({ sent }) => sent)).toEqual([40, 60]);
  store.ends[1]?.resolve();
  await Promise.all([late, later]);
  expect(ended).toEqual([0, 10, 20, 30, 40, 50]);
});

test("a save that fails fails for all who wait for it, and the next one is tried", async () => {
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

test("settled is what all before have, in whatever order batches settle", async () => {
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
  expect(await settledAfter(2, 1)).toMatchObject({ settled: 0, sent: 30 });
  expect(await settledAfter(0)).toEqual({ settled: 30, sent: 30, digest: 20 });
});
