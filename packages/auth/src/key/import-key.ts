import { readPem } from "./pem.ts";
import { pkcs8Of } from "./pkcs8.ts";
import type { ReadKey } from "./private-key.ts";

/**
 * Returns the key for signing: a `CryptoKey` unchanged, or any other key imported so that it cannot be
 * exported.
 *
 * @throws {TypeError} that says what was found and what was expected. It shows no part of the key.
 */
export async function importKey(read: ReadKey): Promise<CryptoKey> {
  const algorithm = { name: "ECDSA", namedCurve: "P-256" };
  const { subtle } = crypto;
  if ("key" in read) return checkCryptoKey(read.key);
  if ("jwk" in read)
    return subtle.importKey("jwk", readJwk(read.jwk), algorithm, false, ["sign"]).catch(refuse);
  return subtle.importKey("pkcs8", pkcs8Of(readPem(read.pem)), algorithm, false, ["sign"]).catch(refuse);
}

function refuse(cause: unknown): never {
  throw new TypeError("it was not accepted for signing with ES256. Download it again.", { cause });
}

const expected = "must be an EC P-256 private key";

function checkCryptoKey(key: CryptoKey): CryptoKey {
  if (!(key instanceof CryptoKey))
    throw new TypeError(`privateKey.key ${expected}, got a value that is not a CryptoKey.`);
  const { type, algorithm, usages } = key;
  const curve: unknown = Reflect.get(algorithm, "namedCurve");
  if (type !== "private" || algorithm.name !== "ECDSA" || curve !== "P-256" || !usages.includes("sign"))
    throw new TypeError(
      `privateKey.key ${expected} with the usage sign, got a ${type} key (${algorithm.name}, ${curve}).`,
    );
  return key;
}

/** Uses only the members that define the key. The `alg`, `use` and `key_ops` of the input are ignored. */
function readJwk({ kty, crv, x, y, d }: JsonWebKey): JsonWebKey {
  if (kty !== "EC" || crv !== "P-256")
    throw new TypeError(`privateKey.jwk ${expected} (kty EC, crv P-256), got kty ${kty} and crv ${crv}.`);
  if (!d) throw new TypeError(`privateKey.jwk ${expected}, got a public key (without d).`);
  return { kty, crv, x, y, d } as JsonWebKey;
}
