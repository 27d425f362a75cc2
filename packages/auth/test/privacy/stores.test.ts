import { expect, test } from "vitest";
import type { TokenStore } from "../../src/index.ts";
import { start, tokenAnswer } from "../kit.ts";
import { memoryStore } from "../memory-store.ts";
import { accessText, expectPrivate, secondAccessText, secret, watched } from "./watched.ts";

/** Clients of Redis attach the failed command to the error. */
function fail(...command: readonly unknown[]): never {
  const inner = Object.assign(new Error(`wrong reply to ${command.join(" ")}`), { command, code: "ERR" });
  throw Object.assign(new Error("the store is down", { cause: inner }), { args: command });
}

test.each<[string, (inside: TokenStore) => Partial<TokenStore>]>([
  ["set", () => ({ set: async (key, value) => fail("SET", key, value) })],
  ["get", () => ({ get: async (key) => fail("GET", key) })],
  [
    "withLock, after the work",
    (inside) => ({
      withLock: async (key, work) => {
        await inside.withLock(key, work);
        return fail("EVAL", key, ...(await values(inside, key)));
      },
    }),
  ],
])("shows no token of a store whose %s fails", async (_name, broken) => {
  const inside = memoryStore(() => start);
  const world = watched(
    { clientSecret: secret, store: { ...inside, ...broken(inside) } },
    () => tokenAnswer(accessText),
    () => tokenAnswer(secondAccessText),
  );
  const first = await world.tokens.getToken();
  world.tokens.invalidate(first);
  await world.tokens.getToken();
  const [failure] = world.events.filter(({ type }) => type === "store-failed");
  expect(failure).toMatchObject({ error: { message: "the store is down" } });
  world.expectPrivate(failure, first);
});

async function values(store: TokenStore, key: string): Promise<readonly unknown[]> {
  return [(await store.get(key))?.value];
}

test("shows no token of a token source that has a store", async () => {
  const world = watched({ clientSecret: secret, store: memoryStore(() => start) }, () =>
    tokenAnswer(accessText),
  );
  await world.tokens.getToken();
  world.expectPrivate();
  // The store belongs to the app; `encryptedStore` protects tokens from readers of the store.
  expect(() => expectPrivate([accessText])).toThrow("access token");
});
