// Starts pnpm and the commands that it installs.
import { type SpawnSyncOptions, spawnSync } from "node:child_process";

/** A program and its first arguments. */
export type ProgramStart = readonly [program: string, ...args: string[]];

/**
 * Returns what starts the pnpm that runs this script. On Windows the `pnpm` of the PATH is a batch file, which Node starts in a
 * shell only, where arguments would have to be quoted.
 *
 * @param execPath The environment variable `npm_execpath`, which pnpm sets.
 */
export function pnpmStart(execPath: string | undefined): ProgramStart {
  if (execPath === undefined || !/pnpm[^\\/]*$/.test(execPath)) return ["pnpm"];
  return /\.[cm]?js$/.test(execPath) ? [process.execPath, execPath] : [execPath];
}

/** The result of {@link runPnpm}. */
export interface PnpmResult {
  readonly status: number | null;
  readonly stdout: string;
  readonly stderr: string;
}

/** Runs pnpm to its end. */
export function runPnpm(args: readonly string[], options: SpawnSyncOptions = {}): PnpmResult {
  const [program, ...first] = pnpmStart(process.env["npm_execpath"]);
  const { status, stdout, stderr, error } = spawnSync(program, [...first, ...args], {
    maxBuffer: 1 << 28,
    ...options,
    encoding: "utf8",
  });
  return { status, stdout: stdout ?? "", stderr: error?.message ?? stderr ?? "" };
}
