import type { Benchmark } from "../benchmark.ts";
import { runNode } from "../child.ts";
import { generatedFolder } from "../generated.ts";
import { checkWritten, type Generator, prepareGenerators } from "../generators.ts";
import { type Contestants, inTurns, mapContestants, rowOf } from "../turns.ts";

export const generate: Benchmark = {
  name: "generate",
  measures: "from the specification to TypeScript, as the command line does it",
  fairness: [
    "The same document for all; the peers get it as JSON with two references resolved that @hey-api/openapi-ts rejects (references into the properties of another schema).",
    "A process each time; its start is counted. No formatter runs after any of them. Peak memory as the operating system counts it.",
  ],
  packages: ["openapi-typescript", "@hey-api/openapi-ts", "orval", "@kubb/cli", "@kubb/plugin-client"],
  losses: {
    "openapi-typescript":
      "it is inside ours, which prints the operation table, the document and the names beside its types.",
    "*": "ours calls openapi-typescript, which loads the whole TypeScript compiler to print.",
  },
  async run(runs) {
    const generators: Contestants<Generator> = prepareGenerators();
    const peaks = new Map<Generator, number[]>();
    const seconds = await inTurns(generators, runs, async (generator) => {
      const usage = await runNode(generator.args, generatedFolder);
      checkWritten(generator);
      peaks.set(generator, [...(peaks.get(generator) ?? []), usage.peakMb]);
      return usage.seconds;
    });
    const memory = mapContestants(generators, (it) => rowOf(it, (peaks.get(it) ?? []).slice(1)));
    return [
      { title: "wall time", unit: "s", better: "less", rows: seconds },
      { title: "peak memory", unit: "MB", better: "less", rows: memory },
    ];
  },
};
