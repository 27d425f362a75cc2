// pnpm bench [name…] [--runs n] [--json] [--write]
// pnpm bench million [--vehicles n] [--json] [--write]: takes minutes, and is not among the others
import { spawnSync } from "node:child_process";
import { existsSync, mkdirSync, readFileSync, writeFileSync } from "node:fs";
import { cpus } from "node:os";
import { join } from "node:path";
import { parseArgs } from "node:util";
import type { Benchmark, Outcome, Report } from "./benchmark.ts";
import { benchmarkNames, loadBenchmark } from "./benchmarks.ts";
import { printText } from "./print.ts";
import { markdownReport, plotFolder, plotsOf, withMillion } from "./report.ts";
import { versionsOf } from "./versions.ts";

const minRuns = 5;

const { values, positionals } = parseArgs({
  allowPositionals: true,
  options: {
    runs: { type: "string", default: String(minRuns) },
    json: { type: "boolean", default: false },
    write: { type: "boolean", default: false },
    single: { type: "boolean", default: false },
    vehicles: { type: "string", default: "1000000" },
  },
});

if (positionals[0] === "million") await runMillion();
else await runBenchmarks();

async function runMillion(): Promise<void> {
  const vehicles = Number(values.vehicles);
  if (!Number.isInteger(vehicles) || vehicles < 1_000)
    fail("--vehicles must be a whole number, at least 1000");
  const { enrollMillion } = await import("./million/million.ts");
  const outcome = await enrollMillion(vehicles);
  const report = reportOf([outcome], 1);
  console.log(values.json ? JSON.stringify(report, undefined, 2) : printText(outcome));
  if (values.write) writeDocument(report, withMillion);
}

async function runBenchmarks(): Promise<void> {
  const runs = Number(values.runs);
  const names = positionals.length > 0 ? positionals : benchmarkNames;
  const unknown = names.filter((name) => !benchmarkNames.includes(name));
  const all = [...benchmarkNames, "million"].join(", ");
  if (unknown.length > 0) fail(`no benchmark ${unknown.join(", ")}; there are ${all}`);
  if (!Number.isInteger(runs) || runs < minRuns) fail(`--runs must be a whole number, at least ${minRuns}`);
  if (values.write && positionals.length > 0) fail("--write needs a run of all benchmarks: give no name");
  if (values.single) console.log(JSON.stringify(await outcomeOf(await loadBenchmark(names[0] ?? ""), runs)));
  else runAll(names, runs);
}

function runAll(names: readonly string[], runs: number): void {
  const outcomes: Outcome[] = [];
  for (const name of names) {
    const outcome = inOwnProcess(name, runs);
    outcomes.push(outcome);
    if (!values.json) console.log(`${printText(outcome)}\n`);
  }
  const report = reportOf(outcomes, runs);
  if (values.json) console.log(JSON.stringify(report, undefined, 2));
  if (values.write) writeDocument(report, (previous) => markdownReport(report, previous));
}

function reportOf(outcomes: readonly Outcome[], runs: number): Report {
  return {
    date: new Date().toISOString().slice(0, 10),
    machine: `${cpus().length} × ${cpus()[0]?.model ?? "unknown processor"}, ${process.platform} ${process.arch}`,
    node: process.version,
    runs,
    outcomes,
  };
}

/** Writes the page and the pictures of a report. */
function writeDocument(report: Report, change: (previous: string, report: Report) => string): void {
  const docs = join(import.meta.dirname, "../../../docs");
  const file = join(docs, "benchmarks.md");
  writeFileSync(file, change(existsSync(file) ? readFileSync(file, "utf8") : "", report));
  const folder = join(docs, plotFolder);
  mkdirSync(folder, { recursive: true });
  for (const [name, svg] of plotsOf(report)) writeFileSync(join(folder, name), svg);
}

/** A benchmark has a process to itself: what another one made of the heap and of compiled code does not touch it. */
function inOwnProcess(name: string, runs: number): Outcome {
  const args = [...process.execArgv, ...process.argv.slice(1, 2), name, "--single", "--runs", String(runs)];
  const { status, stdout } = spawnSync(process.execPath, args, {
    encoding: "utf8",
    stdio: ["ignore", "pipe", "inherit"],
    maxBuffer: 1 << 28,
  });
  if (status !== 0) fail(`${name} failed`);
  return JSON.parse(stdout.trimEnd().split("\n").at(-1) ?? "");
}

async function outcomeOf(benchmark: Benchmark, runs: number): Promise<Outcome> {
  const { name, measures, fairness, losses, packages, run } = benchmark;
  const tables = await run(runs);
  return { name, measures, fairness, losses, versions: versionsOf(packages), tables };
}

function fail(message: string): never {
  console.error(`bench: ${message}`);
  process.exit(1);
}
