import type { FormatName } from "./check.ts";

// The number of days of each month; the 29th of February depends on the year.
const day =
  "(?:(?:0[13578]|1[02])-(?:0[1-9]|[12]\\d|3[01])|(?:0[469]|11)-(?:0[1-9]|[12]\\d|30)|02-(?:0[1-9]|[12]\\d))";
const offset = "(?:z|[+-](?:[01]\\d|2[0-3])(?::?[0-5]\\d)?)";
const time = `(?:[01]\\d|2[0-3]):[0-5]\\d:(?:[0-5]\\d|60)(?:\\.\\d+)?`;

const datePattern = new RegExp(`^\\d{4}-${day}$`);
const dateTimePattern = new RegExp(`^\\d{4}-${day}[t\\s]${time}(${offset})?$`, "i");
const decimalPattern = /^-?\d+(?:\.\d+)?$/;

/**
 * Returns whether the text has the format. A lenient validator accepts a time without an offset, which is in
 * UTC.
 */
export function hasFormat(text: string, format: FormatName, lenient: boolean): boolean {
  switch (format) {
    case "date":
      return datePattern.test(text) && isDay(text);
    case "date-time":
      return isDateTime(text, lenient);
    case "decimal":
      return decimalPattern.test(text);
  }
}

function isDateTime(text: string, lenient: boolean): boolean {
  const match = dateTimePattern.exec(text);
  return match !== null && (lenient || match[1] !== undefined) && isDay(text) && isSecond(text);
}

/**
 * Returns whether the day exists in the year, for a text that starts like a `full-date` (RFC 3339, section
 * 5.7).
 */
function isDay(text: string): boolean {
  if (!text.startsWith("02-29", 5)) return true;
  const year = Number(text.slice(0, 4));
  return year % 4 === 0 && (year % 100 !== 0 || year % 400 === 0);
}

/**
 * Returns whether second 60 is the last second of a day in UTC, for a text that is otherwise a `date-time`
 * (RFC 3339, section 5.7).
 */
function isSecond(text: string): boolean {
  if (!text.startsWith("60", 17)) return true;
  const minute = Number(text.slice(11, 13)) * 60 + Number(text.slice(14, 16));
  const [, sign, hours = 0, minutes = 0] = /([+-])(\d\d):?(\d\d)?$/.exec(text) ?? [];
  const offsetMinutes = (Number(hours) * 60 + Number(minutes)) * (sign === "-" ? -1 : 1);
  return (minute - offsetMinutes + 2 * 1440) % 1440 === 1439;
}
