// `Date.parse` reads a time without a zone as local time and much that is no time at all, and engines differ.

const form =
  /^(\d{4})-(\d\d)-(\d\d)(?:[T ](\d\d):(\d\d)(?::(\d\d)(?:[.,](\d{1,24}))?)?(?:Z|([+-])(\d\d):?(\d\d)?)?)?$/i;

/** Reads an RFC 3339 timestamp. A time without a zone is UTC. Returns `undefined` for anything else. */
export function readTimestamp(text: unknown): Date | undefined {
  const found = typeof text === "string" ? form.exec(text) : null;
  if (!found) return undefined;
  const at = (group: number): number => Number(found[group] ?? 0);
  const [month, day, hour, minute, second] = [at(2), at(3), at(4), at(5), at(6)];
  // A leap second is the first one of the next minute.
  if (hour > 23 || minute > 59 || second > 60 || at(9) > 23 || at(10) > 59) return undefined;
  const milliseconds = Number((found[7] ?? "").slice(0, 3).padEnd(3, "0"));
  const time = new Date(0);
  // `Date.UTC` takes the years 0 to 99 for those of the 20th century.
  time.setUTCFullYear(at(1), month - 1, day);
  if (time.getUTCMonth() !== month - 1 || time.getUTCDate() !== day) return undefined;
  const offsetMinutes = (at(9) * 60 + at(10)) * (found[8] === "-" ? -1 : 1);
  time.setUTCHours(hour, minute - offsetMinutes, second, milliseconds);
  return time;
}

/** The digits of a timestamp that a `Date` has no place for, as text that compares like a number. */
export function finerThanMilliseconds(text: string | undefined): string {
  const digits = form.exec(text ?? "")?.[7] ?? "";
  return digits.slice(3).padEnd(21, "0");
}
