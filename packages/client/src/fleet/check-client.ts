import { kindOf } from "@high-mobility-ts/guards";

/** @throws {TypeError} if the value cannot be a client. Otherwise each vehicle would fail. */
export function checkClient(hm: unknown): void {
  if (typeof hm === "object" && hm !== null && !Array.isArray(hm)) return;
  throw new TypeError(`hm must be a client that createClient() returned, got ${kindOf(hm)}.`);
}
