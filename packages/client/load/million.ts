// `pnpm --filter @high-mobility-ts/client load [vehicles]`: enrols a million vehicles from a CSV through the emulator over
// TCP, kills the process with SIGKILL half-way, lets another go on from the checkpoint, and compares what the platform has
// with the file. Takes minutes; not part of the tests.
import { type ChildProcess, spawn } from "node:child_process";
import { once } from "node:events";
import { createWriteStream } from "node:fs";
import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { clientCredentials } from "@high-mobility-ts/auth";
import { createClient, listClearances } from "@high-mobility-ts/client";
import { vinOf } from "../test/fake-fleet.ts";

const total = Number(process.argv[2] ?? 1_000_000);
const folder = await mkdtemp(join(tmpdir(), "million-"));
const csv = join(folder, "fleet.csv");
const server = start("fleet-server.ts", []);
try {
  await writeCsv();
  const url = (await firstLine(server)).trim();
  const startedAt = Date.now();
  const killedAt = await enrollAndKill(url);
  report("killed with SIGKILL after", `${killedAt} vehicles, ${seconds(startedAt)} s`);
  const resumedAt = Date.now();
  report("resumed run", `${(await enrollToEnd(url)).trim()}, ${seconds(resumedAt)} s`);
  report("on the platform", JSON.stringify(await countClearances(url)));
} finally {
  server.kill();
  await rm(folder, { recursive: true });
}

/** One line in 100,000 is broken, and one has a VIN with an O. */
async function writeCsv(): Promise<void> {
  const file = createWriteStream(csv);
  file.write("\uFEFFbrand,vin\r\n");
  for (let index = 0; index < total; index++) {
    const broken = index % 100_000 === 99_999;
    const vin = index % 100_000 === 50_000 ? vinOf(index).replace("Z", "O") : vinOf(index);
    if (!file.write(broken ? `"volkswagen,${vin}\r\n` : `volkswagen,"${vin}"\r\n`)) await once(file, "drain");
  }
  file.end();
  await once(file, "finish");
}

function start(script: string, args: readonly string[], flags: readonly string[] = []): ChildProcess {
  const path = new URL(script, import.meta.url).pathname;
  return spawn(process.execPath, [...flags, path, ...args], { stdio: ["pipe", "pipe", "pipe"] });
}

/** With a heap that ends the process when more than a few batches stay in memory; V8 otherwise takes what there is. */
function enrolling(url: string): ChildProcess {
  const flags = ["--max-old-space-size=64", "--max-semi-space-size=4"];
  return start("enroll.ts", [url, csv, join(folder, "checkpoint.json")], flags);
}

async function enrollAndKill(url: string): Promise<number> {
  const run = enrolling(url);
  let index = 0;
  for await (const chunk of run.stderr ?? []) {
    index = Number(String(chunk).trim().split("\n").at(-1));
    if (index >= total / 2) run.kill("SIGKILL");
  }
  return index;
}

async function enrollToEnd(url: string): Promise<string> {
  const run = enrolling(url);
  run.stderr?.resume();
  return firstLine(run);
}

async function firstLine(run: ChildProcess): Promise<string> {
  let text = "";
  for await (const chunk of run.stdout ?? []) {
    text += String(chunk);
    if (text.includes("\n")) break;
  }
  return text;
}

async function countClearances(url: string) {
  const tokenUrl = `${url}/v1/access_tokens`;
  const auth = clientCredentials({ tokenUrl, clientId: "load", clientSecret: "load-secret" });
  const hm = createClient({ baseUrl: url, auth, timeout: { attemptMs: 600_000 } });
  let clearances = 0;
  let peakRss = 0;
  for await (const _clearance of listClearances(hm)) {
    clearances++;
    if (clearances % 1_000 === 0) peakRss = Math.max(peakRss, process.memoryUsage.rss());
  }
  return { clearances, listPeakRssMb: Math.round(peakRss / 2 ** 20) };
}

function seconds(since: number): string {
  return ((Date.now() - since) / 1_000).toFixed(1);
}

function report(what: string, value: string): void {
  process.stdout.write(`${what}: ${value}\n`);
}
