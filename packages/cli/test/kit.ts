// Runs the command as a user does: in another process with its own home folder.
import { spawn } from "node:child_process";
import { mkdtempSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";

/** The source files, which Node runs without a build. */
const mainFile = join(import.meta.dirname, "../src/main.ts");

export interface CommandResult {
  readonly code: number | null;
  readonly stdout: string;
  readonly stderr: string;
}

export interface HmOptions {
  readonly variables?: Readonly<Record<string, string>>;
  readonly input?: string;
  readonly cwd?: string;
  /** Is called with each piece of output, and with a function that ends the process. */
  readonly onOutput?: (text: string, kill: (signal: NodeJS.Signals) => void) => unknown;
}

/** Returns a separate home folder for one test. */
export function emptyHome(): string {
  return mkdtempSync(join(tmpdir(), "hm-cli-"));
}

/** Runs `hm` with these arguments. */
export function hm(home: string, args: readonly string[], options: HmOptions = {}): Promise<CommandResult> {
  const { variables = {}, input, cwd = home, onOutput } = options;
  const child = spawn(process.execPath, [mainFile, ...args], {
    cwd,
    env: { PATH: process.env["PATH"], HOME: home, ...variables },
    stdio: ["pipe", "pipe", "pipe"],
  });
  child.stdin.end(input);
  let [stdout, stderr] = ["", ""];
  const kill = (signal: NodeJS.Signals) => void child.kill(signal);
  child.stdout.on("data", (chunk) => {
    stdout += chunk;
    onOutput?.(String(chunk), kill);
  });
  child.stderr.on("data", (chunk) => {
    stderr += chunk;
    onOutput?.(String(chunk), kill);
  });
  return new Promise((resolve) => child.on("close", (code) => resolve({ code, stdout, stderr })));
}

/** Returns the records of JSON Lines. */
export function records(text: string): Record<string, unknown>[] {
  return text
    .split("\n")
    .filter(Boolean)
    .map((line) => JSON.parse(line));
}
