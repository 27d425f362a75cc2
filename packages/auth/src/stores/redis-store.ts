import type { TokenStore } from "./token-store.ts";
import { withDeadline } from "./with-deadline.ts";

/** A client of Redis or Valkey that the application brings, connected: ioredis, node-redis, valkey-glide, or alike. */
export type RedisClient =
  | { call(command: string, ...args: string[]): Promise<unknown> }
  | { sendCommand(args: string[]): Promise<unknown> }
  | { customCommand(args: string[]): Promise<unknown> };

export interface RedisStoreOptions {
  /** Put before every key. Default: `hm-auth:`. */
  readonly prefix?: string | undefined;
  /** How long one command may take, in milliseconds, >= 1. Default: 1,000. */
  readonly commandTimeoutMs?: number | undefined;
}

/** The lock of a process that died is free after this. A process at work renews it three times as often. */
const LOCK_MS = 15_000;
const MAX_WAIT_MS = 60_000;
const POLL_MS = 50;

/**
 * Tokens shared by processes through Redis or Valkey. The connection stays the application's: it is neither opened nor closed
 * here. One command per look; one process refreshes, the others wait for what it puts there.
 *
 * @throws {TypeError} when the client is of no kind known.
 */
export function redisStore(client: RedisClient, options: RedisStoreOptions = {}): TokenStore {
  const { prefix = "hm-auth:", commandTimeoutMs = 1_000 } = options;
  const send = senderOf(client);
  const command = (...args: string[]) => withDeadline(send(args), commandTimeoutMs, "Redis");

  async function acquire(lock: string, owner: string): Promise<void> {
    const giveUpAt = Date.now() + MAX_WAIT_MS;
    while ((await command("SET", lock, owner, "NX", "PX", String(LOCK_MS))) === null) {
      if (Date.now() > giveUpAt) throw new Error(`no lock in Redis within ${MAX_WAIT_MS} ms`);
      await new Promise((resolve) => setTimeout(resolve, POLL_MS * (1 + Math.random())));
    }
  }

  return {
    async get(key) {
      const found = await command("EVAL", READ, "1", prefix + key);
      if (!Array.isArray(found)) return undefined;
      const [value, remainingMs] = [String(found[0]), Number(found[1])];
      return remainingMs > 0 ? { value, remainingMs } : undefined;
    },
    async set(key, value, ttlMs) {
      await command("SET", prefix + key, value, "PX", String(ttlMs));
    },
    async withLock(key, work) {
      const lock = `${prefix}${key}:lock`;
      const owner = crypto.randomUUID();
      await acquire(lock, owner);
      // A renewal or release that fails is no harm: the lock ends by itself.
      const renewal = setInterval(() => {
        command("EVAL", RENEW, "1", lock, owner, String(LOCK_MS)).catch(() => undefined);
      }, LOCK_MS / 3);
      try {
        return await work();
      } finally {
        clearInterval(renewal);
        await command("EVAL", RELEASE, "1", lock, owner).catch(() => undefined);
      }
    },
  };
}

const READ = "local v=redis.call('GET',KEYS[1]) if v then return {v,redis.call('PTTL',KEYS[1])} end";
// Only the owner: a lock that ran out may be somebody else's by now.
const RENEW = "if redis.call('GET',KEYS[1])==ARGV[1] then return redis.call('PEXPIRE',KEYS[1],ARGV[2]) end";
const RELEASE = "if redis.call('GET',KEYS[1])==ARGV[1] then return redis.call('DEL',KEYS[1]) end";

function senderOf(client: RedisClient): (args: string[]) => Promise<unknown> {
  // ioredis has a `sendCommand` too, with another meaning: `call` comes first.
  if (typeof client === "object" && client !== null) {
    if ("call" in client) return ([name = "", ...args]) => client.call(name, ...args);
    if ("customCommand" in client) return (args) => client.customCommand(args);
    if ("sendCommand" in client) return (args) => client.sendCommand(args);
  }
  throw new TypeError("client must be a Redis client: ioredis, node-redis or valkey-glide");
}
