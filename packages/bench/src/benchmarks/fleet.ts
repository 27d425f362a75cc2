import { join } from "node:path";
import { build } from "esbuild";
import type { Benchmark } from "../benchmark.ts";
import { runNode, startServer, type Usage } from "../child.ts";
import { batchSize, concurrency, type EnrolledCounts } from "../contestants/fleet.ts";
import { generatedFolder } from "../generated.ts";
import type { Table } from "../table.ts";
import { type Contestants, inTurns, mapContestants, rowOf } from "../turns.ts";

const vehicleCount = 100_000;

const folder = join(import.meta.dirname, "../contestants");

interface FleetProgram {
  readonly name: string;
  readonly note: string;
  /** In `contestants`. */
  readonly file: string;
}

const programs: Contestants<FleetProgram> = [
  {
    name: "enrollVehicles",
    note: "checks VINs and brands, retries, outcome per vehicle, streams",
    file: "enroll-ours.ts",
  },
  {
    name: "p-limit and fetch",
    note: "no checks, no retry, no token renewal; all vehicles and promises in memory",
    file: "enroll-by-hand.ts",
  },
];

export const fleet: Benchmark = {
  name: "fleet",
  measures: `${vehicleCount.toLocaleString("en")} vehicles enrolled through the emulator over HTTP, in a process each`,
  fairness: [
    `Both send ${batchSize} vehicles per request, ${concurrency} requests at a time, to an emulator that is new for each run and has a process of its own.`,
    "Most of the time is the emulator's, which holds every request and response against the specification; both meet the same.",
    "Peak memory is that of the enrolling process as the operating system counts it, Node itself included; most of it is garbage that V8 has not collected yet.",
    "Memory still in use is the heap after a collection, when the last vehicle is through.",
  ],
  packages: ["p-limit"],
  losses: { "*": "the checks, the outcomes and the stream are work that the loop by hand does not do." },
  async run(runs) {
    await bundlePrograms();
    const usages = new Map<FleetProgram, readonly (Usage & EnrolledCounts)[]>();
    const speed = await inTurns(programs, runs, async (program) => {
      const usage = await enroll(program);
      usages.set(program, [...(usages.get(program) ?? []), usage]);
      return vehicleCount / usage.seconds;
    });
    const table = (title: string, unit: string, value: (usage: Usage & EnrolledCounts) => number): Table => ({
      title,
      unit,
      better: "less",
      rows: mapContestants(programs, (program) =>
        rowOf(program, (usages.get(program) ?? []).slice(1).map(value)),
      ),
    });
    return [
      { title: "speed", unit: "vehicles/s", better: "more", rows: speed },
      table("peak memory", "MB", ({ peakMb }) => peakMb),
      table("memory still in use at the end", "MB", ({ heldMb }) => heldMb),
      table("requests", "requests", ({ requests }) => requests),
    ];
  },
};

/** As an app is deployed: plain JavaScript, so that no memory goes into stripping types. */
function bundlePrograms(): Promise<unknown> {
  return build({
    entryPoints: programs.map(({ file }) => join(folder, file)),
    bundle: true,
    format: "esm",
    platform: "node",
    target: "node20",
    outdir: generatedFolder,
    outExtension: { ".js": ".mjs" },
    logLevel: "error",
  });
}

/** @throws {Error} when not every vehicle was accepted. */
async function enroll({ name, file }: FleetProgram): Promise<Usage & EnrolledCounts> {
  const emulator = await startServer(join(folder, "emulator-server.ts"));
  try {
    const usage = await runNode(
      [
        "--expose-gc",
        join(generatedFolder, file.replace(/ts$/, "mjs")),
        emulator.baseUrl,
        String(vehicleCount),
      ],
      generatedFolder,
    );
    const enrolled: EnrolledCounts = JSON.parse(usage.stdout);
    if (enrolled.accepted !== vehicleCount)
      throw new Error(`${name} enrolled ${enrolled.accepted} of ${vehicleCount}`);
    return { ...usage, ...enrolled };
  } finally {
    emulator.close();
  }
}
