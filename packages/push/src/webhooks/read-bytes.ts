// Reads bodies as raw bytes, because the signature is over the bytes: they cannot be restored from a parsed body.
import { ConsumedBodyError, WebhookError } from "./webhook-error.ts";

/** @throws {WebhookError} `body-too-large`. The rest is not read. */
export async function readBytes(
  body: AsyncIterable<unknown>,
  maxBytes: number,
): Promise<Uint8Array<ArrayBuffer>> {
  const chunks: Uint8Array<ArrayBuffer>[] = [];
  let size = 0;
  for await (const chunk of body) {
    if (!(chunk instanceof Uint8Array)) throw new ConsumedBodyError("The body must be bytes, got text.");
    size += chunk.length;
    checkSize(size, maxBytes);
    chunks.push(chunk as Uint8Array<ArrayBuffer>);
  }
  return new Uint8Array(await new Blob(chunks).arrayBuffer());
}

/** @throws {WebhookError} `body-too-large` */
export function checkSize(size: number, maxBytes: number): void {
  if (size > maxBytes) throw new WebhookError("body-too-large", `The body is longer than ${maxBytes} bytes.`);
}
