import { checkText } from "@high-mobility-ts/guards";

interface KeyId {
  /** Id of the key, as the console shows it: the `iss` of assertions. */
  readonly id: string;
}

/** An EC P-256 private key as text: PKCS#8 (`BEGIN PRIVATE KEY`) or SEC1 (`BEGIN EC PRIVATE KEY`). */
export interface PemKey extends KeyId {
  /** The key as PEM, with its `BEGIN` and `END` lines. A secret. */
  readonly pem: string;
}

/** An EC P-256 private key as JSON Web Key (RFC 7518 section 6.2). */
export interface JwkKey extends KeyId {
  /** The key as JSON, with `d`. A secret. */
  readonly jwk: JsonWebKey;
}

/** An EC P-256 private key of WebCrypto, with the usage `sign`; it need not be extractable. */
export interface WebCryptoKey extends KeyId {
  /** The key that WebCrypto imported or generated. */
  readonly key: CryptoKey;
}

/** A private key in one of three forms: a PEM text, a JWK, or a `CryptoKey`. */
export type PrivateKey = PemKey | JwkKey | WebCryptoKey;

/**
 * A key as it was given. Its content is read when the key is imported, by code that only apps with a private key load.
 */
export type ReadKey = Pick<PemKey, "pem"> | Pick<JwkKey, "jwk"> | Pick<WebCryptoKey, "key">;

/** @throws {TypeError} if the key has no id, or not exactly one form. It shows no part of the key. */
export function readPrivateKey(privateKey: PrivateKey): ReadKey {
  checkText("privateKey.id", privateKey?.id);
  const { pem, jwk, key }: Partial<PemKey & JwkKey & WebCryptoKey> = privateKey;
  if (pem && !jwk && !key) {
    checkText("privateKey.pem", pem);
    return { pem };
  }
  if (jwk && !pem && !key) return { jwk };
  if (key && !pem && !jwk) return { key };
  const count = [pem, jwk, key].filter(Boolean).length;
  throw new TypeError(`privateKey must have one of pem, jwk and key, got ${count} of them.`);
}
