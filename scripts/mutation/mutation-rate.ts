// The result of a Stryker report (schema of mutation-testing-elements).

export interface MutationReport {
  readonly files: Readonly<Record<string, { readonly mutants: readonly ReportedMutant[] }>>;
}

interface ReportedMutant {
  readonly status: string;
  readonly mutatorName: string;
  readonly replacement?: string;
  readonly location: { readonly start: { readonly line: number } };
}

export interface MutationRate {
  readonly killed: number;
  readonly survived: number;
  /** The number of mutants in the sample that no test reaches. */
  readonly unreached: number;
  /** All mutants, in the sample or not. */
  readonly total: number;
  /** The share of the sample that tests detect, 0 to 1. A mutant that no test reaches is not detected. */
  readonly rate: number;
}

const noticed = ["Killed", "Timeout", "RuntimeError"];

export function mutationRate({ files }: MutationReport): MutationRate {
  const all = Object.values(files).flatMap(({ mutants }) => mutants);
  const count = (...statuses: string[]): number =>
    all.filter(({ status }) => statuses.includes(status)).length;
  const [killed, survived, unreached] = [count(...noticed), count("Survived"), count("NoCoverage")];
  const total = all.length - count("Ignored");
  const sampled = killed + survived + unreached;
  return {
    killed,
    survived,
    unreached,
    total,
    rate: sampled === 0 ? 0 : killed / sampled,
  };
}

/** One line per mutant that no test detected, with its place and its change. */
export function survivorsOf({ files }: MutationReport): readonly string[] {
  return Object.entries(files).flatMap(([file, { mutants }]) =>
    mutants
      .filter(({ status }) => status === "Survived")
      .map(({ location, mutatorName, replacement = "" }) =>
        `${file}:${location.start.line} ${mutatorName}: ${replacement.replaceAll(/\s+/g, " ").slice(0, 100)}`.trimEnd(),
      ),
  );
}
