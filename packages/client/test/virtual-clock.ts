import type { Clock } from "@high-mobility-ts/auth";

interface Sleeper {
  readonly at: number;
  wake(): void;
}

/** A clock for many who sleep at a time: when everybody waits, it jumps to the moment at which the first one wakes. */
export function virtualClock(): Required<Clock> {
  let now = Date.parse("2026-01-01T00:00:00Z");
  let sleepers: Sleeper[] = [];
  let scheduled = false;

  function jump(): void {
    scheduled = false;
    now = Math.max(now, Math.min(...sleepers.map(({ at }) => at)));
    const due = sleepers.filter(({ at }) => at <= now);
    sleepers = sleepers.filter(({ at }) => at > now);
    for (const { wake } of due) wake();
    schedule();
  }

  function schedule(): void {
    if (scheduled || sleepers.length === 0) return;
    scheduled = true;
    // Two turns of the event loop: whoever has something to do does it first.
    setTimeout(() => setTimeout(jump));
  }

  return {
    now: () => now,
    sleep: (ms) =>
      new Promise((wake) => {
        sleepers.push({ at: now + ms, wake });
        schedule();
      }),
  };
}
