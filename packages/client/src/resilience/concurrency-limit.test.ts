import { expect, test } from "vitest";
import { concurrencyLimit } from "./concurrency-limit.ts";

test("lets so many in, then one for each that leaves, in order", async () => {
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

test("keeps no place for a caller who stopped waiting", async () => {
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
