import type { Clock } from "@high-mobility-ts/auth";

/** A clock on which only waits take time: if nothing else is running, it jumps to the end of the next wait. */
export interface VirtualClock extends Clock {
  sleep(ms: number): Promise<void>;
  /** Runs work that is not a wait, such as a request: the clock stands still until it ends. */
  during<T>(work: () => Promise<T>): Promise<T>;
}

interface Sleeper {
  readonly at: number;
  wake(): void;
}

export function virtualClock(startsAt = "2026-01-01T00:00:00Z"): VirtualClock {
  let now = Date.parse(startsAt);
  let underWay = 0;
  let isTicking = false;
  const sleepers: Sleeper[] = [];

  function tick(): void {
    if (isTicking) return;
    isTicking = true;
    // After a few turns, everything that the last step has woken waits again or is running.
    afterTurns(3, () => {
      isTicking = false;
      if (sleepers.length === 0) return;
      if (underWay === 0) wakeNext();
      tick();
    });
  }

  function wakeNext(): void {
    const at = Math.min(...sleepers.map((sleeper) => sleeper.at));
    now = Math.max(now, at);
    for (const sleeper of sleepers.filter((one) => one.at === at)) {
      sleepers.splice(sleepers.indexOf(sleeper), 1);
      sleeper.wake();
    }
  }

  return {
    now: () => now,
    sleep: (ms) =>
      new Promise((wake) => {
        sleepers.push({ at: now + ms, wake });
        tick();
      }),
    async during(work) {
      underWay++;
      try {
        return await work();
      } finally {
        underWay--;
      }
    },
  };
}

function afterTurns(turns: number, act: () => void): void {
  setImmediate(turns > 1 ? () => afterTurns(turns - 1, act) : act);
}
