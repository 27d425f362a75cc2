/** Runs tasks: tasks with the same key in order of arrival, tasks with different keys at the same time. */
export interface Lanes {
  run(key: string, task: () => Promise<void>): Promise<void>;
}

/** @param limit The most tasks that run at the same time. */
export function vehicleLanes(limit: number): Lanes {
  /** The end of each lane that is in use. */
  const ends = new Map<string, Promise<void>>();
  const waiting: (() => void)[] = [];
  let running = 0;

  async function runWithinLimit(task: () => Promise<void>): Promise<void> {
    if (running < limit) running++;
    else await new Promise<void>((resolve) => waiting.push(resolve));
    try {
      await task();
    } finally {
      // The next task takes over the place, so the number of running tasks does not change.
      const next = waiting.shift();
      if (next) next();
      else running--;
    }
  }

  return {
    run(key, task) {
      const before = ends.get(key);
      const result = before ? before.then(() => runWithinLimit(task)) : runWithinLimit(task);
      const end: Promise<void> = result
        .catch(() => undefined)
        .then(() => {
          if (ends.get(key) === end) ends.delete(key);
        });
      ends.set(key, end);
      return result;
    },
  };
}
