import { expect, test } from "vitest";
import { replacementPace } from "./replacement-pace.ts";

test("replaces the first refused token at once, and keeps each that follows twice as long, up to a minute", () => {
  const pace = replacementPace();
  expect(pace.keptForMs(0)).toBe(0);
  const kept: number[] = [];
  for (let count = 0; count < 9; count++) {
    const keptForMs = pace.keptForMs(0);
    kept.push(keptForMs);
    expect(pace.keptForMs(keptForMs - 1)).toBe(1);
    expect(pace.keptForMs(keptForMs)).toBe(0);
  }
  expect(kept).toEqual([1_000, 2_000, 4_000, 8_000, 16_000, 32_000, 60_000, 60_000, 60_000]);
});

test("replaces a token at once that was good for two minutes, and begins anew", () => {
  const pace = replacementPace();
  expect([pace.keptForMs(0), pace.keptForMs(1_000), pace.keptForMs(2_000)]).toEqual([0, 0, 0]);
  expect(pace.keptForMs(0)).toBe(4_000);
  expect(pace.keptForMs(120_000)).toBe(0);
  expect(pace.keptForMs(0)).toBe(1_000);
  expect(pace.keptForMs(119_999)).toBe(0);
  expect(pace.keptForMs(0)).toBe(2_000);
});
