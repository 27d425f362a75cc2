import fc from "fast-check";
import { beforeEach, expect, test, vi } from "vitest";
import { finerThanMilliseconds, readTimestamp } from "./read-timestamp.ts";

// A time zone far from UTC, so that the test fails if a time is read as local time.
beforeEach(() => {
  vi.stubEnv("TZ", "Pacific/Kiritimati");
});

test("the time zone of this process is far from UTC", () => {
  expect(new Date("2026-01-02T03:04:05").toISOString()).toBe("2026-01-01T13:04:05.000Z");
});

test.each([
  ["2026-01-02T03:04:05Z", "2026-01-02T03:04:05.000Z"],
  ["2026-01-02T03:04:05.678943Z", "2026-01-02T03:04:05.678Z"],
  ["2026-01-02T03:04:05.6Z", "2026-01-02T03:04:05.600Z"],
  ["2026-01-02t03:04:05.678z", "2026-01-02T03:04:05.678Z"],
  ["2026-01-02T03:04:05+02:00", "2026-01-02T01:04:05.000Z"],
  ["2026-01-02T03:04:05-0930", "2026-01-02T12:34:05.000Z"],
  ["2026-01-01T00:30:00+01", "2025-12-31T23:30:00.000Z"],
  ["2026-12-31T23:59:60Z", "2027-01-01T00:00:00.000Z"],
  ["0050-01-01T00:00:00", "0050-01-01T00:00:00.000Z"],
  // No zone: UTC.
  ["2026-01-02T03:04:05", "2026-01-02T03:04:05.000Z"],
  ["2026-01-02T03:04:05.678943", "2026-01-02T03:04:05.678Z"],
  ["2026-01-02 03:04:05,5", "2026-01-02T03:04:05.500Z"],
  ["2026-01-02T03:04", "2026-01-02T03:04:00.000Z"],
  ["2026-01-02", "2026-01-02T00:00:00.000Z"],
])("reads %s as %s", (text, want) => {
  expect(readTimestamp(text)?.toISOString()).toBe(want);
});

test.each([
  "",
  "yesterday",
  "2026-02-30T00:00:00Z",
  "2026-13-01T00:00:00Z",
  "2026-01-32",
  "2026-01-01T24:00:00Z",
  "2026-01-01T00:60:00Z",
  "2026-01-01T00:00:61Z",
  "2026-01-01T00:00:00+24:00",
  "2026-01-01T00:00:00+00:60",
  "2026-01-01Z00:00:00",
  "1 Z",
  "2026",
  1_767_225_600_000,
  null,
  undefined,
  {},
])("returns undefined for %j", (text) => {
  expect(readTimestamp(text)).toBeUndefined();
});

test("reads every time correctly in any time zone", () => {
  const instant = fc.date({
    min: new Date("0001-01-02T00:00:00Z"),
    max: new Date("9998-12-31T00:00:00Z"),
    noInvalidDate: true,
  });
  const zoneMinutes = fc.integer({ min: -1_439, max: 1_439 });
  fc.assert(
    fc.property(instant, zoneMinutes, (time, offset) => {
      expect(readTimestamp(time.toISOString())).toEqual(time);
      const local = new Date(time.getTime() + offset * 60_000).toISOString().slice(0, -1);
      const two = (value: number): string => String(value).padStart(2, "0");
      const zone = `${two(Math.floor(Math.abs(offset) / 60))}:${two(Math.abs(offset) % 60)}`;
      expect(readTimestamp(`${local}${offset < 0 ? "-" : "+"}${zone}`)).toEqual(time);
    }),
  );
});

test("digits after the milliseconds compare like numbers", () => {
  const finer = (digits: string): string => finerThanMilliseconds(`2026-01-02T03:04:05${digits}Z`);
  expect(finer(".6789") > finer(".67843")).toBe(true);
  expect(finer(".678")).toBe(finer(".678000"));
  expect(finer("")).toBe(finer(".0"));
  expect(finerThanMilliseconds(undefined)).toBe(finer(""));
});
