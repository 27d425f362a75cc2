/**
 * Why a consumer ended.
 *
 * - `certificate`: the client certificate is expired, unreadable or not accepted
 * - `connection-refused`: the broker rejected the connection, and would reject it again
 * - `unreachable`: the first connection did not succeed in time
 * - `session-taken-over`: another connection used the same client id
 * - `subscription-rejected`: the broker does not allow this client to read the topic
 * - `handler-failed`: a handler failed at every attempt, and `whenHandlerFails` is `stop`
 * - `unreadable-message`: a message could not be read, and there is no `deadLetter`
 * - `dead-letter-failed`: the `deadLetter` callback failed
 */
export type ConsumerErrorCode =
  | "certificate"
  | "connection-refused"
  | "unreachable"
  | "session-taken-over"
  | "subscription-rejected"
  | "handler-failed"
  | "unreadable-message"
  | "dead-letter-failed";

/** A consumer ended because of an error. Its session at the broker is kept: no message is lost. */
export class ConsumerError extends Error {
  /** Why the consumer ended. */
  readonly code: ConsumerErrorCode;

  constructor(code: ConsumerErrorCode, message: string, options?: ErrorOptions) {
    super(message, options);
    this.name = "ConsumerError";
    this.code = code;
  }
}
