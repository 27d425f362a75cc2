/** News of a vehicle: its VIN, or what has it, such as the body of a webhook's event; one without a vehicle says nothing. */
export type VinHint =
  | string
  | { readonly vin: string }
  | { readonly vehicle?: { readonly vin: string } | undefined };

/** Hints that have not been looked at yet. */
export interface Hints {
  /** Resolves when there is one, and forgets it. */
  next(): Promise<void>;
  stop(): void;
}

/** Listens in the background. A feed that ends or breaks gives no more hints, and that is all. */
export function listenForHints(
  events: AsyncIterable<VinHint> | undefined,
  isWanted: (vin: string) => boolean,
): Hints {
  let arrived = false;
  let wake: () => void = () => undefined;
  const iterator = events?.[Symbol.asyncIterator]();

  async function listen(feed: AsyncIterator<VinHint>): Promise<void> {
    for (let read = await feed.next(); !read.done; read = await feed.next()) {
      const vin = vinIn(read.value);
      if (vin === undefined || !isWanted(vin)) continue;
      arrived = true;
      wake();
    }
  }

  if (iterator) listen(iterator).catch(() => undefined);
  return {
    next: () =>
      new Promise((resolve) => {
        wake = () => {
          arrived = false;
          resolve();
        };
        if (arrived) wake();
      }),
    stop: () => {
      // Not awaited: a generator that waits for its next event answers only then.
      iterator?.return?.()?.catch(() => undefined);
    },
  };
}

function vinIn(hint: VinHint): string | undefined {
  if (typeof hint === "string") return hint;
  return "vin" in hint ? hint.vin : hint.vehicle?.vin;
}
