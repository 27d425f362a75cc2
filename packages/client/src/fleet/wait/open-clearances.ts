import type { Clearance, ClearanceStatus } from "@high-mobility-ts/schema";
import { vinsPerUrl } from "../list-clearances.ts";
import type { PendingClearance } from "./still-pending-error.ts";
import type { WaitSettings } from "./wait-options.ts";

/** The status of a clearance that is decided. */
export type SettledStatus = Exclude<ClearanceStatus, "pending">;

/** A clearance that is decided. */
export interface SettledClearance {
  /** The VIN, as the caller wrote it. */
  readonly vin: string;
  /** Whether the clearance is approved. */
  readonly approved: boolean;
  /** The status of the clearance. */
  readonly status: SettledStatus;
  /** The reason, if the last entry of the changelog has one. */
  readonly reason: string | undefined;
  /** The clearance as the platform has it. */
  readonly clearance: Clearance;
}

/** The undecided clearances by VIN in capitals, with the status that was seen last. */
export class OpenClearances {
  readonly #open: Map<string, string | undefined>;
  readonly #settings: Pick<WaitSettings, "emit">;
  readonly #notListed = new Set<string>();

  constructor(vins: Iterable<string>, settings: Pick<WaitSettings, "emit">) {
    this.#open = new Map([...vins].map((vin) => [vin.toUpperCase(), undefined]));
    this.#settings = settings;
  }

  get size(): number {
    return this.#open.size;
  }

  has(vin: string): boolean {
    return this.#open.has(vin.toUpperCase());
  }

  pending(): readonly PendingClearance[] {
    return [...this.#open].map(([vin, status]) => ({ vin, status }));
  }

  chunks(): readonly (readonly string[])[] {
    const vins = [...this.#open.keys()];
    return Array.from({ length: Math.ceil(vins.length / vinsPerUrl) }, (_, index) =>
      vins.slice(index * vinsPerUrl, (index + 1) * vinsPerUrl),
    );
  }

  *settle(looked: readonly string[], found: readonly Clearance[]): Generator<SettledClearance> {
    const listed = new Set<string>();
    for (const clearance of found) {
      const vin = clearance.vin.toUpperCase();
      listed.add(vin);
      if (!this.#open.has(vin)) continue;
      const settled = settledFrom(clearance);
      if (settled) {
        this.#open.delete(vin);
        yield settled;
      } else this.#note(vin, String(clearance.status));
    }
    for (const vin of looked) if (!listed.has(vin)) this.#noteMissing(vin);
  }

  #note(vin: string, status: string): void {
    const isNew = this.#open.get(vin) !== status;
    this.#open.set(vin, status);
    if (isNew && status !== "pending") this.#settings.emit({ type: "status-unknown", vin, status });
  }

  #noteMissing(vin: string): void {
    if (this.#notListed.has(vin)) return;
    this.#notListed.add(vin);
    this.#settings.emit({ type: "not-listed", vin });
  }
}

const settledStatuses: { readonly [Status in SettledStatus]: true } = {
  approved: true,
  canceled: true,
  canceling: true,
  rejected: true,
  revoked: true,
  revoking: true,
};

function settledFrom(clearance: Clearance): SettledClearance | undefined {
  const { vin, status, changelog } = clearance;
  if (!isSettled(status)) return undefined;
  const reason = changelog?.at(-1)?.reason ?? undefined;
  return { vin, approved: status === "approved", status, reason, clearance };
}

/** An unknown status does not decide a clearance: the platform adds statuses. */
function isSettled(status: ClearanceStatus): status is SettledStatus {
  return Object.hasOwn(settledStatuses, status);
}
