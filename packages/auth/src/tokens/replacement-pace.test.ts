import { expect, test } from "vitest";
import { replacementPace } from "./replacement-pace.ts";

const lifetimeMs = 300_000;

test("replaces the first rejected token at once, and keeps each following token twice as long, up to a minute", () => {
  const pace = replacementPace();
  expect(pace.keptForMs(0, lifetimeMs)).toBe(0);
  const kept: number[] = [];
  for (let count = 0; count < 9; count++) {
    const keptForMs = pace.keptForMs(0, lifetimeMs);
    kept.push(keptForMs);
    expect(pace.keptForMs(keptForMs - 1, lifetimeMs)).toBe(1);
    expect(pace.keptForMs(keptForMs, lifetimeMs)).toBe(0);
  }
  expect(kept).toEqual([1_000, 2_000, 4_000, 8_000, 16_000, 32_000, 60_000, 60_000, 60_000]);
});

test("replaces a token at once if it was accepted for two minutes, and resets the pace", () => {
  const pace = replacementPace();
  expect([
    pace.keptForMs(0, lifetimeMs),
    pace.keptForMs(1_000, lifetimeMs),
    pace.keptForMs(2_000, lifetimeMs),
  ]).toEqual([0, 0, 0]);
  expect(pace.keptForMs(0, lifetimeMs)).toBe(4_000);
  expect(pace.keptForMs(120_000, lifetimeMs)).toBe(0);
  expect(pace.keptForMs(0, lifetimeMs)).toBe(1_000);
  expect(pace.keptForMs(119_999, lifetimeMs)).toBe(0);
  expect(pace.keptForMs(0, lifetimeMs)).toBe(2_000);
});

test("replaces a token at once if it was accepted for half of a short life", () => {
  const pace = replacementPace();
  expect([pace.keptForMs(0, 5_000), pace.keptForMs(0, 5_000)]).toEqual([0, 1_000]);
  expect(pace.keptForMs(2_499, 5_000)).toBe(0);
  expect(pace.keptForMs(0, 5_000)).toBe(2_000);
  expect(pace.keptForMs(2_500, 5_000)).toBe(0);
  expect(pace.keptForMs(0, 5_000)).toBe(1_000);
});

test("replaces a rejected token at once after another token was used for its whole life", () => {
  const pace = replacementPace();
  expect([pace.keptForMs(0, lifetimeMs), pace.keptForMs(0, lifetimeMs)]).toEqual([0, 1_000]);
  pace.served();
  expect(pace.keptForMs(0, lifetimeMs)).toBe(0);
});
