import type { CoreInit, HeaderValues } from "./core-init.ts";

type InitOf = (method: string, init: CoreInit, signal: AbortSignal | null | undefined) => RequestInit;

/** Returns what makes the second argument of `fetch` of a call's options. */
export function requestInits(clientHeaders: Readonly<Record<string, string>> = {}): InitOf {
  // One record for all calls without headers of their own: reading a `Headers` takes four times as long (docs/decisions/0050).
  // Frozen: a `fetch` that writes into it would write into those of all calls.
  const bodiless = Object.freeze({ ...clientHeaders });
  const withJson = Object.freeze({ "content-type": "application/json", ...clientHeaders });

  return (method, { params, headers, body, ...rest }, signal) => {
    const shared = body === undefined ? bodiless : withJson;
    const isShared = headers === undefined && params?.header === undefined;
    return {
      redirect: "follow",
      ...rest,
      method,
      signal: signal ?? null,
      headers: isShared ? shared : merge(shared, headers, params?.header),
      ...(body !== undefined && { body: JSON.stringify(body) }),
    };
  };
}

function merge(...sources: readonly HeaderValues[]): Headers {
  const merged = new Headers();
  for (const source of sources)
    for (const [name, value] of entriesOf(source ?? {})) {
      if (value === null) merged.delete(name);
      else if (value !== undefined) merged.set(name, String(value));
    }
  return merged;
}

function entriesOf(headers: NonNullable<HeaderValues>): Iterable<readonly [string, unknown]> {
  return headers instanceof Headers || Array.isArray(headers)
    ? new Headers(headers)
    : Object.entries(headers);
}
