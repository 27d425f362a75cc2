/** Returns whether a response redirects to another address; browsers hide which one. */
export function isRedirect({ type, status }: Response): boolean {
  return type === "opaqueredirect" || [301, 302, 303, 307, 308].includes(status);
}

/**
 * Returns whether `fetch` failed because the response was a redirect, which the request forbade: in the words of Node and Bun,
 * Deno, and the Node transport of the client. Browsers do not say.
 */
export function failedByRedirect(error: unknown, levels = 5): boolean {
  if (!(error instanceof Error) || levels === 0) return false;
  const says = /unexpected ?redirect|redirect mode|was redirected/i.test(error.message);
  return says || failedByRedirect(error.cause, levels - 1);
}

/** Frees the connection of a response that nobody will read. */
export function discard({ body }: Response): void {
  body?.cancel().catch(() => undefined);
}
