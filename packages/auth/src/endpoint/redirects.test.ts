import { expect, test } from "vitest";
import { discard, failedByRedirect, isRedirect } from "./redirects.ts";

test.each([
  [300, false],
  [301, true],
  [302, true],
  [303, true],
  [304, false],
  [307, true],
  [308, true],
  [200, false],
])("returns whether status %d redirects: %s", (status, want) => {
  expect(isRedirect(new Response(null, { status }))).toBe(want);
});

test("recognizes the redirect that a browser hides", () => {
  expect(isRedirect({ type: "opaqueredirect", status: 0 } as Response)).toBe(true);
});

function nested(message: string, levels: number): Error {
  return levels === 0 ? new Error(message) : new Error("outer", { cause: nested(message, levels - 1) });
}

test.each([
  ["unexpected redirect", 0, true],
  ["unexpected redirect", 1, true],
  ["unexpected redirect", 4, true],
  ["unexpected redirect", 5, false],
  ["Encountered redirect while redirect mode is set to 'error'", 0, true],
  ["POST https://a.example was redirected, which the request does not allow", 0, true],
  ["fetch failed", 1, false],
])("recognizes %j below %d errors as a redirect: %s", (message, levels, want) => {
  expect(failedByRedirect(nested(message, levels))).toBe(want);
});

test("ends if causes refer to each other, and at values that are not errors", () => {
  const error = new Error("round");
  error.cause = error;
  expect(failedByRedirect(error)).toBe(false);
  expect(failedByRedirect("unexpected redirect")).toBe(false);
});

test("ignores an error while a body is closed", async () => {
  let closed = 0;
  const cancel = () => {
    closed++;
    return Promise.reject(new Error("already gone"));
  };
  discard(new Response(new ReadableStream({ cancel })));
  discard(new Response(null));
  await new Promise((resolve) => setTimeout(resolve));
  expect(closed).toBe(1);
});
