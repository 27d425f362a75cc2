import { expect, test } from "vitest";
import { untilInterrupted } from "./interruption.ts";

function listeners(): readonly number[] {
  return ["SIGINT", "SIGTERM"].map((signal) => process.listenerCount(signal));
}

test("returns what the work returns, and catches the signals only meanwhile", async () => {
  const before = listeners();
  const result = await untilInterrupted(async (signal) => {
    expect(listeners()).toEqual(before.map((count) => count + 1));
    return signal.aborted;
  });
  expect(result).toBe(false);
  expect(listeners()).toEqual(before);
});

test.each(["SIGINT", "SIGTERM"] as const)("%s aborts the signal of the work", async (name) => {
  const aborted = untilInterrupted(async (signal) => {
    process.emit(name);
    return signal.aborted;
  });
  expect(await aborted).toBe(true);
});

test("catches the signals no longer when the work failed", async () => {
  const before = listeners();
  const failure = new Error("failed");
  await expect(untilInterrupted(() => Promise.reject(failure))).rejects.toBe(failure);
  expect(listeners()).toEqual(before);
});
