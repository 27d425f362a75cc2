import { readFileSync } from "node:fs";
import { expect, test, vi } from "vitest";
import { userAgent } from "../call/user-agent.ts";
import { version } from "../call/version.ts";
import { ApiError } from "./api-error.ts";
import { isHighMobilityError } from "./high-mobility-error.ts";
import { AbortError, NetworkError, TimeoutError } from "./no-response-errors.ts";
import { UnexpectedResponseError } from "./unexpected-response-error.ts";

function apiError(status: number, error: object, headers: Record<string, string> = {}) {
  return new ApiError({
    ok: false,
    status,
    error,
    response: new Response(null, { status, headers }),
    operation: "GET /x",
  });
}

test.each([
  ["ApiError", apiError(404, {})],
  ["TimeoutError", new TimeoutError("GET /x", 5)],
  ["NetworkError", new NetworkError("GET /x", new TypeError("fetch failed"))],
  ["AbortError", new AbortError("GET /x", "reason")],
])("%s is recognized", (name, error) => {
  expect(error.name).toBe(name);
  expect(isHighMobilityError(error)).toBe(true);
});

test("is recognized across copies of this package, for which instanceof fails", async () => {
  vi.resetModules();
  const copy = await import("./no-response-errors.ts");
  const error = new copy.TimeoutError("GET /x", 5);
  expect(error).not.toBeInstanceOf(TimeoutError);
  expect(isHighMobilityError(error)).toBe(true);
});

test("the start of an unexpected body is its first 200 characters", () => {
  const error = new UnexpectedResponseError("GET /x", { response: new Response(), body: "x".repeat(500) });
  expect(error.bodyStart).toBe("x".repeat(200));
});

const unbranded = { [Symbol.for("@high-mobility-ts/client/error")]: false };

test.each([undefined, null, "x", 1, {}, new Error("x"), unbranded])("does not recognize %o", (value) => {
  expect(isHighMobilityError(value)).toBe(false);
});

test.each([
  [429, { "retry-after": "7" }, {}, true, 7_000],
  [429, {}, { errors: [{ title: "x", detail: "retry after 10s" }] }, true, 10_000],
  [503, {}, {}, true, undefined],
  [408, {}, {}, true, undefined],
  [404, {}, {}, false, undefined],
  [501, {}, {}, false, undefined],
] as const)(
  "%d with %o and %o is retryable: %s, after %s ms",
  (status, headers, body, retryable, retryAfterMs) => {
    expect(apiError(status, body, headers)).toMatchObject({ retryable, retryAfterMs });
  },
);

test("the version is the same as in package.json", () => {
  const manifest = JSON.parse(readFileSync(new URL("../../package.json", import.meta.url), "utf8"));
  expect(version).toBe(manifest.version);
  expect(userAgent()).toBe(`high-mobility-ts/${version}`);
});

test("does not change the User-Agent of browsers", () => {
  vi.stubGlobal("navigator", { userAgent: "Mozilla/5.0 (X11; Linux x86_64)" });
  expect(userAgent()).toBeUndefined();
  vi.unstubAllGlobals();
});
