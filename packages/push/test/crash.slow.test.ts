// A small version of the crash test; `pnpm crash-test` is the complete one.
import { expect, test } from "vitest";
import { crashRun, repetitionLimit } from "./crash/crash-run.ts";
import { hasMosquitto } from "./mosquitto.ts";

test.skipIf(!hasMosquitto())("loses nothing and stores nothing twice when it is killed", async () => {
  let state = 7;
  const random = () => {
    state = (state * 48_271) % 2_147_483_647;
    return state / 2_147_483_647;
  };
  const result = await crashRun({ messages: 4_000, vehicles: 100, kills: 3, random });
  expect(result).toMatchObject({ stored: 4_000, lost: 0, kills: 3, isStateEqual: true });
  expect(result.sent).toBeGreaterThan(4_100);
  expect(result.mostRepetitions).toBeLessThanOrEqual(repetitionLimit);
});
