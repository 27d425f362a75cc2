import fc from "fast-check";
import { expect, test } from "vitest";
import { type Delivery, DeliveryWindow, type Turn } from "./delivery-window.ts";

/** A window in which the test decides when a delivery is processed. */
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

/** Waits until the callbacks of settled promises have run. */
async function turn(): Promise<void> {
  for (let i = 0; i < 5; i++) await Promise.resolve();
}

test("acknowledges in the order of arrival for any order of processing", async () => {
  const { add, finish, acknowledged } = windowOf(3);
  for (const id of [1, 2, 3]) add(id);
  await finish(3);
  await finish(2);
  expect(acknowledged).toEqual([]);
  await finish(1);
  expect(acknowledged).toEqual([1, 2, 3]);
});

test("processes no more deliveries than its size until the oldest is acknowledged", async () => {
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

test("never acknowledges a failed delivery or a later one", async () => {
  const { window, add, finish, settle, acknowledged } = windowOf(3);
  for (const id of [1, 2, 3]) add(id);
  settle.get(2)?.fail();
  await finish(3);
  await finish(1);
  expect(acknowledged).toEqual([1]);
  await window.whenIdle();
});

test("drops deliveries after the buffer is full, and reports when the buffer is processed", async () => {
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

test("processes a delivery that is larger than the buffer", async () => {
  const { add, finish, handedOver, events } = windowOf(1, 0);
  add(1);
  await finish(1);
  add(2);
  expect(handedOver).toEqual([1, 2]);
  expect(events).toEqual([]);
});

test("starts no processing after it was closed, and acknowledges running deliveries", async () => {
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

test("acknowledges nothing after the connection has ended", async () => {
  const { window, add, finish, acknowledged } = windowOf(2);
  add(1);
  window.abandon();
  await finish(1);
  expect(acknowledged).toEqual([]);
});

type Step = "add" | { readonly nth: number; readonly fails: boolean };

/** Executes the steps, and returns how often a delivery was processed before an earlier delivery. */
async function runSteps(size: number, steps: readonly Step[]): Promise<number> {
  const { window, add, finish, settle, handedOver, acknowledged } = windowOf(size);
  const settled = new Set<number>();
  const done = new Set<number>();
  let added = 0;
  let reordered = 0;
  for (const step of steps) {
    const open = handedOver.filter((id) => !settled.has(id));
    if (step === "add") add(++added);
    else if (open.length > 0) {
      const id = open[step.nth % open.length] ?? 0;
      settled.add(id);
      if (step.fails) settle.get(id)?.fail();
      else {
        reordered += id === open[0] ? 0 : 1;
        done.add(id);
        await finish(id);
      }
    }
    await turn();
    // Acknowledged in order and without gaps: exactly the deliveries that are processed together with all
    // earlier ones.
    expect(acknowledged).toEqual(firstNumbers(lengthOfRun(done)));
    expect(handedOver).toEqual(firstNumbers(handedOver.length));
    expect(window.unacknowledged + acknowledged.length).toBe(Math.min(added, acknowledged.length + size));
  }
  return reordered;
}

/** Returns how many numbers from 1 on are in the set without a gap. */
function lengthOfRun(numbers: ReadonlySet<number>): number {
  let length = 0;
  while (numbers.has(length + 1)) length++;
  return length;
}

function firstNumbers(count: number): number[] {
  return Array.from({ length: count }, (_, index) => index + 1);
}

test("keeps its rules for any order of arrivals, successes and failures", async () => {
  let reordered = 0;
  const step = fc.oneof<fc.MaybeWeightedArbitrary<Step>[]>(
    { weight: 6, arbitrary: fc.constant("add") },
    { weight: 4, arbitrary: fc.record({ nth: fc.nat(7), fails: fc.constant(false) }) },
    { weight: 1, arbitrary: fc.record({ nth: fc.nat(7), fails: fc.constant(true) }) },
  );
  const steps = fc.array(step, { minLength: 10, maxLength: 60, size: "max" });
  await fc.assert(
    fc.asyncProperty(fc.integer({ min: 1, max: 8 }), steps, async (size, taken) => {
      reordered += await runSteps(size, taken);
    }),
    { numRuns: 300 },
  );
  expect(reordered).toBeGreaterThan(300);
});

test("a later delivery waits for a delivery only if no earlier one failed", async () => {
  const turns: Turn[] = [];
  const endings: ((error?: Error) => void)[] = [];
  const window = new DeliveryWindow({
    size: 4,
    bufferBytes: 0,
    process: (_delivery, turn) => {
      turns.push(turn);
      return new Promise((resolve, reject) => {
        endings.push((error) => (error ? reject(error) : resolve()));
      });
    },
    overflowed: () => undefined,
    drained: () => undefined,
  });
  for (let number = 0; number < 4; number++)
    window.add({
      topic: "t",
      payload: new Uint8Array(1),
      retained: false,
      receivedAt: new Date(),
      acknowledge: () => undefined,
    });
  const waitedFor = () => turns.map((turn) => turn.isWaitedFor());
  expect(waitedFor()).toEqual([false, false, false, false]);
  turns[2]?.begin();
  expect(waitedFor()).toEqual([true, true, true, false]);
  endings[0]?.(new Error("failed"));
  await new Promise((resolve) => setImmediate(resolve));
  expect(waitedFor()).toEqual([true, false, false, false]);
  window.abandon();
  expect(waitedFor()).toEqual([false, false, false, false]);
});
