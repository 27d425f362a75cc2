import type { ReadStream, WriteStream } from "node:tty";

/** The variables of the process. */
export type EnvironmentVariables = Readonly<Record<string, string | undefined>>;

/** The streams that a command reads and writes: streams of the process, or of a test. */
export interface Terminal {
  readonly stdout: NodeJS.WritableStream & Partial<Pick<WriteStream, "isTTY" | "columns">>;
  readonly stderr: NodeJS.WritableStream & Partial<Pick<WriteStream, "isTTY" | "columns">>;
  readonly stdin: NodeJS.ReadableStream & Partial<Pick<ReadStream, "isTTY" | "setRawMode">>;
  readonly variables: EnvironmentVariables;
}

/** Returns whether the stream is a terminal. */
export function isInteractive(stream: { readonly isTTY?: boolean }): boolean {
  return stream.isTTY === true;
}

/** Returns whether text may have colours (https://no-color.org). */
export function hasColors({ stdout, variables }: Terminal): boolean {
  return isInteractive(stdout) && !variables["NO_COLOR"] && variables["TERM"] !== "dumb";
}
