import { type ChildProcess, spawn } from "node:child_process";
import { once } from "node:events";
import { text } from "node:stream/consumers";
import { fileURLToPath } from "node:url";

const cli = fileURLToPath(new URL("../src/cli/main.ts", import.meta.url));

export interface Finished {
  readonly code: number | null;
  readonly stdout: string;
  readonly stderr: string;
}

/** Runs the command line to its end. */
export async function runCli(...args: readonly string[]): Promise<Finished> {
  const child = spawn(process.execPath, [cli, ...args], { stdio: ["ignore", "pipe", "pipe"] });
  const [stdout, stderr, [code]] = await Promise.all([
    text(child.stdout),
    text(child.stderr),
    once(child, "close"),
  ]);
  return { code, stdout, stderr };
}

export interface Running {
  /** What was printed at the start. */
  readonly greeting: string;
  readonly url: string;
  /** A row of the greeting. */
  readonly row: (name: string) => string | undefined;
  readonly curlLine: string;
  /**
   * Sends a signal, waits for the end of the process, and returns its exit code, or null if the signal ended
   * it.
   */
  readonly stop: (signal?: NodeJS.Signals) => Promise<number | null>;
}

/** Starts the command line and waits until it prints its address. */
export async function startCli(...args: readonly string[]): Promise<Running> {
  const child = spawn(process.execPath, [cli, "--port", "0", ...args], { stdio: ["ignore", "pipe", "pipe"] });
  const greeting = await greetingOf(child);
  const stop = async (signal: NodeJS.Signals = "SIGTERM") => {
    if (child.exitCode !== null) return child.exitCode;
    const closed = once(child, "close");
    child.kill(signal);
    await closed;
    return child.exitCode;
  };
  const match = (pattern: RegExp) => pattern.exec(greeting)?.[1];
  return {
    greeting,
    url: match(/ on (http[^\s;]+)/) ?? "",
    row: (name) => match(new RegExp(`^  ${name} +(.*)$`, "m")),
    curlLine: match(/^ {2}(curl .*)$/m) ?? "",
    stop,
  };
}

async function greetingOf({ stdout, stderr }: ChildProcess): Promise<string> {
  let printed = "";
  for await (const chunk of stdout ?? []) {
    printed += chunk;
    if (printed.includes("Ctrl-C")) return printed;
  }
  throw new Error(`The command line ended at once: ${stderr ? await text(stderr) : ""}`);
}
