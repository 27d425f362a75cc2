import { expect, test } from "vitest";
import { fitLine } from "./least-squares.ts";

test("finds the slope of points on a line, without an error", () => {
  const points = [0, 1, 2, 3].map((x) => ({ x, y: 5 + 2 * x }));
  expect(fitLine(points)).toEqual({ slope: 2, slopeError: 0, mean: 8 });
});

test("says how unsure the slope of scattered points is", () => {
  const points = [1, 2, 1, 3, 2].map((y, x) => ({ x, y }));
  const { slope, slopeError, mean } = fitLine(points);
  expect(slope).toBeCloseTo(0.3, 12);
  expect(slopeError).toBeCloseTo(Math.sqrt((2.8 - 0.9) / 3 / 10), 12);
  expect(mean).toBeCloseTo(1.8, 12);
});

test("rejects too few points and points at one place", () => {
  expect(() => fitLine([{ x: 0, y: 0 }])).toThrow(new RangeError("points must be at least three, got 1."));
  const same = [1, 2, 3].map((y) => ({ x: 1, y }));
  expect(() => fitLine(same)).toThrow(new RangeError("points must differ in x."));
});
