// pnpm bench [name…] [--runs n] [--json] [--write]
import { spawnSync } from "node:child_process";
import { writeFileSync } from "node:fs";
import { cpus } from "node:os";
import { join } from "node:path";
import { parseArgs } from "node:util";
import type { Benchmark, Outcome, Report } from "./benchmark.ts";
import { benchmarkNames, loadBenchmark } from "./benchmarks.ts";
import { printText } from "./print.ts";
import { markdownReport } from "./report.ts";
import { versionsOf } from "./versions.ts";

const MIN_RUNS = 5;

const { values, positionals } = parseArgs({
  allowPositionals: true,
  options: {
    runs: { type: "string", default: String(MIN_RUNS) },
    json: { type: "boolean", default: false },
    write: { type: "boolean", default: false },
    single: { type: "boolean", default: false },
  },
});

const runs = Number(values.runs);
const names = positionals.length > 0 ? positionals : benchmarkNames;
const unknown = names.filter((name) => !benchmarkNames.includes(name));
if (unknown.length > 0) fail(`no benchmark ${unknown.join(", ")}; there are ${benchmarkNames.join(", ")}`);
if (!Number.isInteger(runs) || runs < MIN_RUNS) fail(`--runs must be a whole number, at least ${MIN_RUNS}`);
if (values.write && positionals.length > 0) fail("--write needs a run of all benchmarks: give no name");

if (values.single) console.log(JSON.stringify(await outcomeOf(await loadBenchmark(names[0] ?? ""))));
else await runAll();

async function runAll(): Promise<void> {
  const outcomes: Outcome[] = [];
  for (const name of names) {
    const outcome = inOwnProcess(name);
    outcomes.push(outcome);
    if (!values.json) console.log(`${printText(outcome)}\n`);
  }
  const report: Report = {
    date: new Date().toISOString().slice(0, 10),
    machine: `${cpus().length} × ${cpus()[0]?.model ?? "unknown processor"}, ${process.platform} ${process.arch}`,
    node: process.version,
    runs,
    outcomes,
  };
  if (values.json) console.log(JSON.stringify(report, undefined, 2));
  if (values.write)
    writeFileSync(join(import.meta.dirname, "../../../docs/benchmarks.md"), markdownReport(report));
}

/** A benchmark has a process to itself: what another one made of the heap and of compiled code does not touch it. */
function inOwnProcess(name: string): Outcome {
  const args = [...process.execArgv, ...process.argv.slice(1, 2), name, "--single", "--runs", String(runs)];
  const { status, stdout } = spawnSync(process.execPath, args, {
    encoding: "utf8",
    stdio: ["ignore", "pipe", "inherit"],
    maxBuffer: 1 << 28,
  });
  if (status !== 0) fail(`${name} failed`);
  return JSON.parse(stdout.trimEnd().split("\n").at(-1) ?? "");
}

async function outcomeOf({ name, measures, fairness, losses, packages, run }: Benchmark): Promise<Outcome> {
  const tables = await run(runs);
  return { name, measures, fairness, losses, versions: versionsOf(packages), tables };
}

function fail(message: string): never {
  console.error(`bench: ${message}`);
  process.exit(1);
}
