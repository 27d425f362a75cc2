import { getEventListeners } from "node:events";
import { expect, test } from "vitest";
import { concurrencyLimit } from "./concurrency-limit.ts";

test("allows this many calls, then one for each that ends, in order", async () => {
  const limit = concurrencyLimit(2);
  const entered: string[] = [];
  const enter = async (name: string) => {
    await limit.acquire();
    entered.push(name);
  };
  const all = ["a", "b", "c", "d"].map(enter);
  await Promise.all(all.slice(0, 2));
  expect(entered).toEqual(["a", "b"]);
  limit.release();
  await all[2];
  expect(entered).toEqual(["a", "b", "c"]);
  limit.release();
  await all[3];
  expect(entered).toEqual(["a", "b", "c", "d"]);
});

test("keeps no place for a caller that stopped waiting", async () => {
  const limit = concurrencyLimit(1);
  limit.acquire();
  const controller = new AbortController();
  const impatient = limit.acquire(controller.signal);
  const patient = limit.acquire();
  controller.abort("enough");
  await expect(impatient).rejects.toBe("enough");
  limit.release();
  await patient;
  limit.release();
  expect(limit.acquire()).toBeUndefined();
});

test.each([0, -1, 1.5, Number.NaN])("rejects %d", (max) => {
  expect(() => concurrencyLimit(max)).toThrow(`concurrency must be a whole number >= 1, got ${max}.`);
});

test("a signal that has aborted does not wait", async () => {
  const limit = concurrencyLimit(1);
  limit.acquire();
  await expect(limit.acquire(AbortSignal.abort("before"))).rejects.toBe("before");
});

test("leaves no listener on a signal after a wait or an abort", async () => {
  const limit = concurrencyLimit(1);
  limit.acquire();
  const [waits, aborts] = [new AbortController(), new AbortController()];
  const waiting = limit.acquire(waits.signal);
  const aborted = limit.acquire(aborts.signal);
  aborts.abort("enough");
  await expect(aborted).rejects.toBe("enough");
  limit.release();
  await waiting;
  expect(getEventListeners(waits.signal, "abort")).toEqual([]);
  expect(getEventListeners(aborts.signal, "abort")).toEqual([]);
});
