import { checkKnownOptions } from "@high-mobility-ts/guards";
import { checkCount } from "../check-count.ts";
import { type PlatformEvent, readEvent } from "./platform-event.ts";
import { checkSize, readBytes } from "./read-bytes.ts";
import { importKey, type SignatureHash, signatureOf, toHex } from "./signature.ts";
import { ConsumedBodyError, WebhookError } from "./webhook-error.ts";

/** Options of {@link createWebhookVerifier}. */
export interface WebhookVerifierOptions {
  /**
   * The secret of the webhook in the console. A list accepts each of its secrets, for the time in which a secret is
   * replaced.
   */
  readonly secrets: string | readonly string[];
  /** Whether to accept the deprecated SHA-1 signature of a webhook without a SHA-256 signature. Default: `false`. */
  readonly allowSha1?: boolean | undefined;
  /** The most bytes that a body may have, from 1 to 100,000,000. Default: `1_000_000`. */
  readonly maxBodyBytes?: number | undefined;
}

/** A webhook from a framework: the bytes of its body, and its headers. */
export interface ReceivedWebhook {
  /** The body as received. A parsed body cannot be verified. */
  readonly body: Uint8Array | ArrayBuffer;
  /** The headers, with names in any case. */
  readonly headers: Headers | Readonly<Record<string, string | readonly string[] | undefined>>;
}

/** A webhook with a valid signature. */
export interface VerifiedWebhook {
  /** The event of the webhook. */
  readonly event: PlatformEvent;
  /** The value of `X-HM-Delivery`, which is not signed. */
  readonly deliveryId: string | undefined;
  /** SHA-256 of the body, in hex. A replay with another delivery id has the same digest. */
  readonly bodyDigest: () => Promise<string>;
}

/** Verifies webhooks. */
export interface WebhookVerifier {
  /**
   * Verifies the signature over the raw body, in constant time, and reads the event.
   *
   * @throws {WebhookError} if the webhook must not be processed; `code` says why.
   * @throws {TypeError} if the body was
   * parsed or read before.
   */
  verify(webhook: Request | ReceivedWebhook): Promise<VerifiedWebhook>;
}

export const defaultMaxBodyBytes = 1_000_000;

/** The names of a verifier's options, for functions with additional options. */
export const verifierOptions: Readonly<Record<keyof WebhookVerifierOptions, 0>> = {
  secrets: 0,
  allowSha1: 0,
  maxBodyBytes: 0,
};

/**
 * Returns a verifier. Secrets are imported once.
 *
 * @throws {TypeError} if an option is unknown, missing or out of bounds.
 * @example const { event } = await createWebhookVerifier({ secrets }).verify(request);
 */
export function createWebhookVerifier(options: WebhookVerifierOptions): WebhookVerifier {
  checkKnownOptions("createWebhookVerifier()", options, verifierOptions);
  return verifierWith(options);
}

/** Returns a verifier for options whose names were checked. */
export function verifierWith(options: WebhookVerifierOptions): WebhookVerifier {
  const { allowSha1 = false, maxBodyBytes = defaultMaxBodyBytes } = options;
  const secrets = checkedSecrets(options.secrets);
  checkCount("maxBodyBytes", maxBodyBytes, 100_000_000);
  const imported: { [Hash in SignatureHash]?: Promise<readonly CryptoKey[]> } = {};

  return {
    async verify(webhook) {
      // Read before the body: a webhook with invalid headers is rejected without reading it.
      const header = headerOf(webhook.headers);
      const { hash, bytes: signature } = signatureOf(header, allowSha1);
      const body = await bodyOf(webhook, maxBodyBytes);
      imported[hash] ??= Promise.all(secrets.map((secret) => importKey(secret, hash, "verify")));
      const keys = await imported[hash];
      const verify = (key: CryptoKey) => crypto.subtle.verify("HMAC", key, signature, body);
      if (!(await Promise.all(keys.map(verify))).includes(true))
        throw new WebhookError("signature-mismatch", "No secret matches the signature of this body.");
      return {
        event: readEvent(body),
        deliveryId: header("x-hm-delivery") ?? undefined,
        bodyDigest: () => crypto.subtle.digest("SHA-256", body).then(toHex),
      };
    },
  };
}

function isNonEmptyText(value: unknown): value is string {
  return typeof value === "string" && value !== "";
}

function checkedSecrets(secrets: unknown): readonly string[] {
  const list: readonly unknown[] = [secrets].flat();
  if (list.length > 0 && list.every(isNonEmptyText)) return list;
  throw new TypeError("`secrets` must be non-empty texts.");
}

/** Reads headers of the Fetch API and of Node. Node joins repeated headers, so a repeated signature is malformed. */
function headerOf(headers: ReceivedWebhook["headers"]): (name: string) => string | null {
  if (headers instanceof Headers) return (name) => headers.get(name);
  return (name) => {
    const value =
      headers[name] ?? headers[Object.keys(headers).find((key) => key.toLowerCase() === name) ?? name];
    return value?.toString() ?? null;
  };
}

async function bodyOf(
  webhook: Request | ReceivedWebhook,
  maxBytes: number,
): Promise<Uint8Array<ArrayBuffer>> {
  const { body } = webhook;
  if (webhook instanceof Request && webhook.bodyUsed)
    throw new ConsumedBodyError("The body was read before; verify it first.");
  if (body === null) return new Uint8Array();
  if (body instanceof ReadableStream) return readBytes(body, maxBytes);
  if (!(body instanceof Uint8Array || body instanceof ArrayBuffer))
    throw new ConsumedBodyError(
      `\`body\` must be the bytes as received, not parsed: got ${typeof body}. Turn the parser off.`,
    );
  checkSize(body.byteLength, maxBytes);
  // A copy, so that the verified bytes are the ones that are parsed.
  return new Uint8Array(body);
}
