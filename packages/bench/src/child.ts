// Other processes that a benchmark needs.
import { type ChildProcess, spawn } from "node:child_process";
import { createInterface } from "node:readline";

export interface ChildServer {
  readonly baseUrl: string;
  close(): void;
}

/** @param file A module that prints the port it listens on, and ends when its input does. */
export async function startServer(file: string): Promise<ChildServer> {
  const child = spawn(process.execPath, [file], { stdio: ["pipe", "pipe", "inherit"] });
  const port = await firstLine(child);
  return { baseUrl: `http://127.0.0.1:${port}`, close: () => child.stdin.end() };
}

async function firstLine({ stdout }: ChildProcess): Promise<string> {
  if (stdout) for await (const line of createInterface(stdout)) return line;
  throw new Error("the process ended without a word");
}

export interface Usage {
  readonly seconds: number;
  readonly peakMb: number;
  readonly stdout: string;
}

/** Threads of the program load it too; the peak is the process's, and told once. */
const reporter = `data:text/javascript,${encodeURIComponent(
  [
    'import { writeSync } from "node:fs";',
    'import { isMainThread } from "node:worker_threads";',
    'if (isMainThread) process.on("exit", () => writeSync(3, String(process.resourceUsage().maxRSS)));',
  ].join("\n"),
)}`;

/**
 * Runs a Node program to its end.
 *
 * @throws {Error} with what it printed, when it fails.
 */
export async function runNode(args: readonly string[], cwd: string): Promise<Usage> {
  const started = performance.now();
  const child = spawn(process.execPath, ["--import", reporter, ...args], {
    cwd,
    stdio: ["ignore", "pipe", "pipe", "pipe"],
  });
  const output = { stdout: "", stderr: "", peak: "" };
  child.stdout?.on("data", (chunk) => {
    output.stdout += chunk;
  });
  child.stderr?.on("data", (chunk) => {
    output.stderr += chunk;
  });
  child.stdio[3]?.on("data", (chunk) => {
    output.peak += chunk;
  });
  const code = await new Promise((resolve) => child.on("close", resolve));
  if (code !== 0)
    throw new Error(`node ${args.join(" ")} ended with ${code}:\n${output.stdout}${output.stderr}`);
  return {
    seconds: (performance.now() - started) / 1_000,
    peakMb: Number(output.peak) / 1_024,
    stdout: output.stdout,
  };
}
