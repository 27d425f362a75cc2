// The signature over the raw body: `X-HM-Signature-256: sha256=<hex>`, and the deprecated `X-HM-Signature: sha1=<hex>`.
import { WebhookError } from "./webhook-error.ts";

export type SignatureHash = "SHA-256" | "SHA-1";

interface SignatureFormat {
  readonly header: string;
  /** Matches the whole header; its group is the signature. */
  readonly pattern: RegExp;
}

/** The header and the format of a signature for each hash. */
export const signatureFormats: Readonly<Record<SignatureHash, SignatureFormat>> = {
  "SHA-256": { header: "x-hm-signature-256", pattern: /^sha256=([\da-f]{64})$/i },
  "SHA-1": { header: "x-hm-signature", pattern: /^sha1=([\da-f]{40})$/i },
};

export function importKey(secret: string, hash: SignatureHash, use: "sign" | "verify"): Promise<CryptoKey> {
  const bytes = new TextEncoder().encode(secret);
  return crypto.subtle.importKey("raw", bytes, { name: "HMAC", hash }, false, [use]);
}

/**
 * Returns the value of a hexadecimal digit. The last four bits of its character code are the value for 0 to
 * 9, and 1 to 6 for a to f and A to F.
 */
function digitAt(hex: string, at: number): number {
  const code = hex.charCodeAt(at);
  return (code & 15) + (code > 57 ? 9 : 0);
}

export interface ReceivedSignature {
  readonly hash: SignatureHash;
  readonly bytes: Uint8Array<ArrayBuffer>;
}

/**
 * Reads the signature of a delivery. A SHA-256 header takes precedence: if it is malformed, a SHA-1 header is not used.
 *
 * @throws {WebhookError} `signature-missing`, `signature-malformed`
 */
export function signatureOf(header: (name: string) => string | null, allowSha1: boolean): ReceivedSignature {
  const preferred = header(signatureFormats["SHA-256"].header);
  const hash = preferred === null && allowSha1 ? "SHA-1" : "SHA-256";
  const { header: name, pattern } = signatureFormats[hash];
  const value = preferred ?? header(name);
  if (value === null) throw new WebhookError("signature-missing", `The header ${name} is missing.`);
  const [, hex] = pattern.exec(value) ?? [];
  if (!hex) throw new WebhookError("signature-malformed", `The header ${name} must match ${pattern}.`);
  const bytes = new Uint8Array(hex.length / 2);
  for (let at = 0; at < bytes.length; at++) bytes[at] = digitAt(hex, at * 2) * 16 + digitAt(hex, at * 2 + 1);
  return { hash, bytes };
}

export function toHex(bytes: ArrayBuffer): string {
  return Array.from(new Uint8Array(bytes), (byte) => byte.toString(16).padStart(2, "0")).join("");
}
