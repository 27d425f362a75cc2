import fc from "fast-check";
import { expect } from "vitest";

/** Returns the kinds of cases to which a generated input belongs. */
export type Saw<Kind extends string> = (kind: Kind) => void;

/**
 * Checks a property, and checks that each interesting kind of case occurred often enough. Without these
 * cases, the property would prove nothing.
 */
export function holdsFor<Input, Kind extends string>(
  inputs: fc.Arbitrary<Input>,
  least: Readonly<Record<Kind, number>>,
  check: (input: Input, saw: Saw<Kind>) => void,
  numRuns = 1_000,
): void {
  const counts = new Map<Kind, number>();
  const count = (kind: Kind) => void counts.set(kind, (counts.get(kind) ?? 0) + 1);
  fc.assert(
    fc.property(inputs, (input) => check(input, count)),
    { numRuns },
  );
  for (const [kind, wanted] of Object.entries<number>(least))
    expect(counts.get(kind as Kind) ?? 0, `cases of "${kind}"`).toBeGreaterThanOrEqual(wanted);
}
