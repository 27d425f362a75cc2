import type { PlatformEvent } from "./platform-event.ts";

/** Passes each event to every loop that reads the feed at that time. */
export interface EventFeed<Event = PlatformEvent> extends AsyncIterable<Event> {
  /** Adds an event. It can be passed as a handler of `on`. Without a loop the event is dropped. */
  readonly push: (event: Event) => void;
}

/** A loop with more waiting events fails: events must not be dropped silently, and memory must be bounded. */
const maxWaiting = 10_000;

/**
 * Returns a feed of events. A webhook handler pushes events into it; `for await` loops read them, and so does
 * `waitForClearance` of `@high-mobility-ts/client` with its option `events`. A loop receives the events after its
 * start.
 *
 * @throws {RangeError} in a loop that has 10,000 events waiting.
 * @example
 * const events = eventFeed();
 * export const POST = webhookHandler({ secrets, on: { fleet_clearance_changed: events.push } });
 * await waitForClearance(hm, vin, { events });
 */
export function eventFeed<Event = PlatformEvent>(): EventFeed<Event> {
  const readers = new Set<FeedReader<Event>>();
  return {
    push: (event) => {
      for (const reader of readers) reader.push(event);
    },
    [Symbol.asyncIterator]() {
      const reader: FeedReader<Event> = new FeedReader(() => readers.delete(reader));
      readers.add(reader);
      return reader;
    },
  };
}

/**
 * One loop. The iterator listens from its creation on; a generator would listen only from its first `next`
 * on.
 */
class FeedReader<Event> implements AsyncIterator<Event, undefined> {
  readonly #events: Event[] = [];
  readonly #wanted: ((result: IteratorResult<Event, undefined>) => void)[] = [];
  readonly #left: () => void;
  #isOpen = true;
  #error: RangeError | undefined;

  constructor(left: () => void) {
    this.#left = left;
  }

  push(value: Event): void {
    const resolve = this.#wanted.shift();
    if (resolve) resolve({ done: false, value });
    else if (this.#events.push(value) > maxWaiting) this.#fail();
  }

  #fail(): void {
    this.#error = new RangeError(
      `The loop over the events is too slow: more than ${maxWaiting} wait. Use a queue instead.`,
    );
    this.#end();
  }

  async next(): Promise<IteratorResult<Event, undefined>> {
    if (this.#error) throw this.#error;
    if (this.#events.length > 0) return { done: false, value: this.#events.shift() as Event };
    if (!this.#isOpen) return { done: true, value: undefined };
    return new Promise((resolve) => this.#wanted.push(resolve));
  }

  async return(): Promise<IteratorResult<Event, undefined>> {
    this.#end();
    return { done: true, value: undefined };
  }

  #end(): void {
    this.#isOpen = false;
    this.#events.length = 0;
    this.#left();
    for (const resolve of this.#wanted.splice(0)) resolve({ done: true, value: undefined });
  }
}
