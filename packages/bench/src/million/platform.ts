// The emulator in a process of its own, which counts on its side what was sent. Prints its port, ends with its parent.
import { createEmulator } from "@high-mobility-ts/emulator";
import type { FleetVehicle } from "@high-mobility-ts/schema";
import { countsPath, type PlatformCounts } from "./platform-counts.ts";

const emulator = createEmulator({
  apps: [{ clientId: "app", clientSecret: "secret" }],
  rateLimits: false,
  journalSize: 0,
});
const posts = new Map<string, number>();
let requests = 0;

/** Sees every request before the platform does, and leaves all but its own to it. */
async function count(request: Request): Promise<Response | undefined> {
  const { pathname } = new URL(request.url);
  if (pathname === countsPath) return Response.json(counts());
  requests++;
  if (request.method !== "POST" || pathname !== "/v1/fleets/vehicles") return undefined;
  const { vehicles }: { vehicles: FleetVehicle[] } = await request.clone().json();
  for (const { vin } of vehicles) posts.set(vin, (posts.get(vin) ?? 0) + 1);
  return undefined;
}

function counts(): PlatformCounts {
  const repeated = [...posts.values()].filter((times) => times > 1).length;
  return {
    requests,
    vins: posts.size,
    postedAgain: repeated,
    clearances: emulator.inspect(0).total,
    peakMb: process.resourceUsage().maxRSS / 1_024,
  };
}

const { url } = await emulator.listen({ port: 0, console: count });
console.log(new URL(url).port);
process.stdin.resume().on("end", () => process.exit());
