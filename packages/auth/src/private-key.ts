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

/** The block of a PEM that holds the key, undecoded. */
export interface PemBlock {
  readonly label: "PRIVATE KEY" | "EC PRIVATE KEY";
  readonly base64: string;
}

/** A key that looks like one of the right kind; what is inside a PEM shows when it is imported. */
export type ReadKey = { readonly pem: PemBlock } | { readonly jwk: JsonWebKey } | CryptoKey;

/** @throws {TypeError} that says what was found and what was expected; shows nothing of the key. */
export function readPrivateKey(privateKey: PrivateKey): ReadKey {
  if (typeof privateKey?.id !== "string" || privateKey.id === "")
    throw new TypeError("privateKey.id must be the id of the key, a non-empty string");
  if ("key" in privateKey) return readCryptoKey(privateKey.key);
  if ("jwk" in privateKey) return readJwk(privateKey.jwk);
  if (typeof privateKey.pem !== "string" || privateKey.pem === "")
    throw new TypeError("privateKey must have a pem, jwk or key");
  return { pem: readPem(privateKey.pem) };
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
  if (kty !== "EC" || crv !== "P-256" || !d)
    throw new TypeError(
      `privateKey.jwk has kty ${kty}, crv ${crv} and ${d ? "a" : "no"} d; ${expected} (EC, P-256, with d)`,
    );
  return { jwk };
}

function readPem(pem: string): PemBlock {
  const problem = (what: string) => new TypeError(`privateKey.pem ${what}; ${expected} (PKCS#8 or SEC1 PEM)`);
  if (pem.includes("\\n"))
    throw problem("has the two characters \\n where lines end: replace them by line breaks");
  // Files of `openssl ecparam -genkey` begin with a block of curve parameters.
  const blocks = [...pem.matchAll(/-----BEGIN ([A-Z0-9 ]+)-----([^-]*)-----END \1-----/g)];
  const [, label, base64 = ""] = blocks.find(([, name]) => name !== "EC PARAMETERS") ?? [];
  if (label === undefined) throw problem("is not PEM");
  if (label !== "PRIVATE KEY" && label !== "EC PRIVATE KEY") throw problem(`is labelled ${label}`);
  return { label, base64 };
}
