import { afterAll, beforeEach, expect, test, vi } from "vitest";
import { start } from "../../test/kit.ts";
import { memoryStore } from "../../test/memory-store.ts";
import { encryptedStore } from "./encrypted-store.ts";
import type { TokenStore } from "./token-store.ts";

const secret = crypto.getRandomValues(new Uint8Array(32));
beforeEach(() => {
  vi.useFakeTimers({ toFake: ["Date"], now: start });
});
afterAll(() => {
  vi.useRealTimers();
});
function inner() {
  return memoryStore(() => start);
}

test("returns stored values, and shows no part of them in the inner store", async () => {
  const store = inner();
  const encrypted = encryptedStore(store, secret);
  await encrypted.set("key", "välue", 1_000);
  expect(await encrypted.get("key")).toEqual({ value: "välue", remainingMs: 1_000 });
  expect(store.entries.get("key")?.value).not.toContain("lue");
  expect(await encrypted.get("nothing")).toBeUndefined();
});

test("takes a CryptoKey", async () => {
  const key = await crypto.subtle.importKey("raw", secret, "AES-GCM", false, ["encrypt", "decrypt"]);
  const store = inner();
  await encryptedStore(store, key).set("key", "value", 1_000);
  expect(await encryptedStore(store, secret).get("key")).toMatchObject({ value: "value" });
});

test("encrypts the same value differently each time", async () => {
  const store = inner();
  const encrypted = encryptedStore(store, secret);
  const seen = new Set<string | undefined>();
  for (let count = 0; count < 20; count++) {
    await encrypted.set("key", "value", 1_000);
    seen.add(store.entries.get("key")?.value);
  }
  expect(seen.size).toBe(20);
});

test("treats as absent a value that was encrypted with another key, changed or moved", async () => {
  const store = inner();
  const encrypted = encryptedStore(store, secret);
  await encrypted.set("key", "value", 1_000);
  const text = store.entries.get("key")?.value ?? "";
  const flipped = `${text.slice(0, -4)}${text.at(-4) === "A" ? "B" : "A"}${text.slice(-3)}`;
  for (const [key, value] of [
    ["tampered", flipped],
    ["moved", text],
    ["plain", "value"],
    ["empty", ""],
  ] as const)
    await store.set(key, value, 1_000);
  for (const key of ["tampered", "moved", "plain", "empty"]) expect(await encrypted.get(key)).toBeUndefined();
  expect(await encryptedStore(store, crypto.getRandomValues(new Uint8Array(32))).get("key")).toBeUndefined();
});

test("returns no value after its encrypted lifetime, even if the store reports a longer one", async () => {
  const store = inner();
  const encrypted = encryptedStore(store, secret);
  await encrypted.set("key", "value", 300_000);
  const stretched = {
    ...store,
    get: async (key: string) => ({ ...(await store.get(key)), remainingMs: 1e12 }),
  };
  const reader = encryptedStore(stretched as TokenStore, secret);
  vi.setSystemTime(start + 100_000);
  expect(await reader.get("key")).toEqual({ value: "value", remainingMs: 200_000 });
  vi.setSystemTime(start + 299_999);
  expect(await reader.get("key")).toEqual({ value: "value", remainingMs: 1 });
  vi.setSystemTime(start + 300_000);
  expect(await reader.get("key")).toBeUndefined();
});

test("returns no value after the lifetime that the store reports", async () => {
  const store = inner();
  await encryptedStore(store, secret).set("key", "value", 300_000);
  const shortened = { ...store, get: async (key: string) => ({ ...(await store.get(key)), remainingMs: 5 }) };
  expect(await encryptedStore(shortened as TokenStore, secret).get("key")).toEqual({
    value: "value",
    remainingMs: 5,
  });
});

test("locks as the inner store does", async () => {
  expect(await encryptedStore(inner(), secret).withLock("key", async () => "done")).toBe("done");
});

const encryptOnly = await crypto.subtle.importKey("raw", secret, "AES-GCM", false, ["encrypt"]);
test.each<[string, unknown]>([
  ["too short", new Uint8Array(16)],
  ["text", "x".repeat(32)],
  ["nothing", undefined],
  ["a key that cannot decrypt", encryptOnly],
])("rejects a secret that is %s", (_name, given) => {
  expect(() => encryptedStore(inner(), given as CryptoKey)).toThrow("secret must be 32 bytes");
});
