// One of several processes that share a limit: takes places for some time, and prints the time of each.
import { Redis } from "ioredis";
import { redisRateLimiter } from "../src/resilience/redis-rate-limiter.ts";

const client = new Redis(Number(process.argv[2]));
const limiter = redisRateLimiter(client, { limits: { op: { calls: 5, periodSeconds: 1 } } });
const times: number[] = [];
for (let call = 0; call < 4; call++) {
  await limiter.acquire("op");
  times.push(Date.now());
}
process.stdout.write(JSON.stringify(times));
client.disconnect();
