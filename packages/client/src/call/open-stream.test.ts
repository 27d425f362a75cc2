import { expect, test, vi } from "vitest";
import { openStream } from "./open-stream.ts";

function bytes(text: string) {
  return new TextEncoder().encode(text);
}

test("has the same bytes, and calls the callback once at the end", async () => {
  const onEnd = vi.fn();
  const source = new ReadableStream<Uint8Array>({
    start(controller) {
      controller.enqueue(bytes("a"));
      controller.enqueue(bytes("b"));
      controller.close();
    },
  });
  const reader = openStream(source, onEnd).getReader();
  expect(await reader.read()).toEqual({ done: false, value: bytes("a") });
  expect(onEnd).not.toHaveBeenCalled();
  expect(await reader.read()).toEqual({ done: false, value: bytes("b") });
  expect(await reader.read()).toEqual({ done: true, value: undefined });
  expect(onEnd).toHaveBeenCalledTimes(1);
});

test("fails with the error of the source, and calls the callback", async () => {
  const onEnd = vi.fn();
  const source = new ReadableStream<Uint8Array>({ pull: () => Promise.reject(new TypeError("terminated")) });
  await expect(openStream(source, onEnd).getReader().read()).rejects.toThrow(new TypeError("terminated"));
  expect(onEnd).toHaveBeenCalledTimes(1);
});

test("cancels the source for the same reason, and calls the callback", async () => {
  const onEnd = vi.fn();
  const cancel = vi.fn();
  await openStream(new ReadableStream<Uint8Array>({ cancel }), onEnd).cancel("enough");
  expect(cancel).toHaveBeenCalledExactlyOnceWith("enough");
  expect(onEnd).toHaveBeenCalledTimes(1);
});
