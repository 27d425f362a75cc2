import type { TokenStore } from "./token-store.ts";

/**
 * A store whose values are encrypted on their way into another: AES-GCM, with a fresh initialization vector for each value,
 * bound to the key it is stored under. What does not decrypt (another key, tampering) counts as absent.
 *
 * @param secret 32 bytes (AES-256), or an AES-GCM `CryptoKey` that may encrypt and decrypt.
 * @example clientCredentials({ …, store: encryptedStore(redisStore(redis), secret) })
 * @throws {TypeError} when the secret is neither.
 * @see https://www.rfc-editor.org/rfc/rfc5116#section-5.2
 */
export function encryptedStore(store: TokenStore, secret: Uint8Array<ArrayBuffer> | CryptoKey): TokenStore {
  const isKey = secret instanceof CryptoKey;
  if (isKey ? !isAesGcm(secret) : secret?.byteLength !== 32)
    throw new TypeError(
      "secret must be 32 bytes, or an AES-GCM CryptoKey with the usages encrypt and decrypt",
    );
  let imported: Promise<CryptoKey> | undefined;
  const keyOf = () => {
    imported ??= isKey
      ? Promise.resolve(secret)
      : crypto.subtle.importKey("raw", secret, "AES-GCM", false, ["encrypt", "decrypt"]);
    return imported;
  };
  return {
    async get(key) {
      const stored = await store.get(key);
      const value = stored && (await decrypt(await keyOf(), key, stored.value));
      return value === undefined ? undefined : { value, remainingMs: stored?.remainingMs ?? 0 };
    },
    async set(key, value, ttlMs) {
      await store.set(key, await encrypt(await keyOf(), key, value), ttlMs);
    },
    withLock: (key, work) => store.withLock(key, work),
  };
}

const IV_BYTES = 12;
// Marked as pure, so that apps which encrypt nothing do not carry it.
const utf8: TextEncoder = /* @__PURE__ */ new TextEncoder();

function isAesGcm({ algorithm, usages }: CryptoKey): boolean {
  return algorithm.name === "AES-GCM" && usages.includes("encrypt") && usages.includes("decrypt");
}

async function encrypt(secret: CryptoKey, key: string, value: string): Promise<string> {
  const iv = crypto.getRandomValues(new Uint8Array(IV_BYTES));
  const algorithm = { name: "AES-GCM", iv, additionalData: utf8.encode(key) };
  const sealed = new Uint8Array(await crypto.subtle.encrypt(algorithm, secret, utf8.encode(value)));
  return btoa(String.fromCharCode(...iv, ...sealed));
}

async function decrypt(secret: CryptoKey, key: string, text: string): Promise<string | undefined> {
  try {
    const bytes = Uint8Array.from(atob(text), (character) => character.charCodeAt(0));
    const iv = bytes.subarray(0, IV_BYTES);
    const algorithm = { name: "AES-GCM", iv, additionalData: utf8.encode(key) };
    return new TextDecoder().decode(await crypto.subtle.decrypt(algorithm, secret, bytes.subarray(IV_BYTES)));
  } catch {
    return undefined;
  }
}
