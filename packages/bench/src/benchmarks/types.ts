import type { Benchmark } from "../benchmark.ts";
import { callCount, type TypedApp, typedApps } from "../contestants/typed-apps.ts";
import { generateHeyApi } from "../generated.ts";
import type { Table } from "../table.ts";
import { inTurns, mapContestants, rowOf } from "../turns.ts";
import {
  type Compiler,
  checkApp,
  emitDeclarations,
  type Instantiations,
  instantiationsOf,
} from "../type-check.ts";

export const types: Benchmark = {
  name: "types",
  measures: "what the type checker does for an app of six calls that reads data and error of each",
  fairness: [
    "All are strict, with skipLibCheck; ours is checked against the declarations that its build emits.",
    "@hey-api's client is TypeScript in the app's own tree, as it is meant to be, so its sources are checked with the app.",
    "TypeScript 7 runs on one thread, so that its counts are the same each time.",
    "Ours narrows the body by status; openapi-fetch and @hey-api give one union of all errors.",
  ],
  packages: ["openapi-fetch", "@hey-api/openapi-ts", "typescript", "typescript-7"],
  losses: {
    "@high-mobility-ts/client, operation methods":
      "these are ours as well: a method names its operation, while a call by path has to find the operation of the path first.",
    "openapi-fetch":
      "the checker also reads the declarations of auth, vehicle-data and the operation methods; openapi-fetch is one file.",
    "@hey-api/openapi-ts client":
      "its generator writes out the types of every operation; ours computes an operation's result from its statuses when it is first called. A call of an operation that is called already costs neither anything.",
  },
  async run(runs) {
    emitDeclarations();
    await generateHeyApi();
    return [...(await measure("5.9", runs)), ...(await measure("7", runs))];
  },
};

async function measure(compiler: Compiler, runs: number): Promise<readonly Table[]> {
  const peaks = new Map<TypedApp, number[]>();
  const check = await inTurns(typedApps, runs, (app) => {
    const { checkMs, memoryKb } = checkApp(app, callCount, compiler);
    peaks.set(app, [...(peaks.get(app) ?? []), memoryKb / 1_024]);
    return checkMs;
  });
  const counted = mapContestants(typedApps, (app) => [app, instantiationsOf(app, compiler)] as const);
  const counts = (what: string, value: (counts: Instantiations) => number): Table => ({
    title: `TypeScript ${compiler}, ${what}`,
    unit: "instantiations",
    better: "less",
    rows: mapContestants(counted, ([app, its]) => rowOf(app, [value(its)])),
  });
  return [
    counts("the app", ({ app }) => app),
    counts("each further operation", ({ perOperation }) => perOperation),
    counts("each further call of the same operations", ({ perCall }) => perCall),
    { title: `TypeScript ${compiler}, check time`, unit: "ms", better: "less", rows: check },
    {
      title: `TypeScript ${compiler}, memory`,
      unit: "MB",
      better: "less",
      rows: mapContestants(typedApps, (app) => rowOf(app, (peaks.get(app) ?? []).slice(1))),
    },
  ];
}
