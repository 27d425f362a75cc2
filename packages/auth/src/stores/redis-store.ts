import { checkKnownOptions } from "@high-mobility-ts/guards";
import { lockMs, lockPollMs, maxLockWaitMs } from "./lock-times.ts";
import type { TokenStore } from "./token-store.ts";
import { withDeadline } from "./with-deadline.ts";

/**
 * A connected client of Redis or Valkey from the application: ioredis, node-redis, valkey-glide, or one with the same
 * methods.
 */
export type RedisClient =
  | {
      /** Sends a command, as ioredis does. */
      call(command: string, ...args: string[]): Promise<unknown>;
    }
  | {
      /** Sends a command, as node-redis does. */
      sendCommand(args: string[]): Promise<unknown>;
    }
  | {
      /** Sends a command, as valkey-glide does. */
      customCommand(args: string[]): Promise<unknown>;
    };

/** Options of {@link redisStore}. */
export interface RedisStoreOptions {
  /** Is put before every key. Default: `hm-auth:`. */
  readonly prefix?: string | undefined;
  /** How long one command may take, in milliseconds, 1 to 60,000. Default: 1,000. */
  readonly commandTimeoutMs?: number | undefined;
}

/**
 * Shares tokens between processes through Redis or Valkey. The application opens and closes the connection. Looking up
 * a token takes one command. One process refreshes the token, and the others wait for the
 * stored token.
 *
 * @throws {TypeError} if `client` is not a Redis client, or an option is wrong.
 */
export function redisStore(client: RedisClient, options: RedisStoreOptions = {}): TokenStore {
  checkKnownOptions("redisStore()", options, { prefix: true, commandTimeoutMs: true });
  const { prefix = "hm-auth:", commandTimeoutMs = 1_000 } = options;
  if (!(commandTimeoutMs >= 1 && commandTimeoutMs <= 60_000))
    throw new TypeError(
      `commandTimeoutMs must be a number of milliseconds from 1 to 60000, got ${commandTimeoutMs}.`,
    );
  const send = senderOf(client);
  const command = (...args: string[]) => withDeadline(send(args), commandTimeoutMs, "Redis");

  async function acquire(lock: string, owner: string): Promise<void> {
    const giveUpAt = Date.now() + maxLockWaitMs;
    while ((await command("SET", lock, owner, "NX", "PX", String(lockMs))) === null) {
      if (Date.now() > giveUpAt)
        throw new Error(`The lock in Redis was not free within ${maxLockWaitMs} ms.`);
      await new Promise((resolve) => setTimeout(resolve, lockPollMs * (1 + Math.random())));
    }
  }

  return {
    async get(key) {
      const found = await command("EVAL", readScript, "1", prefix + key);
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
      // If a renewal or release fails, the lock expires.
      const renewal = setInterval(() => {
        command("EVAL", renewScript, "1", lock, owner, String(lockMs)).catch(() => undefined);
      }, lockMs / 3);
      try {
        return await work();
      } finally {
        clearInterval(renewal);
        await command("EVAL", releaseScript, "1", lock, owner).catch(() => undefined);
      }
    },
  };
}

const readScript = "local v=redis.call('GET',KEYS[1]) if v then return {v,redis.call('PTTL',KEYS[1])} end";
// Only by its owner: an expired lock may belong to another process by now.
const renewScript =
  "if redis.call('GET',KEYS[1])==ARGV[1] then return redis.call('PEXPIRE',KEYS[1],ARGV[2]) end";
const releaseScript = "if redis.call('GET',KEYS[1])==ARGV[1] then return redis.call('DEL',KEYS[1]) end";

function senderOf(client: RedisClient): (args: string[]) => Promise<unknown> {
  // ioredis has a `sendCommand` too, with another meaning: `call` comes first.
  if (typeof client === "object" && client !== null) {
    if ("call" in client) return ([name = "", ...args]) => client.call(name, ...args);
    if ("customCommand" in client) return (args) => client.customCommand(args);
    if ("sendCommand" in client) return (args) => client.sendCommand(args);
  }
  throw new TypeError(
    "client must be a Redis client (ioredis, node-redis or valkey-glide), got something else.",
  );
}
