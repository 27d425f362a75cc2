import { expect, test } from "vitest";
import { start } from "../../test/kit.ts";
import { retryAfterMs } from "./retry-after.ts";

const date = (ms: number) => new Date(start + ms).toUTCString();

test.each<[string, Record<string, string>, number | undefined]>([
  ["seconds", { "retry-after": "3" }, 3_000],
  ["zero seconds", { "retry-after": "0" }, 0],
  ["a date, by this machine's clock", { "retry-after": date(5_000) }, 5_000],
  ["a date, by the server's clock", { "retry-after": date(605_000), date: date(600_000) }, 5_000],
  ["a date that is past", { "retry-after": date(-5_000) }, 0],
  ["nothing", {}, undefined],
  ["something else", { "retry-after": "soon" }, undefined],
])("reads %s", (_name, headers, want) => {
  expect(retryAfterMs(new Headers(headers), start)).toBe(want);
});
