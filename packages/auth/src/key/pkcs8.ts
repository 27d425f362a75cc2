import type { PemBlock } from "./pem.ts";

/**
 * Returns the PKCS#8 of a PEM, the one form that WebCrypto imports.
 *
 * @throws {TypeError} if it is not an EC P-256 key; shows nothing of it.
 */
export function pkcs8Of({ label, base64 }: PemBlock): BufferSource {
  const problem = (got: string) =>
    new TypeError(`privateKey.pem must be an EC P-256 private key (PKCS#8 or SEC1 PEM), got ${got}.`);
  const der = decodeBase64(base64);
  if (!der) throw problem("a damaged one that is not base64");
  // In SEC1 the label says which algorithm it is.
  if (label === "PRIVATE KEY" && !holds(der, ecPublicKey)) throw problem("a key of another algorithm");
  if (!holds(der, prime256v1)) throw problem("a key of another curve");
  return label === "PRIVATE KEY" ? der : wrapSec1(der);
}

function decodeBase64(text: string): Uint8Array<ArrayBuffer> | undefined {
  try {
    return Uint8Array.from(atob(text.replace(/\s/g, "")), (character) => character.charCodeAt(0));
  } catch {
    return undefined;
  }
}

// DER of the object identifiers 1.2.840.10045.2.1 and 1.2.840.10045.3.1.7 (RFC 5480 section 2.1.1).
const ecPublicKey = [0x06, 0x07, 0x2a, 0x86, 0x48, 0xce, 0x3d, 0x02, 0x01];
const prime256v1 = [0x06, 0x08, 0x2a, 0x86, 0x48, 0xce, 0x3d, 0x03, 0x01, 0x07];

function holds(haystack: Uint8Array, needle: readonly number[]): boolean {
  return haystack.some((_, at) => needle.every((byte, index) => haystack[at + index] === byte));
}

/** Puts the ECPrivateKey of RFC 5915 into the PrivateKeyInfo of RFC 5208. */
function wrapSec1(sec1: Uint8Array): Uint8Array<ArrayBuffer> {
  const version = [0x02, 0x01, 0x00];
  const algorithm = derOf(0x30, [...ecPublicKey, ...prime256v1]);
  return new Uint8Array(derOf(0x30, [...version, ...algorithm, ...derOf(0x04, [...sec1])]));
}

function derOf(tag: number, content: readonly number[]): readonly number[] {
  const { length } = content;
  const size =
    length < 0x80 ? [length] : length < 0x100 ? [0x81, length] : [0x82, length >> 8, length & 0xff];
  return [tag, ...size, ...content];
}
