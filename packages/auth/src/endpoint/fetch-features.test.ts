import { afterEach, expect, test, vi } from "vitest";

afterEach(() => {
  vi.unstubAllGlobals();
  vi.resetModules();
});

test("uses what the runtime supports", async () => {
  const { supportedInit } = await import("./fetch-features.ts");
  expect(supportedInit()).toEqual({ noStore: { cache: "no-store" }, redirect: "error" });
});

test("omits members that the runtime rejects, as Workers do, and checks this once", async () => {
  let built = 0;
  class WorkerRequest {
    constructor(_url: string, init: RequestInit) {
      built++;
      if (init.cache !== undefined) throw new Error("The 'cache' field is not implemented.");
      if (init.redirect === "error")
        throw new TypeError('Invalid redirect value, must be one of "follow" or "manual".');
    }
  }
  vi.stubGlobal("Request", WorkerRequest);
  const { supportedInit } = await import("./fetch-features.ts");
  expect([supportedInit(), supportedInit()]).toEqual([1, 2].map(() => ({ noStore: {}, redirect: "manual" })));
  expect(built).toBe(2);
});
