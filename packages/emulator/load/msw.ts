// Measures the time and memory of a request through MSW. Run by hand: node --expose-gc load/msw.ts [requests]
import { setupServer } from "msw/node";
import { createEmulator } from "../src/index.ts";
import { app } from "./fleet.ts";

const requests = Number(process.argv[2] ?? 20_000);
const steps = 5;
const emulator = createEmulator({ apps: [app], rateLimits: false });
const server = setupServer(...emulator.handlers);
server.listen();

for (let step = 0; step < steps; step++) {
  const started = performance.now();
  for (let count = 0; count < requests / steps; count++)
    await (await fetch("https://api.high-mobility.com/v1/vehicleinfo")).json();
  const each = ((performance.now() - started) * steps) / requests;
  // Garbage is collected before the measurement, so the rest is memory in use.
  globalThis.gc?.();
  const { heapUsed, rss } = process.memoryUsage();
  const megabytes = (bytes: number): string => String(Math.round(bytes / 1e6)).padStart(4);
  process.stdout.write(
    `${String(((step + 1) * requests) / steps).padStart(7)} requests  ${each.toFixed(2)} ms each  heap ${megabytes(heapUsed)} MB  resident ${megabytes(rss)} MB\n`,
  );
}
server.close();
