/**
 * Returns the system's code, such as `ECONNREFUSED`, which runtimes put into the error or its cause. Without
 * a code, returns the message without its full stop.
 */
export function reasonOf(error: unknown): string {
  if (!(error instanceof Error)) return "";
  const { code } = error as { code?: unknown };
  if (typeof code === "string") return code;
  return reasonOf(error.cause) || error.message.replace(/\.$/, "");
}
