const unitMs: Readonly<Record<string, number>> = {
  ms: 1,
  s: 1_000,
  m: 60_000,
  h: 3_600_000,
  d: 86_400_000,
};

/** Longer times do not fit into a timer. */
const longestMs = 2_147_483_647;

/** Returns the milliseconds of a time such as `500ms`, `30s`, `5m`, `2h` or `2d`; undefined if it is not a time. */
export function milliseconds(text: string): number | undefined {
  const [, number = "", unit = ""] = /^(\d+(?:\.\d+)?)(ms|s|m|h|d)$/.exec(text.trim()) ?? [];
  const ms = Number(number) * (unitMs[unit] ?? Number.NaN);
  return ms > 0 && ms <= longestMs ? Math.round(ms) : undefined;
}
