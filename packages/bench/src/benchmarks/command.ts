import { execFileSync, spawnSync } from "node:child_process";
import { join } from "node:path";
import type { Benchmark } from "../benchmark.ts";
import { type Contestant, type Contestants, inTurns } from "../turns.ts";

const folder = join(import.meta.dirname, "../../../cli");
const main = join(folder, "dist/main.js");

/** How often a command is started in one measurement. */
const starts = 5;

const contestants: Contestants = [
  { name: "hm --help", note: "@high-mobility-ts/cli as published", run: () => start(main, "--help") },
  { name: "node -e 0", note: "what Node itself needs", run: () => start("-e", "0") },
];

export const command: Benchmark = {
  name: "command",
  measures: "how long a command line is started, until it has ended",
  fairness: ["Each start is a new process; one measurement is the mean of five starts."],
  packages: [],
  losses: {
    "node -e 0": "it is the floor: it loads nothing. hm loads the argument parser and the list of commands.",
  },
  async run(runs) {
    execFileSync(process.execPath, [join(import.meta.dirname, "../../../../scripts/build-package.ts")], {
      cwd: folder,
      stdio: ["ignore", "ignore", "inherit"],
    });
    const rows = await inTurns(contestants, runs, millisecondsOf);
    return [{ title: "start", unit: "ms", better: "less", rows }];
  },
};

function millisecondsOf({ run }: Contestant): number {
  const startedAt = performance.now();
  for (let count = 0; count < starts; count++) run();
  return (performance.now() - startedAt) / starts;
}

function start(...args: readonly string[]): void {
  const { status, stderr } = spawnSync(process.execPath, args, { encoding: "utf8" });
  if (status !== 0) throw new Error(`node ${args.join(" ")} ended with ${status}: ${stderr}`);
}
