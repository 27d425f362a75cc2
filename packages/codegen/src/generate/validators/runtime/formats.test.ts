import { describe, expect, test } from "vitest";
import type { FormatName } from "./check.ts";
import { hasFormat } from "./formats.ts";

const accepted: Readonly<Record<FormatName, readonly string[]>> = {
  date: [
    ...["2026-01-31", "2026-03-31", "2026-05-31", "2026-07-31", "2026-08-31", "2026-10-31", "2026-12-31"],
    ...["2026-04-30", "2026-06-30", "2026-09-30", "2026-11-30", "2026-02-28"],
    ...["2024-02-29", "2000-02-29", "2026-01-01", "2026-11-10", "0000-02-29"],
  ],
  "date-time": [
    ...[
      "2026-01-02T03:04:05Z",
      "2026-01-02t03:04:05z",
      "2026-01-02 03:04:05Z",
      "2026-12-31T23:59:59.123456Z",
    ],
    ...["2026-01-02T00:00:00+00:00", "2026-01-02T19:59:59-23:59", "2026-01-02T09:00:00+0530"],
    ...[
      "2026-01-02T09:00:00+05",
      "2024-02-29T12:00:00Z",
      "2016-12-31T23:59:60Z",
      "2016-12-31T15:59:60-08:00",
    ],
    ...["2017-01-01T05:29:60+05:30", "2017-01-01T05:29:60+0530", "2017-01-01T00:59:60+01"],
  ],
  decimal: ["0", "-1", "12.5", "-0.25", "007"],
};

const rejected: Readonly<Record<FormatName, readonly string[]>> = {
  date: [
    ...["2026-1-31", "26-01-31", "2026-01-32", "2026-04-31", "2026-06-31", "2026-09-31", "2026-11-31"],
    ...["2026-02-29", "2026-02-30", "1900-02-29", "2026-00-10", "2026-13-10", "2026-01-00"],
    ...["2026-01-31T", "x2026-01-31", "2026/01/31", ""],
  ],
  "date-time": [
    ...["2026-01-02", "2026-01-02T03:04Z", "2026-01-02T24:00:00Z", "2026-01-02T03:60:00Z"],
    ...["2026-01-02T03:04:61Z", "2026-01-02T03:04:60Z", "2016-12-31T23:59:60-08:00", "2026-02-29T12:00:00Z"],
    ...["2026-01-02T03:04:05+24:00", "2026-01-02T03:04:05+05:60", "2026-01-02T03:04:05.Z"],
    ...["2026-01-02T03:04:05 Z", "2026-01-02T03:04:05", "a2026-01-02T03:04:05Z", "2026-01-02T03:04:05Zb"],
  ],
  decimal: ["", ".5", "1.", "1e3", "+1", "1,5", " 1", "1 "],
};

const formats = Object.keys(accepted) as FormatName[];

describe.each(formats)("%s", (format) => {
  test.each(accepted[format])("accepts %j", (text) => {
    expect([hasFormat(text, format, false), hasFormat(text, format, true)]).toEqual([true, true]);
  });

  test.each(rejected[format])("rejects %j", (text) => {
    expect(hasFormat(text, format, false)).toBe(false);
  });
});

test("a lenient check accepts a time without an offset, in which second 60 is the last of the day in UTC", () => {
  expect(hasFormat("2026-01-02T03:04:05", "date-time", true)).toBe(true);
  expect(hasFormat("2016-12-31T23:59:60", "date-time", true)).toBe(true);
  expect(hasFormat("2016-12-31T22:59:60", "date-time", true)).toBe(false);
  expect(hasFormat("2026-01-02T25:04:05", "date-time", true)).toBe(false);
});
