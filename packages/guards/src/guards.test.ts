import { expect, test, vi } from "vitest";
import { lateFetch } from "./late-fetch.ts";
import { clampMs } from "./network-numbers.ts";
import { readLimited } from "./read-limited.ts";
import { isReplayable } from "./replayable-body.ts";
import { systemClock } from "./system-clock.ts";

test.each([
  { ms: 5, want: 5 },
  { ms: 11, want: 10 },
  { ms: Number.POSITIVE_INFINITY, want: 10 },
  { ms: -1, want: 0 },
  { ms: Number.NaN, want: 0 },
])("clamps $ms to $want", ({ ms, want }) => {
  expect(clampMs(ms, 10)).toBe(want);
});

test("looks up the global fetch at each request", async () => {
  const before = globalThis.fetch;
  const fetch = lateFetch(undefined);
  try {
    globalThis.fetch = async () => new Response("replaced");
    expect(await (await fetch("https://example.com")).text()).toBe("replaced");
  } finally {
    globalThis.fetch = before;
  }
  expect(lateFetch(before)).toBe(before);
});

async function* chunks() {
  yield "hello";
}

test.each([
  { name: "no body", body: undefined, want: true },
  { name: "null", body: null, want: true },
  { name: "text", body: "a", want: true },
  { name: "bytes", body: new Uint8Array(1), want: true },
  { name: "a buffer", body: new ArrayBuffer(1), want: true },
  { name: "a blob", body: new Blob([]), want: true },
  { name: "a form", body: new FormData(), want: true },
  { name: "parameters", body: new URLSearchParams(), want: true },
  { name: "a stream", body: new ReadableStream(), want: false },
  { name: "an async generator", body: chunks(), want: false },
  { name: "an iterator", body: [1].values(), want: false },
  { name: "something unknown", body: {}, want: false },
])("can send $name again: $want", ({ body, want }) => {
  expect(isReplayable(body)).toBe(want);
});

test("reads a body up to its limit, also if chunks split a character", async () => {
  const bytes = new TextEncoder().encode("grün");
  const body = () =>
    new ReadableStream<Uint8Array>({
      start(controller) {
        controller.enqueue(bytes.slice(0, 3));
        controller.enqueue(bytes.slice(3));
        controller.close();
      },
    });
  expect(await readLimited({ body: body() }, 5)).toBe("grün");
  expect(await readLimited({ body: body() }, 4)).toBeUndefined();
  expect(await readLimited({ body: null }, 0)).toBe("");
});

test("cancels a body that is too long, even if that fails", async () => {
  let cancelled = false;
  const body = new ReadableStream<Uint8Array>({
    pull(controller) {
      controller.enqueue(new Uint8Array(10));
    },
    cancel() {
      cancelled = true;
      return Promise.reject(new Error("already gone"));
    },
  });
  expect(await readLimited({ body }, 15)).toBeUndefined();
  expect(cancelled).toBe(true);
});

test("stops reading a stalled body and closes it when the signal aborts", async () => {
  const { signal, abort } = controlled();
  const removed = vi.spyOn(signal, "removeEventListener");
  let cancelled = false;
  const body = new ReadableStream<Uint8Array>({
    start(controller) {
      controller.enqueue(new TextEncoder().encode("so far"));
    },
    cancel() {
      cancelled = true;
    },
  });
  const reading = readLimited({ body }, 100, signal);
  abort();
  expect(await reading).toBe("so far");
  expect([cancelled, removed.mock.calls.length]).toEqual([true, 1]);
});

test("reads nothing if the signal has already aborted", async () => {
  const body = new ReadableStream<Uint8Array>();
  expect(await readLimited({ body }, 100, AbortSignal.abort())).toBe("");
});

function controlled(): { signal: AbortSignal; abort: () => void } {
  const controller = new AbortController();
  return { signal: controller.signal, abort: () => controller.abort() };
}

test("returns the time of this machine", () => {
  const before = Date.now();
  expect(systemClock.now()).toBeGreaterThanOrEqual(before);
});
