// The processes of one enrolment: a platform, and a program that enrols, from its start to its end or to its violent death.
import { spawn } from "node:child_process";
import { createInterface } from "node:readline";
import { type ChildServer, startServer } from "../child.ts";
import { type PlatformCounts, platformCounts } from "./platform-counts.ts";
import type { ProgramArguments, Told } from "./program.ts";

export interface Run {
  readonly seconds: number;
  /** What it told last. */
  readonly told: Told;
}

/** Starts a platform, does the work with it, and ends it. */
export async function withPlatform<T>(work: (platform: Platform) => Promise<T>): Promise<T> {
  const server: ChildServer = await startServer(`${import.meta.dirname}/platform.ts`);
  try {
    return await work({ baseUrl: server.baseUrl, counts: () => platformCounts(server.baseUrl) });
  } finally {
    server.close();
  }
}

export interface Platform {
  readonly baseUrl: string;
  counts(): Promise<PlatformCounts>;
}

/**
 * Runs a program, with V8's own defaults.
 *
 * @param killAt Ends it by SIGKILL when it has taken so many outcomes. Default: never.
 * @throws {Error} when it ends with an error, or before it is killed.
 */
export async function runProgram(
  file: string,
  { baseUrl, csv, checkpoint, transport }: ProgramArguments,
  killAt = Infinity,
): Promise<Run> {
  const started = performance.now();
  const child = spawn(process.execPath, [file, baseUrl, csv, checkpoint, transport], {
    stdio: ["ignore", "pipe", "inherit"],
  });
  const ended = new Promise<string | number | null>((resolve) =>
    child.on("exit", (code, signal) => resolve(signal ?? code)),
  );
  let told: Told | undefined;
  for await (const line of createInterface(child.stdout)) {
    told = JSON.parse(line);
    if (told && told.read >= killAt) {
      child.kill("SIGKILL");
      break;
    }
  }
  const end = await ended;
  if (killAt < Infinity && end === 0)
    throw new Error(`${file} was through before it was killed: give it more`);
  if (!told || end !== (killAt === Infinity ? 0 : "SIGKILL")) throw new Error(`${file} ended with ${end}`);
  return { seconds: (performance.now() - started) / 1_000, told };
}
