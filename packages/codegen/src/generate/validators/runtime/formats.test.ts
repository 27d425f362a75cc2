import { expect, test } from "vitest";
import { hasFormat } from "./formats.ts";

test.each([
  ["2024-01-31", true],
  ["2023-12-31", true],
  ["2023-10-31", true],
  ["2023-04-30", true],
  ["2023-04-31", false],
  ["2023-11-31", false],
  ["2023-02-28", true],
  ["2023-02-30", false],
  ["2023-00-10", false],
  ["2023-13-10", false],
  ["2023-01-00", false],
  ["2023-01-32", false],
  ["2024-02-29", true],
  ["2023-02-29", false],
  ["2000-02-29", true],
  ["1900-02-29", false],
  [" 2024-01-31", false],
  ["2024-01-31 ", false],
  ["12024-01-31", false],
  ["2024-01-31T00:00:00Z", false],
])("whether %j is a date: %j", (text, want) => {
  expect(hasFormat(text, "date", false)).toBe(want);
});

test.each([
  ["2024-05-06T07:08:09Z", true],
  ["2024-05-06t07:08:09z", true],
  ["2024-05-06 23:59:59.123+05:30", true],
  ["2024-05-06T00:00:00-0530", true],
  ["2024-05-06T00:00:00+23", true],
  ["2024-05-06T00:00:00+24:00", false],
  ["2024-05-06T00:00:00+01:60", false],
  ["2024-05-06T00:00:00.Z", false],
  ["2024-05-06T24:00:00Z", false],
  ["2024-05-06T00:60:00Z", false],
  ["2024-05-06T00:00:61Z", false],
  ["2024-05-06_00:00:00Z", false],
  ["x2024-05-06T00:00:00Z", false],
  ["2024-05-06T00:00:00Zx", false],
  ["2024-02-29T00:00:00Z", true],
  ["2023-02-29T00:00:00Z", false],
  ["2024-05-06", false],
])("whether %j is a time: %j", (text, want) => {
  expect(hasFormat(text, "date-time", false)).toBe(want);
  expect(hasFormat(text, "date-time", true)).toBe(want);
});

test("a time without an offset is valid only for a lenient validator", () => {
  expect(hasFormat("2024-05-06T07:08:09", "date-time", true)).toBe(true);
  expect(hasFormat("2024-05-06T07:08:09", "date-time", false)).toBe(false);
});

test.each([
  ["2016-12-31T23:59:60Z", true],
  ["2016-12-31T23:59:60.5Z", true],
  ["2016-12-31T23:58:60Z", false],
  ["2016-12-31T22:59:60Z", false],
  ["2016-12-31T22:59:60-01:00", true],
  ["2016-12-31T22:59:60+01:00", false],
  ["2017-01-01T00:59:60+01", true],
  ["2017-01-01T00:59:60-01", false],
  ["2017-01-01T05:29:60+05:30", true],
  ["2017-01-01T05:29:60+0530", true],
  ["2017-01-01T00:29:60+00:30", true],
  ["2016-12-31T00:00:60-23:59", true],
  ["2016-12-31T23:59:60", true],
])("whether %j has second 60 at the end of a day in UTC: %j", (text, want) => {
  expect(hasFormat(text, "date-time", true)).toBe(want);
});

test.each([
  ["0", true],
  ["12", true],
  ["-12.50", true],
  ["", false],
  ["-", false],
  ["1.", false],
  [".5", false],
  ["+1", false],
  ["1e3", false],
  ["1.5.2", false],
  ["x1", false],
  ["1x", false],
])("whether %j is a decimal number: %j", (text, want) => {
  expect(hasFormat(text, "decimal", false)).toBe(want);
});
