// The measurements that the documentation keeps, and what is made of them.
import { existsSync, mkdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import type { Measurement } from "./benchmark.ts";
import { namedBenchmarks } from "./benchmarks.ts";
import { plot } from "./plot.ts";
import { markdownPage, plotFolder } from "./report.ts";

const docs = join(import.meta.dirname, "../../../docs");

/** Replaces the measurements of these benchmarks with their pictures, and writes the page of all. */
export function writeMeasurements(measurements: readonly Measurement[], folder: string = docs): void {
  mkdirSync(join(folder, plotFolder), { recursive: true });
  for (const measurement of measurements) {
    const file = (ending: string): string => join(folder, plotFolder, `${measurement.name}.${ending}`);
    writeFileSync(file("json"), `${JSON.stringify(measurement, undefined, 2)}\n`);
    const picture = plot(measurement);
    if (picture === undefined) rmSync(file("svg"), { force: true });
    else writeFileSync(file("svg"), picture);
  }
  writeFileSync(join(folder, "benchmarks.md"), markdownPage(readMeasurements(folder)));
}

/** Returns the last measurement of each benchmark that has one. */
export function readMeasurements(folder: string = docs): readonly Measurement[] {
  return namedBenchmarks
    .map((name) => join(folder, plotFolder, `${name}.json`))
    .filter((file) => existsSync(file))
    .map((file) => JSON.parse(readFileSync(file, "utf8")));
}
