import { setImmediate as turn } from "node:timers/promises";
import { expect, test } from "vitest";
import { eventFeed } from "./event-feed.ts";

test("passes each event to every loop, in order, from the start of the loop", async () => {
  const feed = eventFeed<number>();
  feed.push(0);
  const first = feed[Symbol.asyncIterator]();
  feed.push(1);
  const second = feed[Symbol.asyncIterator]();
  const early = second.next();
  feed.push(2);
  feed.push(3);
  expect(await early).toEqual({ done: false, value: 2 });
  expect([await second.next(), await first.next(), await first.next(), await first.next()]).toEqual(
    [3, 1, 2, 3].map((value) => ({ done: false, value })),
  );
});

test("a loop waits for events, and ends when it is left", async () => {
  const feed = eventFeed<number>();
  const seen: number[] = [];
  const loop = (async () => {
    for await (const event of feed) {
      seen.push(event);
      if (event === 3) break;
    }
  })();
  for (const event of [1, 2, 3, 4]) {
    await turn();
    feed.push(event);
  }
  await loop;
  expect(seen).toEqual([1, 2, 3]);
});

test("a reader that is closed while it waits gets no event", async () => {
  const feed = eventFeed<number>();
  const reader = feed[Symbol.asyncIterator]();
  const waiting = reader.next();
  await reader.return?.();
  feed.push(1);
  expect([await waiting, await reader.next()]).toEqual([
    { done: true, value: undefined },
    { done: true, value: undefined },
  ]);
});

test("a loop that is 10,000 events behind fails, and the others continue", async () => {
  const feed = eventFeed<number>();
  const slow = feed[Symbol.asyncIterator]();
  for (let event = 0; event < 9_999; event++) feed.push(event);
  const other = feed[Symbol.asyncIterator]();
  feed.push(9_999);
  feed.push(10_000);
  await expect(slow.next()).rejects.toThrow(
    new RangeError("The loop over the events is too slow: more than 10000 wait. Use a queue instead."),
  );
  await expect(slow.next()).rejects.toThrow(RangeError);
  expect(await other.next()).toEqual({ done: false, value: 9_999 });
});
