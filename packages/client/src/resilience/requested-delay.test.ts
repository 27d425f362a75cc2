import { expect, test } from "vitest";
import { requestedDelayMs } from "./requested-delay.ts";

const now = Date.parse("2026-01-01T00:00:00Z");

test.each([
  ["seconds", { "retry-after": "7" }, [], 7_000],
  ["a date", { "retry-after": "Thu, 01 Jan 2026 00:00:30 GMT" }, [], 30_000],
  [
    "a date, against the answer's own",
    { "retry-after": "Thu, 01 Jan 2026 00:00:30 GMT", date: "Thu, 01 Jan 2026 00:00:20 GMT" },
    [],
    10_000,
  ],
  ["a date that is over", { "retry-after": "Wed, 31 Dec 2025 00:00:00 GMT" }, [], 0],
  ["the platform's words", {}, ["no", "retry after 10s"], 10_000],
  ["the header before the words", { "retry-after": "1" }, ["retry after 10s"], 1_000],
  ["nothing", {}, ["slow down"], undefined],
  ["nonsense", { "retry-after": "soon" }, ["retry after 99999999999s"], undefined],
])("reads %s", (_name, headers, details, want) => {
  expect(requestedDelayMs(new Headers(headers as Record<string, string>), details, now)).toBe(want);
});
