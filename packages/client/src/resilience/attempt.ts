import { maxTimerMs } from "@high-mobility-ts/guards";
import { SharedSignals } from "./shared-signals.ts";

/**
 * One attempt of a call, or the whole call. Its signal aborts with the signal of its parent, or when its time is over.
 * `end` must be called at its end. It is an object rather than closures, without `AbortSignal.any` and
 * `AbortSignal.timeout`: each of those would take half as long as a call (docs/decisions/0050).
 */
export class Attempt {
  /** Undefined if nothing can end the attempt: `fetch` is faster without a signal (docs/decisions/0050). */
  readonly signal: AbortSignal | undefined;
  /** Infinity for an attempt without a time limit. */
  readonly timeoutMs: number;
  /** Whether the attempt ended because its time was over. */
  expired = false;
  /** The error of `fetch` or of reading the body. All other errors are not errors of the network. */
  fetchError: unknown;
  /** Its index in the list of attempts that wait for their timer; -1 if it does not wait. */
  place = -1;
  timer: ReturnType<typeof setTimeout> | undefined;
  readonly #controller: AbortController | undefined;
  readonly #attempts: Attempts;
  readonly #parent: Attempt | AbortSignal | undefined;
  /** The attempt of this call that is under way. A reference is faster than a listener. */
  #child: Attempt | undefined;

  constructor(attempts: Attempts, timeoutMs: number, parent?: Attempt | AbortSignal | null) {
    const timed = timeoutMs <= maxTimerMs;
    if (timed || parent) this.#controller = new AbortController();
    this.signal = this.#controller?.signal;
    this.timeoutMs = timeoutMs;
    this.#attempts = attempts;
    this.#parent = parent ?? undefined;
    if (parent instanceof Attempt) {
      parent.#child = this;
      if (parent.signal?.aborted) this.abort(parent.signal.reason);
    } else if (parent) attempts.signals.follow(parent, this);
    if (timed) attempts.add(this);
  }

  abort(reason?: unknown): void {
    this.#controller?.abort(reason);
    this.#child?.abort(this.signal?.reason);
  }

  expire(): void {
    this.expired = true;
    this.abort();
  }

  end(): void {
    this.endTimer();
    if (this.#parent instanceof Attempt) this.#parent.#child = undefined;
    else if (this.#parent) this.#attempts.signals.leave(this.#parent, this);
  }

  /** From here on, only the caller can end it: reading a stream has no time limit. */
  endTimer(): void {
    if (this.timer !== undefined) clearTimeout(this.timer);
    else if (this.place >= 0) this.#attempts.remove(this);
  }
}

/**
 * State that the attempts of a client share. Starts the timer of each attempt in the next turn of the event loop:
 * setting and clearing a timer takes longer than the rest of an attempt, and a response from a cache or a stub arrives
 * before that. A timer starts up to a turn late, never early.
 */
export class Attempts {
  readonly signals: SharedSignals = new SharedSignals();
  #waiting: Attempt[] = [];
  #scheduled = false;

  add(added: Attempt): void {
    added.place = this.#waiting.push(added) - 1;
    if (this.#scheduled) return;
    this.#scheduled = true;
    setTimeout(start, 0, this);
  }

  remove(removed: Attempt): void {
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

function start(attempts: Attempts): void {
  attempts.start();
}

function expire(expired: Attempt): void {
  expired.expire();
}
