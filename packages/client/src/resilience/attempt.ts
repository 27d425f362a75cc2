/**
 * One try of a call: its signal aborts with the caller's, or when its time is up. `end` must be called when the try is
 * over. An object rather than closures, and no `AbortSignal.any` or `AbortSignal.timeout`: each of those costs as much
 * as half a call without them (docs/decisions/0050).
 */
export class Try {
  /** Undefined where nothing can end the try: `fetch` works less without one (docs/decisions/0050). */
  readonly signal: AbortSignal | undefined;
  /** Infinity for a try without an end. */
  readonly timeoutMs: number;
  /** Whether its time was up. */
  expired = false;
  /** Whether the request was handed to `fetch`: what goes wrong before is not the network. */
  sent = false;
  /** Where it waits for its timer; -1 when it does not. */
  place = -1;
  timer: ReturnType<typeof setTimeout> | undefined;
  readonly #controller: AbortController | undefined;
  readonly #caller: AbortSignal | null | undefined;
  readonly #timers: TryTimers;

  constructor(timers: TryTimers, timeoutMs: number, caller: AbortSignal | null | undefined) {
    const timed = timeoutMs <= MAX_TIMER_MS;
    if (timed || caller) this.#controller = new AbortController();
    this.signal = this.#controller?.signal;
    this.timeoutMs = timeoutMs;
    this.#caller = caller;
    this.#timers = timers;
    if (caller?.aborted) this.handleEvent();
    else caller?.addEventListener("abort", this, { once: true });
    if (timed) timers.add(this);
  }

  /** The caller's signal has aborted. */
  handleEvent(): void {
    this.#controller?.abort(this.#caller?.reason);
  }

  expire(): void {
    this.expired = true;
    this.#controller?.abort();
  }

  end(): void {
    this.endTimer();
    this.#caller?.removeEventListener("abort", this);
  }

  /** From here on only the caller ends it: a body that is read bit by bit takes the time it takes. */
  endTimer(): void {
    if (this.timer !== undefined) clearTimeout(this.timer);
    else if (this.place >= 0) this.#timers.remove(this);
  }
}

/** Timers count in 32 bits: beyond, they would fire at once. */
const MAX_TIMER_MS = 2_147_483_647;

/**
 * Gives each try its timer, but not before the event loop turns: to set and clear one costs more than the rest of a try,
 * and an answer from a cache or a test's stub is there before that. A timer starts up to a turn late, never early.
 */
export class TryTimers {
  #waiting: Try[] = [];
  #scheduled = false;

  add(added: Try): void {
    added.place = this.#waiting.push(added) - 1;
    if (this.#scheduled) return;
    this.#scheduled = true;
    setTimeout(start, 0, this);
  }

  remove(removed: Try): void {
    const last = this.#waiting.pop();
    if (last && last !== removed) {
      this.#waiting[removed.place] = last;
      last.place = removed.place;
    }
    removed.place = -1;
  }

  start(): void {
    const starting = this.#waiting;
    this.#waiting = [];
    this.#scheduled = false;
    for (const one of starting) {
      one.place = -1;
      one.timer = setTimeout(expire, one.timeoutMs, one);
    }
  }
}

function start(timers: TryTimers): void {
  timers.start();
}

function expire(expired: Try): void {
  expired.expire();
}
