// A straight line through samples, and how sure its slope is.

export interface Point {
  readonly x: number;
  readonly y: number;
}

export interface FittedLine {
  readonly slope: number;
  /** Standard error of the slope, in the same unit. */
  readonly slopeError: number;
  readonly mean: number;
}

/** @throws {RangeError} for fewer than three points, or if all are at the same `x`. */
export function fitLine(points: readonly Point[]): FittedLine {
  const count = points.length;
  if (count < 3) throw new RangeError(`points must be at least three, got ${count}.`);
  const mean = (of: (point: Point) => number) => points.reduce((sum, point) => sum + of(point), 0) / count;
  const meanX = mean(({ x }) => x);
  const meanY = mean(({ y }) => y);
  const spread = points.reduce((sum, { x }) => sum + (x - meanX) ** 2, 0);
  if (spread === 0) throw new RangeError("points must differ in x.");
  const slope = points.reduce((sum, { x, y }) => sum + (x - meanX) * (y - meanY), 0) / spread;
  const residual = points.reduce((sum, { x, y }) => sum + (y - meanY - slope * (x - meanX)) ** 2, 0);
  return { slope, slopeError: Math.sqrt(residual / (count - 2) / spread), mean: meanY };
}
