import fc from "fast-check";
import { expect, test } from "vitest";
import { type Delivery, DeliveryWindow } from "./delivery-window.ts";

/** A window whose deliveries are processed by hand. */
function windowOf(size: number, bufferBytes = 1_000_000) {
  const acknowledged: number[] = [];
  const handedOver: number[] = [];
  const events: string[] = [];
  const settle = new Map<number, { done(): void; fail(): void }>();
  const window = new DeliveryWindow({
    size,
    bufferBytes,
    process: ({ payload }) =>
      new Promise<void>((resolve, reject) => {
        const id = Number(new TextDecoder().decode(payload));
        handedOver.push(id);
        settle.set(id, { done: resolve, fail: () => reject(new Error("failed")) });
      }),
    overflowed: () => events.push("overflowed"),
    drained: () => events.push("drained"),
  });
  const add = (id: number): void => {
    const delivery: Delivery = {
      topic: "t",
      payload: new TextEncoder().encode(String(id)),
      retained: false,
      receivedAt: new Date(0),
      acknowledge: () => acknowledged.push(id),
    };
    window.add(delivery);
  };
  const finish = async (id: number): Promise<void> => {
    settle.get(id)?.done();
    await turn();
  };
  return { window, acknowledged, handedOver, events, settle, add, finish };
}

/** Lets promises that are settled call back. */
async function turn(): Promise<void> {
  for (let i = 0; i < 5; i++) await Promise.resolve();
}

test("acknowledges in the order of arrival, whatever the order of processing", async () => {
  const { add, finish, acknowledged } = windowOf(3);
  for (const id of [1, 2, 3]) add(id);
  await finish(3);
  await finish(2);
  expect(acknowledged).toEqual([]);
  await finish(1);
  expect(acknowledged).toEqual([1, 2, 3]);
});

test("hands over no more than its size until the oldest is acknowledged", async () => {
  const { window, add, finish, handedOver } = windowOf(2);
  for (const id of [1, 2, 3, 4]) add(id);
  await finish(2);
  expect(handedOver).toEqual([1, 2]);
  expect(window.unacknowledged).toBe(2);
  expect(window.bufferedBytes).toBe(2);
  await finish(1);
  expect(handedOver).toEqual([1, 2, 3, 4]);
  expect(window.bufferedBytes).toBe(0);
});

test("never acknowledges what failed, nor what came after it", async () => {
  const { window, add, finish, settle, acknowledged } = windowOf(3);
  for (const id of [1, 2, 3]) add(id);
  settle.get(2)?.fail();
  await finish(3);
  await finish(1);
  expect(acknowledged).toEqual([1]);
  await window.whenIdle();
});

test("forgets what comes after the buffer is full, and says when the buffer is processed", async () => {
  const { add, finish, handedOver, events, acknowledged } = windowOf(1, 2);
  for (const id of [1, 2, 3, 4, 5]) add(id);
  expect(events).toEqual(["overflowed"]);
  await finish(1);
  await finish(2);
  expect(events).toEqual(["overflowed"]);
  add(6);
  await finish(3);
  expect(events).toEqual(["overflowed", "drained"]);
  expect(handedOver).toEqual([1, 2, 3]);
  expect(acknowledged).toEqual([1, 2, 3]);
});

test("a delivery that is larger than the buffer goes through the window", async () => {
  const { add, finish, handedOver, events } = windowOf(1, 0);
  add(1);
  await finish(1);
  add(2);
  expect(handedOver).toEqual([1, 2]);
  expect(events).toEqual([]);
});

test("hands over nothing after it was closed, and acknowledges what is under way", async () => {
  const { window, add, finish, handedOver, acknowledged } = windowOf(1);
  add(1);
  add(2);
  window.close();
  add(3);
  let isIdle = false;
  window.whenIdle().then(() => {
    isIdle = true;
  });
  await turn();
  expect(isIdle).toBe(false);
  await finish(1);
  expect(isIdle).toBe(true);
  expect(handedOver).toEqual([1]);
  expect(acknowledged).toEqual([1]);
});

test("acknowledges nothing after the connection is gone", async () => {
  const { window, add, finish, acknowledged } = windowOf(2);
  add(1);
  window.abandon();
  await finish(1);
  expect(acknowledged).toEqual([]);
});

test("keeps its rules for any order of arrivals, successes and failures", async () => {
  let reordered = 0;
  const step = fc.oneof(
    { weight: 3, arbitrary: fc.constant("add" as const) },
    { weight: 3, arbitrary: fc.nat(7).map((nth) => ({ done: nth })) },
    { weight: 1, arbitrary: fc.nat(7).map((nth) => ({ fail: nth })) },
  );
  await fc.assert(
    fc.asyncProperty(fc.integer({ min: 1, max: 8 }), fc.array(step, { maxLength: 60 }), async (size, steps) => {
      const { window, add, finish, settle, handedOver, acknowledged } = windowOf(size);
      const failed = new Set<number>();
      const done = new Set<number>();
      let added = 0;
      for (const each of steps) {
        const open = handedOver.filter((id) => !done.has(id) && !failed.has(id));
        if (each === "add") add(++added);
        else if ("done" in each) {
          const id = open[each.done % (open.length || 1)];
          if (id === undefined) continue;
          if (id !== open[0]) reordered++;
          done.add(id);
          await finish(id);
        } else {
          const id = open[each.fail % (open.length || 1)];
          if (id === undefined) continue;
          failed.add(id);
          settle.get(id)?.fail();
          await turn();
        }
        // In order, without gaps: exactly what is processed with everything before it.
        let next = 1;
        while (done.has(next)) next++;
        expect(acknowledged).toEqual(Array.from({ length: next - 1 }, (_, index) => index + 1));
        expect(handedOver).toEqual(Array.from({ length: handedOver.length }, (_, index) => index + 1));
        expect(window.unacknowledged).toBeLessThanOrEqual(size);
        expect(window.unacknowledged + acknowledged.length).toBe(Math.min(added, acknowledged.length + size));
      }
    }),
    { numRuns: 300 },
  );
  // The interesting case: something is processed before what came earlier.
  expect(reordered).toBeGreaterThan(300);
});
