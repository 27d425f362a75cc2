import { importKey, type SignatureHash, signatureFormats, toHex } from "./signature.ts";

/** Options of {@link signWebhook}. */
export interface SignWebhookOptions {
  /** The secret of the webhook. */
  readonly secret: string;
  /** The value of `X-HM-Delivery`. Default: a random UUID. */
  readonly deliveryId?: string | undefined;
  /** Whether to sign with the deprecated SHA-1, too, as the platform still does. Default: `true`. */
  readonly sha1?: boolean | undefined;
}

/** A signed webhook. Pass both members to `Request` or `fetch`. */
export interface SignedWebhook {
  /** The bytes that are signed. */
  readonly body: Uint8Array<ArrayBuffer>;
  /** Signatures, delivery id and type of the content. */
  readonly headers: Readonly<Record<string, string>>;
}

/**
 * Signs an event as the platform does, for tests of an application.
 *
 * @param event An object, which is sent as JSON, or the bytes of a body.
 * @example new Request(url, { method: "POST", ...(await signWebhook({ event: { type: "ping" } }, { secret })) });
 */
export async function signWebhook(
  event: object | Uint8Array,
  { secret, deliveryId = crypto.randomUUID(), sha1 = true }: SignWebhookOptions,
): Promise<SignedWebhook> {
  const body =
    event instanceof Uint8Array ? new Uint8Array(event) : new TextEncoder().encode(JSON.stringify(event));
  const hashes: readonly SignatureHash[] = sha1 ? ["SHA-256", "SHA-1"] : ["SHA-256"];
  const headers: Record<string, string> = {
    "content-type": "application/json",
    "x-hm-delivery": deliveryId,
  };
  for (const hash of hashes) {
    const key = await importKey(secret, hash, "sign");
    const prefix = `${hash.replace("-", "").toLowerCase()}=`;
    headers[signatureFormats[hash].header] = prefix + toHex(await crypto.subtle.sign("HMAC", key, body));
  }
  return { body, headers };
}
