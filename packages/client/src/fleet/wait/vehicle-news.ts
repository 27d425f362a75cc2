/**
 * A report that something happened to a vehicle: its VIN, or an object with its VIN, such as an event of
 * `@high-mobility-ts/push/webhooks` or the body of a webhook. News without a VIN is skipped.
 */
export type VehicleNews =
  | string
  | {
      /** The VIN. */
      readonly vin?: string | undefined;
      /** The vehicle of the news. */
      readonly vehicle?:
        | {
            /** The VIN. */
            readonly vin: string;
          }
        | undefined;
    };

/** News that has not been read yet. */
export interface NewsFeed {
  /** Resolves as soon as there is news, and clears it. */
  next(): Promise<void>;
  stop(): void;
}

/** Listens in the background. If the events end or fail, there is no more news; this is not an error. */
export function listenForNews(
  events: AsyncIterable<VehicleNews> | undefined,
  isWanted: (vin: string) => boolean,
): NewsFeed {
  let arrived = false;
  let wake: () => void = () => undefined;
  const iterator = events?.[Symbol.asyncIterator]();

  async function listen(feed: AsyncIterator<VehicleNews>): Promise<void> {
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
      // Not awaited: `return()` of a generator settles only after its next event.
      iterator?.return?.()?.catch(() => undefined);
    },
  };
}

function vinIn(news: VehicleNews): string | undefined {
  if (typeof news === "string") return news;
  return news.vin ?? news.vehicle?.vin;
}
