import { canonicalJson } from "./canonical-json.ts";
import { finerThanMilliseconds } from "./read-timestamp.ts";
import type { Sample } from "./sample.ts";

/**
 * Returns whether a sample supersedes another of the same place. The order is total, so the last known value
 * does not depend on the order in which messages arrive. The newest timestamp wins, and a sample without a
 * timestamp loses. If the times are equal, the larger message id wins, then the larger canonical JSON.
 */
export function supersedes(next: Sample, known: Sample): boolean {
  const [a, b] = [millisecondsOf(next), millisecondsOf(known)];
  if (a !== b) return a > b;
  return tieBreak(next, known) > 0;
}

function millisecondsOf({ timestamp }: Sample): number {
  return timestamp?.getTime() ?? Number.NEGATIVE_INFINITY;
}

function tieBreak(next: Sample, known: Sample): number {
  return (
    (next.timestampText === known.timestampText
      ? 0
      : compare(finerThanMilliseconds(next.timestampText), finerThanMilliseconds(known.timestampText))) ||
    compareOptional(next.messageId, known.messageId) ||
    compare(canonicalJson(next.raw), canonicalJson(known.raw)) ||
    compareOptional(next.timestampText, known.timestampText)
  );
}

function compare(a: string, b: string): number {
  return a === b ? 0 : a > b ? 1 : -1;
}

/** Any value, even an empty text, is larger than an absent one. */
function compareOptional(a: string | undefined, b: string | undefined): number {
  return compare(a === undefined ? "" : `=${a}`, b === undefined ? "" : `=${b}`);
}
