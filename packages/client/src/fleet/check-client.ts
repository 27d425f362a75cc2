import { kindOf } from "@high-mobility-ts/guards";

/** @throws {TypeError} if the value cannot be a client: otherwise each vehicle would fail of it. */
export function checkClient(hm: unknown): void {
  if (typeof hm === "object" && hm !== null && !Array.isArray(hm)) return;
  throw new TypeError(`hm must be a client that createClient() returned, got ${kindOf(hm)}.`);
}
