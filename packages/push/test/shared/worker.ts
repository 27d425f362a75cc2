// One of several processes that share messages: writes the id of each processed message into its file.
// Arguments: The arguments are URL, client id, file, and the port of Redis if the processes share processed
// ids.
import { appendFileSync } from "node:fs";
import { setTimeout as wait } from "node:timers/promises";
import { Redis } from "ioredis";
import { redisDeduplication } from "../../src/index.ts";
import { consume } from "../../src/mqtt/index.ts";

const [url = "", clientId = "", file = "", redisPort] = process.argv.slice(2);
const redis = redisPort ? new Redis(Number(redisPort)) : undefined;

const consumer = consume(
  {
    environment: "live",
    format: "v2",
    applicationId: "app",
    topic: "shared",
    group: "workers",
    clientId,
    url,
    deduplication: redis && redisDeduplication(redis),
    onEvent: ({ type }) => {
      if (type === "connected") process.send?.(type);
    },
  },
  async ({ id }) => {
    await wait(2);
    appendFileSync(file, `${id}\n`);
  },
);
process.on("SIGTERM", () => consumer.close());
await consumer.closed;
redis?.disconnect();
process.disconnect();
