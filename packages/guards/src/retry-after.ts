import { clampMs, maxClockSkewMs, maxRequestedDelayMs } from "./network-numbers.ts";

/** Is called if a wait is too long, with the received wait and the reduced wait, both in milliseconds. */
export type OnCut = (receivedMs: number, usedMs: number) => void;

/**
 * Returns the wait that `Retry-After` asks for, in milliseconds, from 0 to 24 hours; undefined if it is
 * absent or unreadable.
 *
 * @param now Milliseconds since the epoch, for `Retry-After` as a date; the response's own `Date` is preferred unless it is
 * more than 24 hours off.
 * @see https://www.rfc-editor.org/rfc/rfc9110#section-10.2.3
 */
export function retryAfterMs(headers: Headers, now: number, onCut?: OnCut): number | undefined {
  const askedMs = readHeader(headers, now);
  return askedMs === undefined ? undefined : cut(askedMs, onCut);
}

function readHeader(headers: Headers, now: number): number | undefined {
  const value = headers.get("retry-after")?.trim();
  if (!value) return undefined;
  if (/^\d+(?:\.\d+)?$/.test(value)) return Number(value) * 1_000;
  // Runtimes read "-5" as a date too.
  const at = /^[a-z]/i.test(value) ? Date.parse(value) : Number.NaN;
  const sentAt = Date.parse(headers.get("date") ?? "");
  if (Number.isNaN(at)) return undefined;
  return at - (Math.abs(sentAt - now) <= maxClockSkewMs ? sentAt : now);
}

function cut(askedMs: number, onCut: OnCut | undefined): number {
  const usedMs = clampMs(askedMs, maxRequestedDelayMs);
  if (askedMs > usedMs) onCut?.(askedMs, usedMs);
  return usedMs;
}

/**
 * Returns the wait that a response asks for, in `Retry-After` or in the platform's text `retry after 10s`, in
 * one of the details of its errors. In milliseconds, from 0 to 24 hours; undefined if the response asks for
 * no wait.
 */
export function requestedDelayMs(
  headers: Headers,
  details: Iterable<string>,
  now: number,
  onCut?: OnCut,
): number | undefined {
  const fromHeader = retryAfterMs(headers, now, onCut);
  if (fromHeader !== undefined) return fromHeader;
  for (const detail of details) {
    const seconds = /retry after (\d{1,20}) ?s/i.exec(detail)?.[1];
    if (seconds !== undefined) return cut(Number(seconds) * 1_000, onCut);
  }
  return undefined;
}
