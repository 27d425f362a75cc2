import { styleText } from "node:util";
import type { PlatformConnection } from "./connection/connection.ts";
import { type ExitCode, exitCodes } from "./exit-code.ts";
import { createProgress, type Progress, type ProgressOptions } from "./output/progress.ts";
import type { OutputFormat } from "./output/record.ts";
import { type RecordWriter, recordWriter } from "./output/records.ts";
import { terminalText } from "./output/terminal-text.ts";
import { hasColors, isInteractive, type Terminal } from "./terminal.ts";

/** The options of every command. */
export interface GlobalOptions {
  readonly json?: boolean;
  readonly csv?: boolean;
  readonly profile?: string;
  readonly emulator?: boolean;
  readonly timeout?: number;
  readonly yes?: boolean;
  readonly verbose?: boolean;
}

/** One run of a command: its output, its connection, and its result. */
export class Session {
  readonly terminal: Terminal;
  readonly #interruption: AbortSignal;
  #options: GlobalOptions = {};
  #exitCode: ExitCode = exitCodes.ok;
  #connection: Promise<PlatformConnection> | undefined;
  #deadline: AbortSignal | undefined;

  constructor(terminal: Terminal, interruption: AbortSignal) {
    this.terminal = terminal;
    this.#interruption = interruption;
  }

  configure(options: GlobalOptions): void {
    this.#options = options;
    this.#deadline = options.timeout === undefined ? undefined : AbortSignal.timeout(options.timeout);
  }

  get options(): GlobalOptions {
    return this.#options;
  }

  get exitCode(): ExitCode {
    return this.#exitCode;
  }

  /** Aborts when the command is interrupted, or when `--timeout` is over. */
  get signal(): AbortSignal {
    return this.#deadline ? AbortSignal.any([this.#interruption, this.#deadline]) : this.#interruption;
  }

  get isInterrupted(): boolean {
    return this.#interruption.aborted;
  }

  get isTimedOut(): boolean {
    return this.#deadline?.aborted === true;
  }

  get format(): OutputFormat {
    if (this.#options.json) return "json";
    return this.#options.csv ? "csv" : "table";
  }

  /** Remembers that something failed, so that the exit code says it. */
  fail(exitCode: ExitCode = exitCodes.failed): void {
    this.#exitCode = exitCode;
  }

  /** Writes a line for people to standard error. */
  note(text: string): void {
    this.terminal.stderr.write(`${terminalText(text)}\n`);
  }

  /** Returns a writer for the records of the command on standard output. */
  records(columns: readonly string[], { isLive = false }: { readonly isLive?: boolean } = {}): RecordWriter {
    const { stdout } = this.terminal;
    return recordWriter({
      format: this.format,
      columns,
      isLive,
      width: isInteractive(stdout) ? stdout.columns : undefined,
      write: (text) => void stdout.write(text),
      ...(hasColors(this.terminal) && {
        head: (text: string) => styleText("bold", text, { validateStream: false }),
      }),
    });
  }

  progress(options: ProgressOptions): Progress {
    return createProgress(this.terminal, options);
  }

  /** Connects once, as `--emulator`, the variables or a profile say. */
  connect(): Promise<PlatformConnection> {
    this.#connection ??= import("./connection/connect.ts").then(({ connect }) => connect(this));
    return this.#connection;
  }

  async close(): Promise<void> {
    const connection = await this.#connection?.catch(() => undefined);
    await connection?.close();
  }
}
