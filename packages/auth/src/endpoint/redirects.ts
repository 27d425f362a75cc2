/** Whether an answer sends on to another address; browsers hide where to. */
export function isRedirect({ type, status }: Response): boolean {
  return type === "opaqueredirect" || [301, 302, 303, 307, 308].includes(status);
}

/**
 * Whether `fetch` failed because the answer was a redirect, which the request forbade: in the words of Node and Bun, Deno, and
 * the Node transport of the client. Browsers do not tell.
 */
export function failedByRedirect(error: unknown): boolean {
  if (!(error instanceof Error)) return false;
  const says = /unexpected ?redirect|redirect mode|was redirected/i.test(error.message);
  return says || failedByRedirect(error.cause);
}

/** Frees the connection of an answer that nobody will read. */
export function discard({ body }: Response): void {
  body?.cancel().catch(() => undefined);
}
