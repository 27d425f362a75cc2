import type { StoredValue, TokenStore } from "./token-store.ts";

/**
 * Returns a store that encrypts values with AES-GCM before they are put into another store. Each value has a new
 * initialization vector and is bound to its key in the store. The expiry time is encrypted together with the
 * value; it is based on the clock of the machine that wrote the value. A value that cannot be decrypted
 * (another key, tampering) or that has expired counts as absent.
 *
 * @param secret 32 bytes (AES-256), or an AES-GCM `CryptoKey` that may encrypt and decrypt; the same for every process that
 * shares the store.
 * @example clientCredentials({ …, store: encryptedStore(redisStore(redis), secret) })
 * @throws {TypeError} if the secret is neither.
 * @see https://www.rfc-editor.org/rfc/rfc5116#section-5.2
 */
export function encryptedStore(store: TokenStore, secret: Uint8Array | CryptoKey): TokenStore {
  const isKey = secret instanceof CryptoKey;
  if (isKey ? !isAesGcm(secret) : secret?.byteLength !== 32)
    throw new TypeError(
      "secret must be 32 bytes, or an AES-GCM CryptoKey with the usages encrypt and decrypt, got something else.",
    );
  let imported: Promise<CryptoKey> | undefined;
  const keyOf = () => {
    imported ??= isKey
      ? Promise.resolve(secret)
      : crypto.subtle.importKey("raw", new Uint8Array(secret), "AES-GCM", false, ["encrypt", "decrypt"]);
    return imported;
  };
  return {
    async get(key) {
      const stored = await store.get(key);
      const text = stored && (await decrypt(await keyOf(), key, stored.value));
      return stored && text !== undefined ? unseal(text, stored.remainingMs) : undefined;
    },
    async set(key, value, ttlMs) {
      const sealed = JSON.stringify([Date.now() + ttlMs, value]);
      await store.set(key, await encrypt(await keyOf(), key, sealed), ttlMs);
    },
    withLock: (key, work) => store.withLock(key, work),
  };
}

/** The shorter of the store's and the encrypted lifetime counts. */
function unseal(text: string, storedMs: number): StoredValue | undefined {
  try {
    const [until, value]: unknown[] = JSON.parse(text);
    if (typeof until !== "number" || typeof value !== "string") return undefined;
    const remainingMs = Math.min(storedMs, until - Date.now());
    return remainingMs > 0 ? { value, remainingMs } : undefined;
  } catch {
    return undefined;
  }
}

const ivBytes = 12;
// Marked as pure, so that bundlers remove it from apps that do not encrypt.
const utf8: TextEncoder = /* @__PURE__ */ new TextEncoder();

function isAesGcm({ algorithm, usages }: CryptoKey): boolean {
  return algorithm.name === "AES-GCM" && usages.includes("encrypt") && usages.includes("decrypt");
}

async function encrypt(secret: CryptoKey, key: string, value: string): Promise<string> {
  const iv = crypto.getRandomValues(new Uint8Array(ivBytes));
  const algorithm = { name: "AES-GCM", iv, additionalData: utf8.encode(key) };
  const sealed = new Uint8Array(await crypto.subtle.encrypt(algorithm, secret, utf8.encode(value)));
  return btoa(String.fromCharCode(...iv, ...sealed));
}

async function decrypt(secret: CryptoKey, key: string, text: string): Promise<string | undefined> {
  try {
    const bytes = Uint8Array.from(atob(text), (character) => character.charCodeAt(0));
    const iv = bytes.subarray(0, ivBytes);
    const algorithm = { name: "AES-GCM", iv, additionalData: utf8.encode(key) };
    return new TextDecoder().decode(await crypto.subtle.decrypt(algorithm, secret, bytes.subarray(ivBytes)));
  } catch {
    return undefined;
  }
}
