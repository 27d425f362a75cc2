/** One message as the broker sent it. */
export interface Delivery {
  readonly topic: string;
  readonly payload: Uint8Array;
  /** The broker kept it for new subscribers: it may be old. */
  readonly retained: boolean;
  readonly receivedAt: Date;
  /** Tells the broker that it need not send the message again. */
  acknowledge(): void;
}

export interface DeliveryWindowOptions {
  /** The most deliveries that are handed over and not acknowledged. */
  readonly size: number;
  /** The most bytes that wait to be handed over. */
  readonly bufferBytes: number;
  /** Processes a delivery. When the promise is fulfilled, the delivery may be acknowledged; if it is rejected, never. */
  process(delivery: Delivery, turn: Turn): Promise<void>;
  /** Called once if the buffer is full; `drained` follows when everything in it is acknowledged. */
  overflowed(): void;
  drained(): void;
}

/** The place of a delivery among the others that are handed over. */
export interface Turn {
  /** Says that the processing begins. Until then the delivery may wait for others. */
  begin(): void;
  /** Returns whether a later delivery has begun, which can be acknowledged only when this one is processed. */
  isWaitedFor(): boolean;
}

interface WindowEntry {
  readonly delivery: Delivery;
  begun: boolean;
  processed: boolean;
  failed: boolean;
}

/**
 * The deliveries of one connection, from arrival to acknowledgement: a limited number is handed over, in the order of
 * arrival; the others wait. Acknowledgements leave in the order of arrival too, as MQTT asks for (3.1.1 section 4.6): one
 * leaves when its own delivery and all earlier ones are processed.
 */
export class DeliveryWindow {
  readonly #options: DeliveryWindowOptions;
  /** Handed over and not acknowledged, oldest first. */
  readonly #open: WindowEntry[] = [];
  #waiting: Delivery[] = [];
  /** Where the first of the waiting is: to shift a long array would move all of it. */
  #firstWaiting = 0;
  #waitingBytes = 0;
  #processing = 0;
  #closed = false;
  #full = false;
  #idle: (() => void)[] = [];

  constructor(options: DeliveryWindowOptions) {
    this.#options = options;
  }

  /** How many deliveries are handed over and not acknowledged. */
  get unacknowledged(): number {
    return this.#open.length;
  }

  get bufferedBytes(): number {
    return this.#waitingBytes;
  }

  add(delivery: Delivery): void {
    // What follows the first that did not fit must not overtake it.
    if (this.#closed || this.#full) return;
    if (this.#open.length < this.#options.size && this.#waitingCount === 0) {
      this.#start(delivery);
      return;
    }
    if (this.#waitingBytes + delivery.payload.length > this.#options.bufferBytes) {
      this.#full = true;
      this.#options.overflowed();
      return;
    }
    this.#waiting.push(delivery);
    this.#waitingBytes += delivery.payload.length;
  }

  /** Hands nothing over from now on: what waits is forgotten, and stays at the broker. */
  close(): void {
    this.#closed = true;
    this.#waiting = [];
    this.#firstWaiting = 0;
    this.#waitingBytes = 0;
  }

  /** Acknowledges nothing any more: the connection is gone. */
  abandon(): void {
    this.close();
    this.#open.length = 0;
  }

  /** Resolves when nothing is being processed. */
  whenIdle(): Promise<void> {
    return this.#processing === 0 ? Promise.resolve() : new Promise((resolve) => this.#idle.push(resolve));
  }

  get #waitingCount(): number {
    return this.#waiting.length - this.#firstWaiting;
  }

  #start(delivery: Delivery): void {
    const entry: WindowEntry = { delivery, begun: false, processed: false, failed: false };
    this.#open.push(entry);
    this.#processing++;
    const turn: Turn = {
      begin: () => {
        entry.begun = true;
      },
      isWaitedFor: () => this.#isWaitedFor(entry),
    };
    this.#options.process(delivery, turn).then(
      () => this.#finish(entry, true),
      () => this.#finish(entry, false),
    );
  }

  #isWaitedFor(entry: WindowEntry): boolean {
    const place = this.#open.indexOf(entry);
    // Behind a delivery that failed, nothing is acknowledged any more.
    if (place === -1 || this.#open.slice(0, place).some(({ failed }) => failed)) return false;
    return this.#open.slice(place).some(({ begun }) => begun);
  }

  #finish(entry: WindowEntry, processed: boolean): void {
    entry.processed = processed;
    entry.failed = !processed;
    this.#processing--;
    if (processed) this.#acknowledge();
    if (this.#processing > 0) return;
    for (const resolve of this.#idle.splice(0)) resolve();
  }

  #acknowledge(): void {
    let count = 0;
    while (this.#open[count]?.processed) this.#open[count++]?.delivery.acknowledge();
    if (count === 0) return;
    this.#open.splice(0, count);
    this.#handOver();
    if (this.#full && this.#open.length === 0) this.#options.drained();
  }

  #handOver(): void {
    while (this.#open.length < this.#options.size && this.#waitingCount > 0) {
      const delivery = this.#waiting[this.#firstWaiting++];
      if (!delivery) return;
      this.#waitingBytes -= delivery.payload.length;
      this.#start(delivery);
    }
    if (this.#firstWaiting < 1_024 && this.#waitingCount > 0) return;
    this.#waiting = this.#waiting.slice(this.#firstWaiting);
    this.#firstWaiting = 0;
  }
}
