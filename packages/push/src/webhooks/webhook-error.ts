/**
 * Why a webhook was rejected.
 *
 * - `signature-missing`: it has no signature in a header that is accepted
 * - `signature-malformed`: the header is not `sha256=` and 64 hex digits
 * - `signature-mismatch`: no secret made this signature over this body
 * - `body-too-large`: the body is longer than `maxBodyBytes`
 * - `body-unreadable`: the body is signed, but it is not a JSON object
 */
export type WebhookErrorCode =
  | "signature-missing"
  | "signature-malformed"
  | "signature-mismatch"
  | "body-too-large"
  | "body-unreadable";

/** A mistake in the application's code: its framework read the body before. It is thrown, without a response. */
export class ConsumedBodyError extends TypeError {}

/** A webhook that must not be processed. Its message shows neither secret nor signature. */
export class WebhookError extends Error {
  override readonly name: string = "WebhookError";
  /** Why the webhook was rejected. */
  readonly code: WebhookErrorCode;

  constructor(code: WebhookErrorCode, message: string) {
    super(message);
    this.code = code;
  }
}
