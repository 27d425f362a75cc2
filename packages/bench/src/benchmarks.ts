import type { Benchmark } from "./benchmark.ts";

/** Loaded when asked for: a benchmark must not pay for the imports of another. */
const benchmarks: Readonly<Record<string, () => Promise<Benchmark>>> = {
  call: async () => (await import("./benchmarks/call.ts")).call,
  http: async () => (await import("./benchmarks/http.ts")).http,
  token: async () => (await import("./benchmarks/token.ts")).token,
  assertion: async () => (await import("./benchmarks/assertion.ts")).assertion,
  fleet: async () => (await import("./benchmarks/fleet.ts")).fleet,
  validate: async () => (await import("./benchmarks/validate.ts")).validate,
  samples: async () => (await import("./benchmarks/samples.ts")).samplesIntoState,
  push: async () => (await import("./benchmarks/push.ts")).push,
  generate: async () => (await import("./benchmarks/generate.ts")).generate,
  diff: async () => (await import("./benchmarks/diff.ts")).diff,
  import: async () => (await import("./benchmarks/import.ts")).importing,
  types: async () => (await import("./benchmarks/types.ts")).types,
  editor: async () => (await import("./benchmarks/editor.ts")).editor,
  command: async () => (await import("./benchmarks/command.ts")).command,
  size: async () => (await import("./benchmarks/size.ts")).size,
};

/** What `pnpm bench` runs if it is given no names. */
export const benchmarkNames: readonly string[] = Object.keys(benchmarks);

/** What it can be given: "million" takes minutes. */
export const namedBenchmarks: readonly string[] = [...benchmarkNames, "million"];

/** @throws {RangeError} if there is no such benchmark. */
export async function loadBenchmark(name: string): Promise<Benchmark> {
  const load = benchmarks[name];
  if (!load) throw new RangeError(`no benchmark ${name}`);
  return load();
}
