/**
 * Why a webhook was rejected.
 *
 * - `signature-missing`: it has no signature in a header that is accepted. Check the webhook in the console.
 * - `signature-malformed`: the header is not `sha256=` and 64 hex digits. Check whether a proxy changes headers.
 * - `signature-mismatch`: no secret made this signature over this body. Check `secrets`, and that no body parser ran.
 * - `body-too-large`: the body is longer than `maxBodyBytes`. Increase it if you expect such bodies.
 * - `body-unreadable`: the body is signed, but it is not a JSON object. Report it to the platform.
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
