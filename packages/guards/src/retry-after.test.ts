import { expect, test } from "vitest";
import { requestedDelayMs, retryAfterMs } from "./retry-after.ts";

const now = Date.UTC(2026, 0, 1, 12);
function later(ms: number): string {
  return new Date(now + ms).toUTCString();
}

const day = 86_400_000;

test.each([
  { name: "seconds", headers: { "retry-after": " 7 " }, want: 7_000 },
  { name: "a date", headers: { "retry-after": later(3_000) }, want: 3_000 },
  { name: "a date that has passed", headers: { "retry-after": later(-3_000) }, want: 0 },
  {
    name: "a date, with a server's clock that is an hour ahead",
    headers: { "retry-after": later(3_603_000), date: later(3_600_000) },
    want: 3_000,
  },
  { name: "seconds since the epoch, reduced to a day", headers: { "retry-after": "1795644582" }, want: day },
  {
    name: "a date in 57 years, reduced to a day",
    headers: { "retry-after": later(57 * 365 * day) },
    want: day,
  },
  { name: "more digits than a number can have", headers: { "retry-after": "9".repeat(400) }, want: day },
  { name: "a part of a second", headers: { "retry-after": "1.5" }, want: 1_500 },
  {
    name: "a date, with a Date header that differs by more than a day",
    headers: { "retry-after": later(3_000), date: later(-day - 1_000) },
    want: 3_000,
  },
  {
    name: "a date, with a Date header of 2099",
    headers: { "retry-after": later(3_000), date: new Date(Date.UTC(2099, 0)).toUTCString() },
    want: 3_000,
  },
  { name: "a negative number", headers: { "retry-after": "-5" }, want: undefined },
  { name: "nothing", headers: {}, want: undefined },
  { name: "an empty header", headers: { "retry-after": "" }, want: undefined },
  { name: "a word", headers: { "retry-after": "never" }, want: undefined },
  { name: "words", headers: { "retry-after": "soon" }, want: undefined },
])("reads $name", ({ headers, want }) => {
  expect(retryAfterMs(new Headers(headers as Record<string, string>), now)).toBe(want);
});

test.each([
  { details: ["slow down", "Retry after 10s"], want: 10_000 },
  { details: ["retry after 2 seconds"], want: 2_000 },
  { details: ["retry after 99999999999s"], want: day },
  { details: ["try again"], want: undefined },
  { details: [], want: undefined },
])("reads the text $details", ({ details, want }) => {
  expect(requestedDelayMs(new Headers(), details, now)).toBe(want);
});

test("reports only waits that it reduces", () => {
  const cuts: number[][] = [];
  const onCut = (...cut: number[]) => cuts.push(cut);
  requestedDelayMs(new Headers({ "retry-after": "1795644582" }), [], now, onCut);
  requestedDelayMs(new Headers(), ["retry after 90000s"], now, onCut);
  requestedDelayMs(new Headers({ "retry-after": "86400" }), [], now, onCut);
  requestedDelayMs(new Headers({ "retry-after": later(-3_000) }), [], now, onCut);
  expect(cuts).toEqual([
    [1_795_644_582_000, day],
    [90_000_000, day],
  ]);
});

test("prefers the header to the text", () => {
  expect(requestedDelayMs(new Headers({ "retry-after": "1" }), ["retry after 10s"], now)).toBe(1_000);
});
