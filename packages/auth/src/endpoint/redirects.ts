/** Returns whether a response redirects to another address. Browsers hide the address. */
export function isRedirect({ type, status }: Response): boolean {
  return type === "opaqueredirect" || [301, 302, 303, 307, 308].includes(status);
}

/**
 * Returns whether `fetch` failed because the response was a redirect, which the request did not allow. Recognizes the
 * messages of Node, Bun, Deno, and the Node transport of the client. Browsers do not report the reason.
 */
export function failedByRedirect(error: unknown, levels = 5): boolean {
  if (!(error instanceof Error) || levels === 0) return false;
  const says = /unexpected ?redirect|redirect mode|was redirected/i.test(error.message);
  return says || failedByRedirect(error.cause, levels - 1);
}

/** Frees the connection of a response whose body is not needed. */
export function discard({ body }: Response): void {
  body?.cancel().catch(() => undefined);
}
