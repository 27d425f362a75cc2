/** What happens to a consumer. No event holds a VIN or the content of a message. */
export type ConsumerEvent =
  | ConnectedEvent
  | SessionLostEvent
  | DisconnectedEvent
  | CertificateExpiresEvent
  | MessageProcessedEvent
  | MessageDuplicateEvent
  | HandlerRetriedEvent
  | MessageDeadLetteredEvent
  | DeduplicationFailedEvent
  | BufferFullEvent;

/** The broker accepted the connection. */
export interface ConnectedEvent {
  /** The name of the event. */
  readonly type: "connected";
  /** Whether the broker kept the session, with the messages that waited in it. */
  readonly sessionPresent: boolean;
}

/** The broker kept no session from the last connection: messages between the two are lost at the broker. */
export interface SessionLostEvent {
  /** The name of the event. */
  readonly type: "session-lost";
}

/** The connection ended, or could not be made. */
export interface DisconnectedEvent {
  /** The name of the event. */
  readonly type: "disconnected";
  /** Why the connection ended. */
  readonly error: unknown;
  /** The pause before the next attempt, in milliseconds. */
  readonly delayMs: number;
}

/** The client certificate expires in less than 30 days. Raised with each connection, and once a day. */
export interface CertificateExpiresEvent {
  /** The name of the event. */
  readonly type: "certificate-expires";
  /** When the certificate expires. */
  readonly expiresAt: Date;
}

/** A handler has returned, and the message counts as processed. */
export interface MessageProcessedEvent {
  /** The name of the event. */
  readonly type: "message-processed";
  /** The time since the message arrived, in milliseconds. */
  readonly durationMs: number;
  /** How often the handler was called. */
  readonly attempts: number;
  /** How many messages are handed over and not acknowledged. */
  readonly unacknowledged: number;
  /** How many bytes of messages wait to be handed over. */
  readonly bufferedBytes: number;
}

/** A message had been processed before. */
export interface MessageDuplicateEvent {
  /** The name of the event. */
  readonly type: "message-duplicate";
}

/** A handler failed, and will be called again. */
export interface HandlerRetriedEvent {
  /** The name of the event. */
  readonly type: "handler-retried";
  /** Which attempt failed. The first is 1. */
  readonly attempt: number;
  /** The pause before the next attempt, in milliseconds. */
  readonly delayMs: number;
  /** What the handler threw. */
  readonly error: unknown;
}

/** A message was given to the `deadLetter` callback. */
export interface MessageDeadLetteredEvent {
  /** The name of the event. */
  readonly type: "message-dead-lettered";
  /** Why the message is not processed any more. */
  readonly reason: "unreadable" | "handler-failed";
}

/** The store of processed messages failed. The message is processed without it, and may be processed twice. */
export interface DeduplicationFailedEvent {
  /** The name of the event. */
  readonly type: "deduplication-failed";
  /** What the store failed with. */
  readonly error: unknown;
}

/**
 * More arrived than `bufferBytes`. What does not fit is not read; when the buffer is processed, the consumer reconnects,
 * and the broker sends it again.
 */
export interface BufferFullEvent {
  /** The name of the event. */
  readonly type: "buffer-full";
  /** How many bytes of messages wait to be handed over. */
  readonly bufferedBytes: number;
}

/** Called for each event. Exceptions that it throws are ignored. */
export type OnConsumerEvent = (event: ConsumerEvent) => void;

export function emit(onEvent: OnConsumerEvent | undefined, event: ConsumerEvent): void {
  try {
    onEvent?.(event);
  } catch {
    // An observer must not change what it observes.
  }
}
