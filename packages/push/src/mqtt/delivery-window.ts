/** One message as the broker sent it. */
export interface Delivery {
  readonly topic: string;
  readonly payload: Uint8Array;
  /** Whether the broker kept the message for new subscribers (retained), so that it may be old. */
  readonly retained: boolean;
  readonly receivedAt: Date;
  /** Acknowledges the message, so that the broker does not send it again. */
  acknowledge(): void;
}

export interface DeliveryWindowOptions {
  /** The most deliveries that are being processed and not acknowledged. */
  readonly size: number;
  /** The most bytes that wait to be processed. */
  readonly bufferBytes: number;
  /**
   * Processes a delivery. If the promise is fulfilled, the delivery may be acknowledged; if it is rejected, it must not
   * be.
   */
  process(delivery: Delivery, turn: Turn): Promise<void>;
  /**
   * Is called once if the buffer is full. `drained` is called when all buffered deliveries are acknowledged.
   */
  overflowed(): void;
  drained(): void;
}

/** The place of a delivery among the deliveries that are being processed. */
export interface Turn {
  /** Marks that processing begins. Before that, the delivery may wait for others. */
  begin(): void;
  /** Returns whether processing of a later delivery has begun, which can be acknowledged only after this one. */
  isWaitedFor(): boolean;
}

interface WindowEntry {
  readonly delivery: Delivery;
  begun: boolean;
  processed: boolean;
  failed: boolean;
}

/**
 * The deliveries of one connection, from arrival to acknowledgement. A limited number is processed at a time, in order
 * of arrival; the others wait. Acknowledgements are sent in order of arrival, too, as MQTT requires (3.1.1 section
 * 4.6): an acknowledgement is sent when its delivery and all earlier ones are processed.
 */
export class DeliveryWindow {
  readonly #options: DeliveryWindowOptions;
  /** Deliveries that are being processed and not acknowledged, oldest first. */
  readonly #open: WindowEntry[] = [];
  #waiting: Delivery[] = [];
  /** Index of the first waiting delivery. `shift` would move the whole array. */
  #firstWaiting = 0;
  #waitingBytes = 0;
  #processing = 0;
  #closed = false;
  #full = false;
  #idle: (() => void)[] = [];

  constructor(options: DeliveryWindowOptions) {
    this.#options = options;
  }

  /** The number of deliveries that are being processed and not acknowledged. */
  get unacknowledged(): number {
    return this.#open.length;
  }

  get bufferedBytes(): number {
    return this.#waitingBytes;
  }

  add(delivery: Delivery): void {
    // Deliveries after the first one that did not fit must not overtake it.
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

  /** Stops the processing of further deliveries. Waiting deliveries are dropped and stay at the broker. */
  close(): void {
    this.#closed = true;
    this.#waiting = [];
    this.#firstWaiting = 0;
    this.#waitingBytes = 0;
  }

  /** Stops acknowledgements, because the connection has ended. */
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
    // After a failed delivery, no later delivery is acknowledged.
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
