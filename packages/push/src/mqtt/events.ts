/** What happens to a consumer. No event holds a VIN or the content of a message. */
export type ConsumerEvent =
  /** `sessionPresent`: the broker kept the session, with the messages that waited in it. */
  | { readonly type: "connected"; readonly sessionPresent: boolean }
  /** The broker kept no session from the last connection: messages between the two are lost at the broker. */
  | { readonly type: "session-lost" }
  /** The connection ended, or could not be made. The next attempt follows after `delayMs`. */
  | { readonly type: "disconnected"; readonly error: unknown; readonly delayMs: number }
  /** The client certificate expires in less than 30 days. Raised with each connection, and once a day. */
  | { readonly type: "certificate-expires"; readonly expiresAt: Date }
  /**
   * A handler has returned, and the message counts as processed. `durationMs` counts from its arrival; `unacknowledged` are
   * the messages that were handed over and are not acknowledged yet.
   */
  | {
      readonly type: "message-processed";
      readonly durationMs: number;
      readonly attempts: number;
      readonly unacknowledged: number;
      readonly bufferedBytes: number;
    }
  /** A message had been processed before. */
  | { readonly type: "message-duplicate" }
  /** A handler failed, and is called again after `delayMs`. */
  | {
      readonly type: "handler-retried";
      readonly attempt: number;
      readonly delayMs: number;
      readonly error: unknown;
    }
  /** A message was given to the `deadLetter` callback. */
  | { readonly type: "message-dead-lettered"; readonly reason: "unreadable" | "handler-failed" }
  /** The store of processed messages failed. The message is processed without it, and may be processed twice. */
  | { readonly type: "deduplication-failed"; readonly error: unknown }
  /**
   * More arrived than `bufferBytes`. What does not fit is not read; when the buffer is processed, the consumer reconnects,
   * and the broker sends it again.
   */
  | { readonly type: "buffer-full"; readonly bufferedBytes: number };

/** Called for each event. Exceptions that it throws are ignored. */
export type OnConsumerEvent = (event: ConsumerEvent) => void;

export function emit(onEvent: OnConsumerEvent | undefined, event: ConsumerEvent): void {
  try {
    onEvent?.(event);
  } catch {
    // An observer must not change what it observes.
  }
}
