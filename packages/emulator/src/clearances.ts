import type { Brand, Clearance, ClearanceChange, ClearanceStatus } from "@high-mobility-ts/schema";
import type { Clock } from "./clock.ts";

interface Step {
  readonly at: number;
  readonly status: ClearanceStatus;
  readonly reason?: string;
}

interface Entry {
  readonly brand: Brand;
  readonly tags: Readonly<Record<string, string>> | undefined;
  readonly insertedAt: number;
  /** In order of time. Steps may lie ahead: the status is the last step that the clock has reached. */
  steps: readonly Step[];
}

/** A clearance as it stands now, with the two times that lists are filtered by. */
export interface ClearanceView extends Clearance {
  readonly brand: Brand;
  readonly insertedAt: number;
  readonly approvedAt: number | undefined;
}

export interface NewClearance {
  readonly vin: string;
  readonly brand: Brand;
  readonly tags: Readonly<Record<string, string>> | undefined;
  /** How it ends; it is pending until then. */
  readonly outcome: { readonly status: "approved" | "rejected"; readonly reason?: string };
}

/** A clearance as `save` writes it, with the steps that lie ahead. */
export interface SavedClearance extends Entry {
  readonly vin: string;
}

/** The clearances of one application. Time moves them: nothing runs in the background. */
export interface Clearances {
  add(clearance: NewClearance): void;
  get(vin: string): ClearanceView | undefined;
  has(vin: string): boolean;
  readonly size: number;
  /** In the order in which they were asked for. */
  list(): Iterable<ClearanceView>;
  /** `approved` leaves by `revoking`, `pending` by `canceling`. */
  remove(vin: string, through: "revoking" | "canceling"): void;
  /** Ends a pending clearance at once. */
  settle(vin: string, status: "approved" | "rejected", reason?: string): void;
  save(): readonly SavedClearance[];
  load(saved: readonly SavedClearance[]): void;
}

export interface LifeCycle {
  readonly clock: Clock;
  readonly approvalDelayMs: number;
  readonly brandApprovalDelaysMs: Readonly<Partial<Record<Brand, number>>>;
  readonly removalDelayMs: number;
}

export function createClearances(lifeCycle: LifeCycle): Clearances {
  const { clock, approvalDelayMs, brandApprovalDelaysMs, removalDelayMs } = lifeCycle;
  const records = new Map<string, Entry>();

  function append(vin: string, ...added: readonly Step[]): void {
    const record = records.get(vin);
    if (record) record.steps = [...reached(record, clock.now()), ...added];
  }

  return {
    add: ({ vin, brand, tags, outcome }) => {
      const now = clock.now();
      const steps: readonly Step[] = [
        { at: now, status: "pending" },
        { at: now + (brandApprovalDelaysMs[brand] ?? approvalDelayMs), ...outcome },
      ];
      records.delete(vin);
      records.set(vin, { brand, tags, insertedAt: now, steps });
    },
    get: (vin) => {
      const record = records.get(vin);
      return record && view(vin, record, clock.now());
    },
    has: (vin) => records.has(vin),
    get size() {
      return records.size;
    },
    *list() {
      const now = clock.now();
      for (const [vin, record] of records) yield view(vin, record, now);
    },
    remove: (vin, through) => {
      const now = clock.now();
      const end = through === "revoking" ? "revoked" : "canceled";
      append(vin, { at: now, status: through }, { at: now + removalDelayMs, status: end });
    },
    settle: (vin, status, reason) =>
      append(vin, { at: clock.now(), status, ...(reason === undefined ? {} : { reason }) }),
    save: () => [...records].map(([vin, entry]) => ({ vin, ...entry })),
    load: (saved) => {
      records.clear();
      for (const { vin, ...entry } of saved) records.set(vin, entry);
    },
  };
}

const reached = ({ steps }: Entry, now: number): readonly Step[] => steps.filter(({ at }) => at <= now);

function view(vin: string, record: Entry, now: number): ClearanceView {
  const steps = reached(record, now);
  const changelog: ClearanceChange[] = steps.map(({ at, status, reason }) => ({
    timestamp: new Date(at).toISOString(),
    status,
    ...(reason === undefined ? {} : { reason }),
  }));
  return {
    vin,
    status: steps.at(-1)?.status ?? "pending",
    brand: record.brand,
    changelog,
    tags: { ...record.tags },
    insertedAt: record.insertedAt,
    approvedAt: steps.find(({ status }) => status === "approved")?.at,
  };
}

export function toClearance({ vin, status, brand, changelog, tags }: ClearanceView): Clearance {
  return { vin, status, brand, changelog: changelog ?? [], tags: tags ?? {} };
}
