import { expect, test } from "vitest";
import { memoryDeduplication } from "./deduplication.ts";

const clock = { time: 0, now: () => clock.time };

test("a message is processed only after done", () => {
  const store = memoryDeduplication({ clock });
  expect(store.claim("a", 100)).toBe("claimed");
  expect(store.claim("a", 100)).toBe("busy");
  store.done("a");
  expect(store.claim("a", 100)).toBe("processed");
});

test("a claim ends with its lease, or when it is released", () => {
  clock.time = 0;
  const store = memoryDeduplication({ clock });
  store.claim("a", 100);
  clock.time = 99;
  expect(store.claim("a", 100)).toBe("busy");
  clock.time = 100;
  expect(store.claim("a", 100)).toBe("claimed");
  store.release("a");
  expect(store.claim("a", 100)).toBe("claimed");
});

test("a release does not forget a processed message", () => {
  const store = memoryDeduplication();
  store.done("a");
  store.release("a");
  expect(store.claim("a", 100)).toBe("processed");
});

test("remembers a limited number of messages for a limited time", () => {
  clock.time = 0;
  const store = memoryDeduplication({ clock, ttlMs: 50, maxMessages: 2 });
  for (const id of ["a", "b", "c"]) store.done(id);
  expect(store.claim("b", 1)).toBe("processed");
  expect(store.claim("c", 1)).toBe("processed");
  expect(store.claim("a", 1)).toBe("claimed");
  clock.time = 50;
  expect(store.claim("c", 1)).toBe("claimed");
});

test.each([
  { options: { maxMessages: 0 }, want: "`maxMessages` must be a whole number from 1 to 16000000, got 0." },
  { options: { ttlMs: -1 }, want: "`ttlMs` must be a whole number from 1 to 2592000000, got -1." },
  {
    options: { maxMessage: 5 },
    want: 'memoryDeduplication() has no option "maxMessage". Did you mean "maxMessages"?',
  },
])("rejects $options", ({ options, want }) => {
  expect(() => memoryDeduplication(options)).toThrow(new TypeError(want));
});
