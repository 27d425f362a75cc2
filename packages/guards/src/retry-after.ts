import { clampMs, maxRequestedDelayMs } from "./network-numbers.ts";

/**
 * Returns how long `Retry-After` asks to wait, in milliseconds, from 0 to 24 hours; undefined if it is absent or unreadable.
 *
 * @param now Milliseconds since the epoch, for `Retry-After` as a date; the response's own `Date` is preferred.
 * @see https://www.rfc-editor.org/rfc/rfc9110#section-10.2.3
 */
export function retryAfterMs(headers: Headers, now: number): number | undefined {
  const asked = askedMs(headers, now);
  return asked === undefined ? undefined : clampMs(asked, maxRequestedDelayMs);
}

function askedMs(headers: Headers, now: number): number | undefined {
  const value = headers.get("retry-after")?.trim();
  if (!value) return undefined;
  if (/^\d+$/.test(value)) return Number(value) * 1_000;
  const at = Date.parse(value);
  const from = Date.parse(headers.get("date") ?? "");
  return Number.isNaN(at) ? undefined : at - (Number.isNaN(from) ? now : from);
}

/**
 * Returns how long a response asks to wait: by `Retry-After`, or in the platform's words, `retry after 10s`, in one of the
 * details of its errors. In milliseconds, from 0 to 24 hours; undefined if it asks for no wait.
 */
export function requestedDelayMs(
  headers: Headers,
  details: Iterable<string>,
  now: number,
): number | undefined {
  const fromHeader = retryAfterMs(headers, now);
  if (fromHeader !== undefined) return fromHeader;
  for (const detail of details) {
    const seconds = /retry after (\d{1,20}) ?s/i.exec(detail)?.[1];
    if (seconds !== undefined) return clampMs(Number(seconds) * 1_000, maxRequestedDelayMs);
  }
  return undefined;
}
