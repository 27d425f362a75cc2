// What the processes of a soak tell each other.

/** The task of a worker. */
export interface WorkerTask {
  readonly baseUrl: string;
  readonly redisPort: number;
  /** Calls a second. */
  readonly rate: number;
  /** The consumer of MQTT messages runs in one of the workers. */
  readonly consumer?: { readonly url: string; readonly messages: number };
}

export type ToWorker =
  /** From now on, or no longer, calls may fail because a server is down on purpose. */
  { readonly type: "trouble"; readonly isOn: boolean } | { readonly type: "stop" };

/** What one worker saw and did, from its start to its end. */
export interface WorkerReport {
  readonly started: number;
  /** Ended calls by outcome: `ok`, or the code of the error. */
  readonly outcomes: Readonly<Record<string, number>>;
  /** The first failures that no fault explains, as text. */
  readonly unexplained: readonly string[];
  readonly unexplainedCount: number;
  readonly tokenRequests: number;
  readonly tokensFromStore: number;
  readonly retries: number;
  readonly replays: number;
  readonly warnings: readonly string[];
  readonly rejections: readonly string[];
  readonly memory: readonly MemorySample[];
  readonly consumer?: ConsumerReport;
}

export interface ConsumerReport {
  /** Messages that were handled, each counted once. */
  readonly distinct: number;
  /** Deliveries whose message had been handled before. */
  readonly repeated: number;
}

export interface MemorySample {
  /** Seconds since the worker started. */
  readonly second: number;
  /** After a garbage collection. */
  readonly heapMb: number;
  readonly rssMb: number;
}
