import type { PemBlock } from "./pem.ts";

/**
 * Returns a PEM as PKCS#8, the only form that WebCrypto imports.
 *
 * @throws {TypeError} if it is not an EC P-256 key. It shows no part of the key.
 */
export function pkcs8Of({ label, base64 }: PemBlock): BufferSource {
  const problem = (got: string) =>
    new TypeError(`privateKey.pem must be an EC P-256 private key (PKCS#8 or SEC1 PEM), got ${got}.`);
  const der = decodeBase64(base64);
  if (!der) throw problem("a damaged one that is not base64. Download it again");
  const outer = elementAt(der, 0);
  if (outer?.tag !== sequence || outer.end !== der.length)
    throw problem("a damaged one: its bytes are truncated or changed. Download it again");
  // In SEC1, the label names the algorithm.
  if (label === "EC PRIVATE KEY") {
    if (!holds(der, prime256v1)) throw problem("a key of another curve");
    return wrapSec1(der);
  }
  const [algorithm, curve] = identifiersOf(der, outer);
  if (!algorithm) throw problem("a damaged one: its bytes are not PKCS#8 (RFC 5208). Download it again");
  if (!isSame(algorithm, ecPublicKey)) throw problem("a key of another algorithm");
  if (!curve || !isSame(curve, prime256v1)) throw problem("a key of another curve");
  return der;
}

/** An element of DER (X.690): its tag, and where its content begins and ends. */
interface DerElement {
  readonly tag: number;
  readonly start: number;
  readonly end: number;
}

const [integer, objectIdentifier, sequence] = [0x02, 0x06, 0x30];

/** Returns the element at a position, or undefined if the bytes contain no whole element there. */
function elementAt(der: Uint8Array, at: number): DerElement | undefined {
  const [tag, size] = [der[at], der[at + 1]];
  if (tag === undefined || size === undefined) return undefined;
  const sizeBytes = size < 0x80 ? 0 : size - 0x80;
  // Keys have less than 65,536 bytes.
  if (sizeBytes > 2) return undefined;
  const start = at + 2 + sizeBytes;
  const length = sizeBytes === 0 ? size : der.slice(at + 2, start).reduce((sum, byte) => sum * 256 + byte, 0);
  return start + length <= der.length ? { tag, start, end: start + length } : undefined;
}

/** Returns the object identifiers of algorithm and curve in a PrivateKeyInfo (RFC 5208 section 5), as DER. */
function identifiersOf(der: Uint8Array, outer: DerElement): readonly (Uint8Array | undefined)[] {
  const version = elementAt(der, outer.start);
  const algorithm = version?.tag === integer ? elementAt(der, version.end) : undefined;
  if (algorithm?.tag !== sequence) return [];
  const first = elementAt(der, algorithm.start);
  if (first?.tag !== objectIdentifier) return [];
  const second = first.end < algorithm.end ? elementAt(der, first.end) : undefined;
  return [der.slice(algorithm.start, first.end), second && der.slice(first.end, second.end)];
}

function isSame(bytes: Uint8Array, wanted: readonly number[]): boolean {
  return bytes.length === wanted.length && wanted.every((byte, index) => bytes[index] === byte);
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
