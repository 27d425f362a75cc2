const HIDDEN = "[redacted]";

/** What names a secret, and what follows the name, in JSON, forms and headers. */
const named =
  /((?:access|refresh|id)_token|client_(?:secret|assertion)|code_verifier)("?\s*[:=]\s*"?)[^"&\s]+|\b(Bearer|Basic)( )[\w.~+/=-]{16,}/gi;

/**
 * The text without these secrets, in any form that they are sent in, and without what it calls a secret itself: a server may
 * repeat what it was sent, and an error quote what it could not read.
 */
export function redact(text: string, secrets: readonly string[]): string {
  return secrets
    .flatMap(formsOf)
    .sort((a, b) => b.length - a.length)
    .reduce((rest, secret) => rest.replaceAll(secret, HIDDEN), text)
    .replace(named, (_, name = "", by = "", scheme = "", space = "") => name + by + scheme + space + HIDDEN);
}

/** As it is, in JSON, in a form and in a URL. */
function formsOf(secret: string): readonly string[] {
  if (secret === "") return [];
  const inForm = new URLSearchParams([["", secret]]).toString().slice(1);
  return [secret, JSON.stringify(secret).slice(1, -1), inForm, inForm.replaceAll("+", "%20")];
}

/** The URL as far as an error may show it: without user name, password, query and fragment. */
export function shownUrl(url: string): string {
  const { origin, pathname } = new URL(url);
  return origin + pathname;
}

/**
 * A copy of an error for `cause`, three levels deep: names, messages, codes and stacks, redacted. Whatever else hangs on it,
 * such as the request, stays behind.
 */
export function safeCause(error: unknown, secrets: readonly string[], levels = 3): Error | undefined {
  if (error === undefined || levels === 0) return undefined;
  const { name, message, code, stack, cause, errors }: Record<string, unknown> =
    typeof error === "object" && error !== null ? readable(error) : { message: String(error) };
  const clean = (text: unknown) => (typeof text === "string" ? redact(text, secrets) : undefined);
  const inner = Array.isArray(errors) ? errors[0] : cause;
  const reason = safeCause(inner, secrets, levels - 1);
  const copy = new Error(clean(message), reason && { cause: reason });
  const shown = { name: clean(name) ?? "Error", stack: clean(stack) };
  for (const [key, value] of Object.entries(shown))
    Object.defineProperty(copy, key, { value, configurable: true, writable: true });
  return typeof code === "string" ? Object.assign(copy, { code: clean(code) }) : copy;
}

/** Names and messages of errors are inherited, or getters. */
function readable(error: object): Record<string, unknown> {
  return Object.fromEntries(
    ["name", "message", "code", "stack", "cause", "errors"].map((key) => [key, Reflect.get(error, key)]),
  );
}
