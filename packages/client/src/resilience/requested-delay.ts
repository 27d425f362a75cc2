import { retryAfterMs } from "@high-mobility-ts/guards";

/** Longer than this, nobody means seconds. A day. */
const MAX_SECONDS = 86_400;

/**
 * How long an answer asks to wait, in milliseconds: by `Retry-After` (RFC 9110 section 10.2.3), or, as the platform words
 * it in an error's detail, `retry after 10s`.
 *
 * @param now Milliseconds since the epoch, for a date in an answer that has none of its own.
 */
export function requestedDelayMs(
  headers: Headers,
  details: readonly string[],
  now: number,
): number | undefined {
  const fromHeader = retryAfterMs(headers, now);
  if (fromHeader !== undefined) return fromHeader;
  for (const detail of details) {
    const seconds = Number(/retry after (\d+) ?s/i.exec(detail)?.[1]);
    if (seconds <= MAX_SECONDS) return seconds * 1_000;
  }
  return undefined;
}
