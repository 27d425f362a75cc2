// One of several processes that share a store: prints the token that it got.
import { clientCredentials } from "../src/index.ts";
import { fileStore } from "../src/stores/file/file-store.ts";
import { redisStore } from "../src/stores/redis-store.ts";

const [kind = "", place = ""] = process.argv[2]?.split(/:(.*)/) ?? [];
const tokenUrl = process.argv[3] ?? "";

async function openStore() {
  if (kind === "file") return { store: fileStore(place), close: () => {} };
  const { Redis } = await import("ioredis");
  const client = new Redis(Number(place));
  return { store: redisStore(client, { commandTimeoutMs: 30_000 }), close: () => client.disconnect() };
}

const { store, close } = await openStore();
const tokens = clientCredentials({ tokenUrl, clientId: "app", clientSecret: "secret", store });
const values = await Promise.all(Array.from({ length: 100 }, () => tokens.getToken()));
process.stdout.write([...new Set(values.map(({ value }) => value))].join(" "));
close();
