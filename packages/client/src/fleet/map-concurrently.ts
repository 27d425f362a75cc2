import { iterate, type Source } from "./source.ts";

/** @throws {TypeError} if it is not a whole number of at least 1. */
export function checkConcurrency(concurrency: number): number {
  if (!Number.isInteger(concurrency) || concurrency < 1)
    throw new TypeError(`concurrency must be a whole number of at least 1, got ${concurrency}.`);
  return concurrency;
}

/**
 * Does the same with each item, so many at a time, and yields what comes of them as it comes. Takes nothing from the source
 * that there is no room for: a slow consumer slows the source. Whoever leaves the loop waits for what is under way.
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

  /** A function of its own: when it has returned, nothing holds its item and result while the lane waits for the next. */
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
  /** Lets the lane go on. */
  taken(): void;
}

/** An iterator that several may ask at a time: one is answered after the other. */
function inTurn<T>(iterable: AsyncIterable<T> | Iterable<T>): AsyncIterator<T, unknown> {
  return (async function* () {
    yield* iterable;
  })();
}
