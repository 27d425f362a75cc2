/** One way to do the work, and what it took in each run. */
export interface Row {
  readonly name: string;
  /** One value per run; a single one where every run gives the same. */
  readonly values: readonly number[];
  /** What it does less, or more, than ours. */
  readonly note?: string;
}

/** Ways to do the same work, measured in one process in turns. */
export interface Table {
  readonly title: string;
  readonly unit: string;
  readonly better: "less" | "more";
  /** The rows are parts of ours, not peers: there is nothing to divide. */
  readonly parts?: true;
  /** Ours first. */
  readonly rows: readonly [Row, ...Row[]];
}

export interface RowSummary {
  readonly name: string;
  readonly median: number;
  /** Ours divided by it, run by run: the median of these, the least and the greatest. Absent for ours, and where it is 0. */
  readonly ratio?: Spread;
  readonly note: string;
}

export interface Spread {
  readonly median: number;
  readonly least: number;
  readonly greatest: number;
}

export function summarize({ rows, parts }: Table): readonly RowSummary[] {
  const [ours] = rows;
  return rows.map(({ name, values, note = "" }) => {
    const ratios = values
      .map((value, run) => (ours.values[run] ?? Number.NaN) / value)
      .filter(Number.isFinite);
    const base = { name, median: median(values), note };
    return parts || values === ours.values || ratios.length === 0
      ? base
      : { ...base, ratio: spreadOf(ratios) };
  });
}

/** The rows that do better than ours in every run, by more than `margin`. */
export function lostTo(table: Table, margin = 0.05): readonly string[] {
  return summarize(table)
    .filter(({ ratio }) =>
      ratio === undefined
        ? false
        : table.better === "less"
          ? ratio.least > 1 + margin
          : ratio.greatest < 1 - margin,
    )
    .map(({ name }) => name);
}

export function median(values: readonly number[]): number {
  const sorted = [...values].sort((a, b) => a - b);
  const [below, above] = [Math.floor((sorted.length - 1) / 2), Math.ceil((sorted.length - 1) / 2)];
  return ((sorted[below] ?? Number.NaN) + (sorted[above] ?? Number.NaN)) / 2;
}

function spreadOf(values: readonly number[]): Spread {
  return { median: median(values), least: Math.min(...values), greatest: Math.max(...values) };
}
