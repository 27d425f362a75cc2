import { expect, test } from "vitest";
import { vehicleLanes } from "./vehicle-lanes.ts";

function gate(): { promise: Promise<void>; open(): void } {
  let open = () => {};
  const promise = new Promise<void>((resolve) => {
    open = resolve;
  });
  return { promise, open };
}

async function turns(): Promise<void> {
  for (let i = 0; i < 20; i++) await Promise.resolve();
}

test("runs tasks of one key in order, and tasks of different keys at the same time", async () => {
  const lanes = vehicleLanes(10);
  const log: string[] = [];
  const slow = gate();
  const first = lanes.run("a", async () => {
    await slow.promise;
    log.push("a1");
  });
  const second = lanes.run("a", async () => void log.push("a2"));
  await lanes.run("b", async () => void log.push("b1"));
  expect(log).toEqual(["b1"]);
  slow.open();
  await Promise.all([first, second]);
  expect(log).toEqual(["b1", "a1", "a2"]);
});

test("runs no more tasks at the same time than its limit", async () => {
  const lanes = vehicleLanes(2);
  const gates = [gate(), gate(), gate(), gate()];
  let running = 0;
  let most = 0;
  const all = gates.map(({ promise }, index) =>
    lanes.run(String(index), async () => {
      running++;
      most = Math.max(most, running);
      await promise;
      running--;
    }),
  );
  await turns();
  expect(running).toBe(2);
  for (const { open } of gates) {
    open();
    await turns();
  }
  await Promise.all(all);
  expect(most).toBe(2);
});

test("continues a lane after a task failed, and passes on its error", async () => {
  const lanes = vehicleLanes(1);
  const failed = lanes.run("a", async () => {
    throw new Error("no");
  });
  const after = lanes.run("a", async () => undefined);
  await expect(failed).rejects.toThrow("no");
  await expect(after).resolves.toBeUndefined();
});
