import { checkKnownOptions } from "@high-mobility-ts/guards";
import { checkCount } from "../check-count.ts";
import type { Claim, Deduplication } from "./deduplication.ts";

/**
 * A connected client of Redis or Valkey from the application: ioredis, node-redis, valkey-glide, or one with the same
 * methods.
 */
export type RedisCommands =
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

/** Options of {@link redisDeduplication}. */
export interface RedisDeduplicationOptions {
  /** Prefix of every key. Default: `hm-push:`. */
  readonly prefix?: string | undefined;
  /** How long a processed id is remembered, in milliseconds, from 1 to 30 days. Default: one day. */
  readonly ttlMs?: number | undefined;
}

const dayMs = 86_400_000;
const processed = "processed";
// Only by its owner: an expired claim may belong to another process by now.
const releaseScript = "if redis.call('GET',KEYS[1])==ARGV[1] then return redis.call('DEL',KEYS[1]) end";

/**
 * Returns a memory that many processes share. The application opens and closes the connection.
 *
 * @throws {TypeError} if `client` is not a Redis client, or an option is unknown or out of bounds.
 */
export function redisDeduplication(
  client: RedisCommands,
  options: RedisDeduplicationOptions = {},
): Deduplication {
  checkKnownOptions("redisDeduplication()", options, { prefix: 0, ttlMs: 0 });
  const { prefix = "hm-push:", ttlMs = dayMs } = options;
  checkCount("ttlMs", ttlMs, 30 * dayMs);
  const send = senderOf(client);
  const owner = crypto.randomUUID();
  return {
    async claim(id, leaseMs): Promise<Claim> {
      const key = prefix + id;
      if ((await send(["SET", key, owner, "NX", "PX", String(leaseMs)])) !== null) return "claimed";
      const found = await send(["GET", key]);
      return String(found) === processed ? "processed" : "busy";
    },
    async done(id) {
      await send(["SET", prefix + id, processed, "PX", String(ttlMs)]);
    },
    async release(id) {
      await send(["EVAL", releaseScript, "1", prefix + id, owner]);
    },
  };
}

function senderOf(client: RedisCommands): (args: string[]) => Promise<unknown> {
  // ioredis has a `sendCommand` too, with another meaning: `call` comes first.
  if (typeof client === "object" && client !== null) {
    if ("call" in client) return ([name = "", ...args]) => client.call(name, ...args);
    if ("customCommand" in client) return (args) => client.customCommand(args);
    if ("sendCommand" in client) return (args) => client.sendCommand(args);
  }
  throw new TypeError(
    "`client` must be a Redis client (ioredis, node-redis or valkey-glide), got something else.",
  );
}
