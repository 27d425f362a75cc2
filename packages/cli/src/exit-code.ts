/** The exit codes of `hm`. */
export const exitCodes = {
  ok: 0,
  /** One of many vehicles failed, or the whole command. */
  failed: 1,
  /** The command line is wrong. */
  usage: 2,
  /** There are no credentials, or the platform rejects them. */
  notAuthorized: 3,
  /** The command was interrupted by Ctrl-C or a signal. */
  interrupted: 130,
} as const;

export type ExitCode = (typeof exitCodes)[keyof typeof exitCodes];

/** An error with a complete message: it is printed without a stack. */
export class CommandError extends Error {
  override readonly name = "CommandError";
  readonly exitCode: ExitCode;

  constructor(message: string, exitCode: ExitCode = exitCodes.failed, cause?: unknown) {
    super(message, cause === undefined ? undefined : { cause });
    this.exitCode = exitCode;
  }
}
