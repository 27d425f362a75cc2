import { CommanderError } from "commander";
import { CommandError, type ExitCode, exitCodes } from "./exit-code.ts";
import { createProgram } from "./program.ts";
import { Session } from "./session.ts";
import type { Terminal } from "./terminal.ts";

/** Runs one command line to its end and returns its exit code. Never throws. */
export async function run(args: readonly string[], terminal: Terminal): Promise<ExitCode> {
  const interruption = listenForSignals();
  const session = new Session(terminal, interruption.signal);
  ignoreClosedPipe(terminal);
  try {
    await createProgram(session).parseAsync([...args], { from: "user" });
    return session.exitCode;
  } catch (error) {
    if (error instanceof CommanderError) return error.exitCode === 0 ? exitCodes.ok : exitCodes.usage;
    if (interruption.signal.aborted) return exitCodes.interrupted;
    if (session.isTimedOut && !(error instanceof CommandError)) {
      session.note("hm: The time of --timeout is over. Allow a longer time, or request less data.");
      return exitCodes.failed;
    }
    // Loads the client only here, because help and wrong command lines do not need it.
    const { describeError } = await import("./describe-error.ts");
    const { message, exitCode } = describeError(error);
    session.note(`hm: ${message}`);
    return exitCode;
  } finally {
    interruption.stop();
    await session.close();
  }
}

/** The first signal ends the command normally; the second signal ends the process at once, as by default. */
function listenForSignals(): { readonly signal: AbortSignal; stop(): void } {
  const controller = new AbortController();
  const signals = ["SIGINT", "SIGTERM"] as const;
  const stop = (): void => {
    for (const signal of signals) process.off(signal, interrupt);
  };
  const interrupt = (): void => {
    stop();
    controller.abort(new DOMException("The command was interrupted.", "AbortError"));
  };
  for (const signal of signals) process.on(signal, interrupt);
  return { signal: controller.signal, stop };
}

/** `hm … | head` closes the pipe early: this is not an error, and the rest is not written. */
function ignoreClosedPipe({ stdout }: Terminal): void {
  stdout.on("error", (error: NodeJS.ErrnoException) => {
    if (error.code === "EPIPE") process.exit(exitCodes.ok);
    throw error;
  });
}
