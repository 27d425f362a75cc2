import { iterate, type Source } from "./source.ts";

/** @throws {TypeError} if it is not a whole number of at least 1. */
export function checkConcurrency(concurrency: number): number {
  if (!Number.isInteger(concurrency) || concurrency < 1)
    throw new TypeError(`concurrency must be a whole number of at least 1, got ${concurrency}.`);
  return concurrency;
}

/**
 * Runs the same work for each item, a limited number at a time, and yields the results as they arrive. An item is taken
 * from the source only if there is room for it, so a slow consumer slows the source. If the consumer leaves the loop,
 * the iterator waits for the work that is under way.
 */
export async function* mapConcurrently<T, R>(
  source: Source<T>,
  concurrency: number,
  work: (item: T) => Promise<R>,
): AsyncGenerator<R, void, undefined> {
  const items = inTurn(iterate(source));
  const done: Done<R>[] = [];
  let running = checkConcurrency(concurrency);
  let failure: { readonly error: unknown } | undefined;
  let stopped = false;
  let wake: () => void = () => undefined;

  /** A separate function, so that its item and result are released while the lane waits for the next item. */
  async function doNext(): Promise<boolean> {
    const item = await items.next();
    if (item.done || stopped) return false;
    const result = await work(item.value);
    if (stopped) return false;
    await new Promise<void>((taken) => {
      done.push({ result, taken });
      wake();
    });
    return true;
  }

  async function lane(): Promise<void> {
    try {
      while (await doNext());
    } catch (error) {
      failure ??= { error };
    }
    running--;
    wake();
  }

  const lanes = Array.from({ length: running }, lane);
  try {
    while (!failure && (running > 0 || done.length > 0)) {
      const next = done.shift();
      if (next) {
        next.taken();
        yield next.result;
      } else {
        await new Promise<void>((resolve) => {
          wake = resolve;
        });
      }
    }
    if (failure) throw failure.error;
  } finally {
    stopped = true;
    for (const { taken } of done) taken();
    await items.return?.();
    await Promise.all(lanes);
  }
}

interface Done<R> {
  readonly result: R;
  /** Lets the lane continue. */
  taken(): void;
}

/** An iterator that several consumers can call at a time. Calls are served one after the other. */
function inTurn<T>(iterable: AsyncIterable<T> | Iterable<T>): AsyncIterator<T, unknown> {
  return (async function* () {
    yield* iterable;
  })();
}
