const hidden = "[redacted]";

/** Matches the end of a secret's name, such as `client_secret`, and its value: in JSON, in JSON inside JSON, and in forms. */
const namedSecret = /(_(?:token|secret|assertion|verifier)[\\"]*\s*[:=]\s*[\\"]*)[^"&\s\\]+/gi;
/** Matches the credentials of a header. */
const headerCredentials = /\b(Bearer|Basic) ([\w.~+/=-]+)/gi;
/** Shorter secrets may be common words: "Basic authentication". */
const shortestCredentials = 16;

/**
 * Replaces these secrets in a text, in each form that they are sent in, and also each value that the text itself labels as a
 * secret: a server may repeat what it received, and an error may quote what it could not read.
 */
export function redact(text: string, secrets: readonly string[]): string {
  return secrets
    .flatMap(formsOf)
    .sort((a, b) => b.length - a.length)
    .reduce((rest, secret) => rest.replaceAll(secret, hidden), text)
    .replace(namedSecret, `$1${hidden}`)
    .replace(headerCredentials, (all: string, scheme: string, credentials: string) =>
      credentials.length < shortestCredentials ? all : `${scheme} ${hidden}`,
    );
}

/** Returns a secret as it is, in JSON, in a form and in a URL (where `encodeURIComponent` leaves `!'()*~` as they are). */
function formsOf(secret: string): readonly string[] {
  if (secret === "") return [];
  const inForm = new URLSearchParams([["", secret]]).toString().slice(1);
  const inUrl = inForm.replaceAll("+", "%20");
  const inText = JSON.stringify(secret).slice(1, -1);
  return [secret, inText, inForm, inUrl, inUrl.replace(/%(?:2[1789]|7E)/g, decodeURIComponent)];
}

/** Returns a URL without user name, password, query and fragment, which may hold secrets. */
export function shownUrl(url: string): string {
  const { origin, pathname } = new URL(url);
  return origin + pathname;
}

/**
 * Returns a copy of an error for `cause`, with its own causes up to three levels deep: names, messages, codes and stacks,
 * redacted. Other properties, such as the request, are left out.
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

/** Reads properties one by one: names and messages of errors may be inherited properties or getters. */
function readable(error: object): Record<string, unknown> {
  return Object.fromEntries(
    ["name", "message", "code", "stack", "cause", "errors"].map((key) => [key, Reflect.get(error, key)]),
  );
}
