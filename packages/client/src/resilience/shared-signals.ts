/** An object that is aborted with a signal. */
export interface Follower {
  abort(reason: unknown): void;
}

/**
 * Listens to each signal once, for all calls that share it. With one listener per call, Node would warn of a leak at
 * more than ten calls.
 */
export class SharedSignals {
  readonly #groups = new WeakMap<AbortSignal, Group>();

  /** Aborts the follower when the signal aborts, or at once if the signal has already aborted. */
  follow(signal: AbortSignal, follower: Follower): void {
    if (signal.aborted) {
      follower.abort(signal.reason);
      return;
    }
    let group = this.#groups.get(signal);
    if (!group) {
      group = new Group(signal);
      this.#groups.set(signal, group);
    }
    group.add(follower);
  }

  leave(signal: AbortSignal, follower: Follower): void {
    this.#groups.get(signal)?.remove(follower);
  }
}

class Group {
  readonly #signal: AbortSignal;
  readonly #followers = new Set<Follower>();
  readonly #onAbort = (): void => {
    for (const follower of this.#followers) follower.abort(this.#signal.reason);
    this.#followers.clear();
  };

  constructor(signal: AbortSignal) {
    this.#signal = signal;
  }

  add(follower: Follower): void {
    if (this.#followers.size === 0) this.#signal.addEventListener("abort", this.#onAbort, { once: true });
    this.#followers.add(follower);
  }

  remove(follower: Follower): void {
    if (this.#followers.delete(follower) && this.#followers.size === 0)
      this.#signal.removeEventListener("abort", this.#onAbort);
  }
}
