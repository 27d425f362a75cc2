import { AuthError } from "@high-mobility-ts/auth";
import { isHighMobilityError } from "@high-mobility-ts/client";
import { CommandError, type ExitCode, exitCodes } from "./exit-code.ts";
import { terminalText } from "./output/terminal-text.ts";

const notAuthorized: readonly string[] = ["authentication", "not-authorized", "forbidden"];

/** Returns the one or two lines that a person reads, and the exit code. */
export function describeError(error: unknown): { readonly message: string; readonly exitCode: ExitCode } {
  if (error instanceof CommandError)
    return { message: terminalText(error.message), exitCode: error.exitCode };
  if (isHighMobilityError(error)) {
    const reason = error.code === "authentication" && error.cause instanceof Error ? error.cause.message : "";
    return {
      message: terminalText([error.message, reason].filter(Boolean).join("\n    ")),
      exitCode: notAuthorized.includes(error.code) ? exitCodes.notAuthorized : exitCodes.failed,
    };
  }
  if (error instanceof AuthError)
    return { message: terminalText(error.message), exitCode: exitCodes.notAuthorized };
  if (!(error instanceof Error)) return { message: terminalText(String(error)), exitCode: exitCodes.failed };
  // The packages throw a TypeError for wrong options, and arguments of the command become such options.
  const exitCode = error.name === "TypeError" ? exitCodes.usage : exitCodes.failed;
  return { message: terminalText(error.message), exitCode };
}
