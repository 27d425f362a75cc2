// The server under load, in a separate process: `clearance-reads.ts` starts it and requests its resource usage.
import { createEmulator } from "../src/index.ts";
import { app, fleetOf } from "./fleet.ts";

const size = Number(process.argv[2]);
const emulator = createEmulator({ apps: [app], vehicles: fleetOf(size), rateLimits: false });
const { url } = await emulator.listen();

process.on("message", () => {
  process.send?.({ cpu: process.cpuUsage(), rssBytes: process.memoryUsage.rss() });
});
process.send?.({ url });
process.on("disconnect", () => process.exit());
