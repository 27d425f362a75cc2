// What must not grow unnoticed: pure, so that it can be tested without measuring anything.

/** By what is counted, then by name. */
export type Measured = Readonly<Record<string, Readonly<Record<string, number>>>>;

export interface Budgets {
  /** The share by which a value may exceed its budget. */
  readonly slack: number;
  readonly budgets: Measured;
}

export interface Line {
  readonly unit: string;
  readonly name: string;
  readonly measured: number | undefined;
  readonly budget: number | undefined;
  readonly verdict: "ok" | "over budget" | "could be lowered" | "no budget" | "not measured";
}

export function compare(measured: Measured, { slack, budgets }: Budgets): readonly Line[] {
  const units = new Set([...Object.keys(measured), ...Object.keys(budgets)]);
  return [...units].flatMap((unit) => {
    const names = new Set([...Object.keys(measured[unit] ?? {}), ...Object.keys(budgets[unit] ?? {})]);
    return [...names].map((name) => {
      const [value, budget] = [measured[unit]?.[name], budgets[unit]?.[name]];
      return { unit, name, measured: value, budget, verdict: judge(value, budget, slack) };
    });
  });
}

/** A lower budget is advice; everything else but `ok` fails. */
export function failures(lines: readonly Line[]): readonly Line[] {
  return lines.filter(({ verdict }) => verdict !== "ok" && verdict !== "could be lowered");
}

function judge(measured: number | undefined, budget: number | undefined, slack: number): Line["verdict"] {
  if (measured === undefined) return "not measured";
  if (budget === undefined) return "no budget";
  if (measured > budget * (1 + slack)) return "over budget";
  return measured < budget * (1 - slack) ? "could be lowered" : "ok";
}
