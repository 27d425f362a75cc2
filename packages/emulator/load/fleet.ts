import type { Vehicle } from "../src/index.ts";

export const app: { readonly clientId: string; readonly clientSecret: string } = {
  clientId: "load",
  clientSecret: "load-secret",
};

export function vinAt(index: number): string {
  return `2HM${String(index).padStart(14, "0")}`;
}

/** Returns vehicles with an approved clearance for every application. */
export function fleetOf(size: number): Vehicle[] {
  return Array.from({ length: size }, (_, index) => ({ vin: vinAt(index), brand: "sandbox", cleared: true }));
}
