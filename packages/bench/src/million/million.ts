import { mkdtemp, readFile, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { EnrollmentCheckpoint } from "@high-mobility-ts/client";
import { build } from "esbuild";
import type { Outcome } from "../benchmark.ts";
import { generatedFolder } from "../generated.ts";
import type { Table } from "../table.ts";
import { type Contestants, mapContestants, rowOf } from "../turns.ts";
import { versionsOf } from "../versions.ts";
import { type FleetFile, writeFleetFile } from "./fleet-file.ts";
import type { PlatformCounts } from "./platform-counts.ts";
import type { Transport } from "./program.ts";
import { type Run, runProgram, withPlatform } from "./runs.ts";

interface MillionProgram {
  readonly name: string;
  readonly note: string;
  readonly file: string;
  readonly transport: Transport;
}

const ours: MillionProgram = {
  name: "enrollVehicles, Node transport",
  note: "checks, outcome per line, repeated VINs, checkpoint on disk",
  file: "enroll-ours",
  transport: "node",
};

const programs: Contestants<MillionProgram> = [
  ours,
  { name: "enrollVehicles, Node's fetch", note: "the same", file: "enroll-ours", transport: "fetch" },
  {
    name: "readline and fetch",
    note: "no checks, no outcomes, no retry, no checkpoint",
    file: "enroll-by-hand",
    transport: "fetch",
  },
];

/** A file, and the program that goes through it to the end. */
interface Finished extends Run {
  readonly platform: PlatformCounts;
}

/** A program that was killed, and the one that went on. */
interface Resumed {
  readonly killed: Run;
  readonly checkpoint: EnrollmentCheckpoint;
  readonly resumed: Run;
  readonly platform: PlatformCounts;
}

/**
 * Enrols a CSV through the emulator, to the end and with a SIGKILL half-way.
 *
 * @throws {Error} when a vehicle was lost, or has an outcome that it should not have.
 */
export async function enrollMillion(vehicles: number): Promise<Outcome> {
  await bundlePrograms();
  const folder = await mkdtemp(join(tmpdir(), "fleet-"));
  try {
    const csv = join(folder, "fleet.csv");
    const file = await writeFleetFile(csv, vehicles);
    const finished = new Map<MillionProgram, Finished>();
    for (const program of programs)
      finished.set(program, await enrollAll(program, csv, join(folder, `${finished.size}.json`)));
    const resumed = await enrollKilled(file, csv, join(folder, "killed.json"));
    checkFinished(file, finished);
    checkResumed(file, resumed);
    return outcomeOf(file, finished, resumed);
  } finally {
    await rm(folder, { recursive: true });
  }
}

/** As an app is deployed: plain JavaScript, with undici beside it. */
function bundlePrograms(): Promise<unknown> {
  return build({
    entryPoints: ["enroll-ours", "enroll-by-hand"].map((name) => join(import.meta.dirname, `${name}.ts`)),
    bundle: true,
    external: ["undici"],
    format: "esm",
    platform: "node",
    target: "node20",
    outdir: generatedFolder,
    outExtension: { ".js": ".mjs" },
    logLevel: "error",
  });
}

function builtFile({ file }: MillionProgram): string {
  return join(generatedFolder, `${file}.mjs`);
}

function enrollAll(program: MillionProgram, csv: string, checkpoint: string): Promise<Finished> {
  return withPlatform(async ({ baseUrl, counts }) => {
    const { transport } = program;
    const run = await runProgram(builtFile(program), { baseUrl, csv, checkpoint, transport });
    return { ...run, platform: await counts() };
  });
}

function enrollKilled({ lines }: FleetFile, csv: string, checkpoint: string): Promise<Resumed> {
  return withPlatform(async ({ baseUrl, counts }) => {
    const { transport } = ours;
    const told = { baseUrl, csv, checkpoint, transport };
    const killed = await runProgram(builtFile(ours), told, lines / 2);
    const saved: EnrollmentCheckpoint = JSON.parse(await readFile(checkpoint, "utf8"));
    const resumed = await runProgram(builtFile(ours), told);
    return { killed, checkpoint: saved, resumed, platform: await counts() };
  });
}

function checkFinished(
  { lines, good, invalid, duplicate }: FleetFile,
  all: ReadonlyMap<MillionProgram, Finished>,
) {
  for (const [{ name, file }, { told, platform }] of all) {
    if (file !== ours.file) continue;
    expectEqual(`${name}: outcomes`, told.read, lines);
    expectEqual(`${name}: accepted`, told.accepted, good);
    expectEqual(`${name}: invalid`, told.invalid, invalid);
    expectEqual(`${name}: duplicate`, told.duplicate, duplicate);
    expectEqual(`${name}: clearances`, platform.clearances, good);
    expectEqual(`${name}: VINs posted more than once`, platform.postedAgain, 0);
  }
}

function checkResumed({ lines, good }: FleetFile, { checkpoint, resumed, platform }: Resumed): void {
  expectEqual(
    "settled before the kill, and outcomes after it",
    checkpoint.settled + resumed.told.read,
    lines,
  );
  expectEqual("clearances after the second run", platform.clearances, good);
  expectEqual("VINs that were sent", platform.vins, good);
}

function expectEqual(what: string, actual: number, expected: number): void {
  if (actual !== expected) throw new Error(`${what}: ${actual}, and should be ${expected}`);
}

function outcomeOf(
  file: FleetFile,
  finished: ReadonlyMap<MillionProgram, Finished>,
  resumed: Resumed,
): Outcome {
  const { lines } = file;
  const compare = (
    head: Pick<Table, "title" | "unit" | "better">,
    value: (run: Finished) => number,
  ): Table => {
    const valuesOf = (program: MillionProgram): number[] => {
      const run = finished.get(program);
      return run ? [value(run)] : [];
    };
    return { ...head, rows: mapContestants(programs, (program) => rowOf(program, valuesOf(program))) };
  };
  return {
    name: "million",
    measures: `a CSV of ${lines.toLocaleString("en")} lines enrolled through the emulator over TCP, with Node's default flags`,
    fairness: [
      "One run each, in processes of their own, and an emulator for each; it counts requests, VINs and clearances on its side.",
      `The file has a byte order mark, CRLF, quoted fields and another order of columns; ${file.invalid.toLocaleString("en")} lines are broken or have no VIN or brand, and ${file.duplicate.toLocaleString("en")} repeat a VIN from far before.`,
      "Batches of 100, four at a time. Peak memory is that of the process as the operating system counts it, Node itself included.",
      "Killed: SIGKILL when half of the outcomes are taken, then another process with the same file and checkpoint.",
      "A VIN is posted again where the first process had sent it and was killed before it had settled it, and the platform had not taken it when the second one asked. It keeps one clearance per VIN.",
    ],
    losses: {
      "enrollVehicles, Node's fetch":
        "one run each, one after the other, on a machine that is not idle; `pnpm bench http` has the two take turns.",
      "*": "checks, outcomes and checkpoint are work that the loop by hand does not do.",
    },
    versions: versionsOf(["undici"]),
    tables: [
      compare({ title: "speed", unit: "lines/s", better: "more" }, ({ seconds }) => lines / seconds),
      compare({ title: "time", unit: "s", better: "less" }, ({ seconds }) => seconds),
      compare({ title: "peak memory", unit: "MB", better: "less" }, ({ told }) => told.peakMb),
      compare({ title: "requests", unit: "requests", better: "less" }, ({ platform }) => platform.requests),
      outcomesTable(file, finished),
      ...resumedTables(file, resumed),
    ],
  };
}

function outcomesTable(file: FleetFile, finished: ReadonlyMap<MillionProgram, Finished>): Table {
  const run = finished.get(ours);
  return parts("what came of the lines, to the end", "lines", [
    ["good lines in the file", file.good],
    ["accepted", run?.told.accepted],
    ["invalid", run?.told.invalid],
    ["duplicate", run?.told.duplicate],
    ["rejected", run?.told.rejected],
    ["failed", run?.told.failed],
    ["clearances on the platform", run?.platform.clearances],
    ["VINs that it was sent more than once", run?.platform.postedAgain],
  ]);
}

function resumedTables({ good }: FleetFile, { killed, checkpoint, resumed, platform }: Resumed): Table[] {
  return [
    parts("killed half-way and resumed", "vehicles", [
      ["good lines in the file", good],
      ["outcomes taken when it was killed", killed.told.read],
      ["settled in the checkpoint", checkpoint.settled],
      ["outcomes of the second process", resumed.told.read],
      ["of them accepted", resumed.told.accepted],
      ["of them known: found by asking the platform", resumed.told.known],
      ["clearances on the platform in the end", platform.clearances],
      ["VINs that it was sent more than once", platform.postedAgain],
    ]),
    parts("killed half-way and resumed: time", "s", [
      ["until it was killed", killed.seconds],
      ["the second process", resumed.seconds],
    ]),
    parts("killed half-way and resumed: peak memory", "MB", [
      ["the process that was killed", killed.told.peakMb],
      ["the second process", resumed.told.peakMb],
      ["the emulator, which holds every clearance", platform.peakMb],
    ]),
  ];
}

type PartValue = readonly [name: string, value: number | undefined];

function parts(title: string, unit: string, [first, ...others]: readonly [PartValue, ...PartValue[]]): Table {
  const row = ([name, value]: PartValue) => ({ name, values: value === undefined ? [] : [value] });
  return { title, unit, better: "less", parts: true, rows: [row(first), ...others.map(row)] };
}
