interface KeyId {
  /** Id of the key, as the console shows it: the `iss` of assertions. */
  readonly id: string;
}

/** An EC P-256 private key as text: PKCS#8 (`BEGIN PRIVATE KEY`) or SEC1 (`BEGIN EC PRIVATE KEY`). */
export interface PemKey extends KeyId {
  readonly pem: string;
}

/** An EC P-256 private key as JSON Web Key (RFC 7518 section 6.2). */
export interface JwkKey extends KeyId {
  readonly jwk: JsonWebKey;
}

/** An EC P-256 private key of WebCrypto, with the usage `sign`; it need not be extractable. */
export interface WebCryptoKey extends KeyId {
  readonly key: CryptoKey;
}

export type PrivateKey = PemKey | JwkKey | WebCryptoKey;

/** A key that has the right kind; importing it may still fail. */
export type ReadKey = { readonly pkcs8: Uint8Array<ArrayBuffer> } | { readonly jwk: JsonWebKey } | CryptoKey;

/** @throws {TypeError} that says what was found and what was expected; shows nothing of the key. */
export function readPrivateKey(privateKey: PrivateKey): ReadKey {
  if (typeof privateKey?.id !== "string" || privateKey.id === "")
    throw new TypeError("privateKey.id must be the id of the key, a non-empty string");
  if ("key" in privateKey) return readCryptoKey(privateKey.key);
  if ("jwk" in privateKey) return readJwk(privateKey.jwk);
  if (typeof privateKey.pem !== "string" || privateKey.pem === "")
    throw new TypeError("privateKey must have a pem, jwk or key");
  return { pkcs8: readPem(privateKey.pem) };
}

const expected = "expected an EC P-256 private key";

function readCryptoKey(key: CryptoKey): CryptoKey {
  if (!(key instanceof CryptoKey)) throw new TypeError(`privateKey.key is no CryptoKey; ${expected}`);
  const { type, algorithm, usages } = key;
  const curve: unknown = Reflect.get(algorithm, "namedCurve");
  if (type !== "private" || algorithm.name !== "ECDSA" || curve !== "P-256" || !usages.includes("sign"))
    throw new TypeError(
      `privateKey.key is a ${type} key (${algorithm.name}); ${expected} with the usage sign`,
    );
  return key;
}

function readJwk(jwk: JsonWebKey): { readonly jwk: JsonWebKey } {
  const { kty, crv, d } = jwk ?? {};
  if (kty !== "EC" || crv !== "P-256")
    throw new TypeError(`privateKey.jwk has kty ${kty} and crv ${crv}; ${expected} (EC, P-256)`);
  if (!d) throw new TypeError(`privateKey.jwk is a public key; ${expected} (with d)`);
  return { jwk };
}

function readPem(pem: string): Uint8Array<ArrayBuffer> {
  const problem = (what: string) => new TypeError(`privateKey.pem ${what}; ${expected} (PKCS#8 or SEC1 PEM)`);
  if (pem.includes("\\n"))
    throw problem("has the two characters \\n where lines end: replace them by line breaks");
  // Files of `openssl ecparam -genkey` begin with a block of curve parameters.
  const blocks = [...pem.matchAll(/-----BEGIN ([A-Z0-9 ]+)-----([^-]*)-----END \1-----/g)];
  const [, label, text = ""] = blocks.find(([, name]) => name !== "EC PARAMETERS") ?? [];
  if (label === undefined) throw problem("is not PEM");
  if (label !== "PRIVATE KEY" && label !== "EC PRIVATE KEY") throw problem(`is labelled ${label}`);
  const der = decodeBase64(text);
  if (!der) throw problem("is damaged (no base64)");
  if (label === "EC PRIVATE KEY") {
    if (findBytes(der, prime256v1) < 0) throw problem("is a key of another curve");
    return wrapSec1(der);
  }
  if (findBytes(der, ecPublicKey) < 0) throw problem("holds a key of another algorithm");
  if (findBytes(der, prime256v1) < 0) throw problem("is a key of another curve");
  return der;
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

function findBytes(haystack: Uint8Array, needle: readonly number[]): number {
  return haystack.findIndex((_, at) => needle.every((byte, index) => haystack[at + index] === byte));
}

/** Puts the ECPrivateKey of RFC 5915 into the PrivateKeyInfo of RFC 5208, the one form that WebCrypto imports. */
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
