import { execFileSync } from "node:child_process";
import { mkdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import type { Benchmark } from "../benchmark.ts";
import { runNode } from "../child.ts";
import { generatedFolder } from "../generated.ts";
import { chainOf, circleOf, inheritanceOf } from "../specifications.ts";
import { type Contestants, inTurns } from "../turns.ts";

const repository = join(import.meta.dirname, "../../../..");
const codegen = join(repository, "packages/codegen");
const place = join(generatedFolder, "diff");

interface DiffComparison {
  readonly name: string;
  readonly note?: string;
  readonly old: string;
  readonly new: string;
}

export const diff: Benchmark = {
  name: "diff",
  measures: "`codegen diff` of two specifications, from the files to the report",
  fairness: [
    "A process each time; its start is counted, and the smallest document shows what it costs. Peak memory as the operating system counts it.",
    "No peer: oasdiff and others compare the contract of a server, not what a change means for a TypeScript caller.",
    "A document is compared with a copy of itself, so that every schema has to be looked at; one bundle has another brand.",
  ],
  packages: [],
  losses: {},
  async run(runs) {
    execFileSync("pnpm", ["run", "build"], { cwd: codegen, stdio: "ignore" });
    const peaks = new Map<string, number>();
    const seconds = await inTurns(comparisons(), runs, async (comparison) => {
      const cli = join(codegen, "dist/command/cli.js");
      const usage = await runNode([cli, "diff", comparison.old, comparison.new], place);
      peaks.set(comparison.name, Math.max(peaks.get(comparison.name) ?? 0, usage.peakMb));
      return usage.seconds;
    });
    const [first, ...others] = seconds.map(({ name }) => ({ name, values: [peaks.get(name) ?? 0] }));
    if (first === undefined) throw new Error("nothing was compared");
    return [
      { title: "wall time", unit: "s", better: "less", parts: true, rows: seconds },
      { title: "peak memory", unit: "MB", better: "less", parts: true, rows: [first, ...others] },
    ];
  },
};

function comparisons(): Contestants<DiffComparison> {
  rmSync(place, { recursive: true, force: true });
  mkdirSync(place, { recursive: true });
  const bundle = readFileSync(join(repository, "spec/high-mobility.openapi.yaml"), "utf8");
  const otherBundle = bundle.replace(/^( +- )bmw$/m, "$1bmw\n$1another");
  if (otherBundle === bundle) throw new Error("the bundle has no brand to add another one to");
  return [
    { name: "the bundle with itself", ...written("bundle", bundle, bundle) },
    { name: "the bundle with another brand", ...written("brand", bundle, otherBundle) },
    withItself("a circle of 100 schemas", "each refers to all: 10,000 references", circleOf(100)),
    ...[1, 250, 500, 1_000, 2_000].map((count) =>
      withItself(`a chain of ${count} schemas`, "each refers to the next one twice", chainOf(count)),
    ),
    ...[1_000, 2_000].map((count) =>
      withItself(`${count} schemas that inherit`, "each has the next one in its allOf", inheritanceOf(count)),
    ),
  ];
}

function withItself(name: string, note: string, document: string): DiffComparison {
  return { name, note, ...written(name.replaceAll(" ", "-"), document, document) };
}

function written(name: string, old: string, next: string): Pick<DiffComparison, "old" | "new"> {
  const files = { old: join(place, `${name}-old.yaml`), new: join(place, `${name}-new.yaml`) };
  writeFileSync(files.old, old);
  writeFileSync(files.new, next);
  return files;
}
