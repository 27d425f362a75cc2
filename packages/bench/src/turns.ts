// Contestants take turns, so that what else the machine does meets all of them, and a ratio is of one moment.
import type { Row } from "./table.ts";

/** A way to do the work. */
export interface Contestant {
  readonly name: string;
  readonly note?: string;
  /** Does the work once. */
  run(): unknown;
}

/** Ours first. */
export type Contestants<C = Contestant> = readonly [C, ...C[]];

/** One value per contestant and run. The order shifts by one from run to run; a first round warms up. */
export async function inTurns<C extends Pick<Contestant, "name" | "note">>(
  contestants: Contestants<C>,
  runs: number,
  measure: (contestant: C) => number | Promise<number>,
): Promise<Contestants<Row>> {
  const values = new Map<C, number[]>();
  for (let run = -1; run < runs; run++)
    for (const contestant of shifted(contestants, run + 1)) {
      const value = await measure(contestant);
      if (run >= 0) values.set(contestant, [...(values.get(contestant) ?? []), value]);
    }
  return mapContestants(contestants, (contestant) => rowOf(contestant, exact(values.get(contestant) ?? [])));
}

export function rowOf({ name, note }: Pick<Contestant, "name" | "note">, values: readonly number[]): Row {
  return { name, values, ...(note !== undefined && { note }) };
}

export function mapContestants<C, T>(
  [ours, ...peers]: Contestants<C>,
  map: (contestant: C) => T,
): Contestants<T> {
  return [map(ours), ...peers.map(map)];
}

/** The same items, beginning with the one at `by`. */
export function shifted<T>(items: readonly T[], by: number): readonly T[] {
  const at = by % items.length;
  return [...items.slice(at), ...items.slice(0, at)];
}

/** One value where every run gave the same. */
function exact(values: readonly number[]): readonly number[] {
  return new Set(values).size === 1 ? values.slice(0, 1) : values;
}
