import { setTimeout as sleep } from "node:timers/promises";
import { type HighMobilityClient, unwrap } from "@high-mobility-ts/client";

const POLL_MS = 1_000; // the documented limit is 60 reads a minute for the whole application
const LIMIT_MS = 5 * 60_000;

export interface Approval {
  readonly vin: string;
  /** The states the clearance went through, oldest first. */
  readonly history: readonly string[];
}

/** @throws {Error} When the clearance ends otherwise, or is not approved within five minutes. */
export async function waitForApproval(hm: HighMobilityClient, vin: string): Promise<Approval> {
  const deadline = Date.now() + LIMIT_MS;
  for (;;) {
    const { status, changelog = [] } = await unwrap(
      hm.GET("/v1/fleets/vehicles/{vin}", { params: { path: { vin } } }),
    );
    if (status === "approved") return { vin, history: changelog.map((change) => change.status) };
    const reason = changelog.at(-1)?.reason;
    if (status !== "pending")
      throw new Error(`${vin} is ${status}${reason ? ` (${reason})` : ""}: it will not be approved`);
    if (Date.now() > deadline)
      throw new Error(`${vin} is still pending after 5 minutes: run this again later`);
    await sleep(POLL_MS);
  }
}
