import { readVehicles, samples, vehicleState } from "@high-mobility-ts/client";
import { emulatedPlatform } from "./platform.ts";

const { hm, vins, advance } = emulatedPlatform();
const state = vehicleState();
const problems = new Map<string, string>();

/** Reads all vehicles, and keeps the last known value of each property. */
async function readFleet(): Promise<void> {
  for await (const { vin, ok, data, error } of readVehicles(hm, vins)) {
    problems.delete(vin);
    if (ok) state.add(samples(data, { vin }));
    else problems.set(vin, error instanceof Error && "code" in error ? String(error.code) : "failed");
  }
}

function readingOf(vin: string, property: "odometer" | "speed"): string {
  const sample = state.get(vin, "diagnostics", property);
  if (sample?.value === undefined) return "–";
  return `${Math.round(sample.value).toLocaleString("en")} ${sample.unit ?? ""}`;
}

function showFleet(): void {
  const rows = vins.map((vin) => {
    const row = document.createElement("tr");
    for (const text of [
      vin,
      readingOf(vin, "odometer"),
      readingOf(vin, "speed"),
      problems.get(vin) ?? "read",
    ])
      row.insertCell().textContent = text;
    return row;
  });
  document.querySelector("#vehicles")?.replaceChildren(...rows);
  const summary = document.querySelector("#status");
  if (summary) summary.textContent = `${vins.length} vehicles, ${problems.size} without new data`;
}

async function poll(): Promise<void> {
  await readFleet();
  showFleet();
  advance();
  setTimeout(poll, 1_000);
}

await poll();
