// One of several processes that share messages: writes the id of each processed message into its file. Arguments: URL, client
// id, file.
import { appendFileSync } from "node:fs";
import { setTimeout as wait } from "node:timers/promises";
import { consume } from "../../src/mqtt/index.ts";

const [url = "", clientId = "", file = ""] = process.argv.slice(2);

const consumer = consume(
  {
    environment: "live",
    format: "v2",
    applicationId: "app",
    topic: "shared",
    group: "workers",
    clientId,
    url,
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
process.disconnect();
