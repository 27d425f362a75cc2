// pnpm bench [name…] [--runs n] [--json] [--write] [--vehicles n]
// "million" takes minutes and runs only if it is named. --write replaces these benchmarks in the documentation.
import { spawnSync } from "node:child_process";
import { cpus } from "node:os";
import { parseArgs } from "node:util";
import type { Benchmark, Measurement, Outcome } from "./benchmark.ts";
import { benchmarkNames, loadBenchmark, namedBenchmarks } from "./benchmarks.ts";
import { printText } from "./print.ts";
import { versionsOf } from "./versions.ts";
import { writeMeasurements } from "./write-measurements.ts";

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

const runs = Number(values.runs);
const vehicles = Number(values.vehicles);
const names = positionals.length > 0 ? positionals : benchmarkNames;
const unknown = names.filter((name) => !namedBenchmarks.includes(name));
if (unknown.length > 0)
  fail(`there is no benchmark ${unknown.join(", ")}; there are ${namedBenchmarks.join(", ")}`);
if (!Number.isInteger(runs) || runs < minRuns) fail(`--runs must be a whole number, at least ${minRuns}`);
if (!Number.isInteger(vehicles) || vehicles < 1_000) fail("--vehicles must be a whole number, at least 1000");
if (values.single) console.log(JSON.stringify(await measured(names[0] ?? "")));
else runAll();

function runAll(): void {
  const measurements: Measurement[] = [];
  for (const name of names) {
    const started = performance.now();
    const measurement = inOwnProcess(name);
    measurements.push(measurement);
    if (!values.json)
      console.log(
        `${printText(measurement)}\n\n(${name} took ${((performance.now() - started) / 1_000).toFixed(0)} s)\n`,
      );
    // At once: what was measured outlives a later benchmark that fails.
    if (values.write) writeMeasurements([measurement]);
  }
  if (values.json) console.log(JSON.stringify(measurements, undefined, 2));
}

async function measured(name: string): Promise<Measurement> {
  const where = {
    date: new Date().toISOString().slice(0, 10),
    machine: `${cpus().length} × ${cpus()[0]?.model.trim() ?? "unknown processor"}, ${process.platform} ${process.arch}`,
    node: process.version,
  };
  if (name === "million") {
    const { enrollMillion } = await import("./million/million.ts");
    return { ...(await enrollMillion(vehicles)), ...where, runs: 1 };
  }
  return { ...(await outcomeOf(await loadBenchmark(name))), ...where, runs };
}

/** A benchmark has a process to itself: what another one made of the heap and of compiled code does not touch it. */
function inOwnProcess(name: string): Measurement {
  const options = ["--single", "--runs", String(runs), "--vehicles", String(vehicles)];
  const args = [...process.execArgv, ...process.argv.slice(1, 2), name, ...options];
  const { status, stdout } = spawnSync(process.execPath, args, {
    encoding: "utf8",
    stdio: ["ignore", "pipe", "inherit"],
    maxBuffer: 1 << 28,
  });
  if (status !== 0) fail(`${name} failed`);
  return JSON.parse(stdout.trimEnd().split("\n").at(-1) ?? "");
}

async function outcomeOf(benchmark: Benchmark): Promise<Outcome> {
  const { name, measures, fairness, losses, packages, run } = benchmark;
  const tables = await run(runs);
  return { name, measures, fairness, losses, versions: versionsOf(packages), tables };
}

function fail(message: string): never {
  console.error(`bench: ${message}`);
  process.exit(1);
}
