import type { Clearance, ClearanceStatus } from "@high-mobility-ts/schema";
import type { TimeSource } from "../control/clock.ts";
import type { BrandName } from "../vehicles/brands.ts";

/** A status of the specification, or another one: the platform may have more. */
export type StatusName = ClearanceStatus | (string & Record<never, never>);

/** One change of a clearance's status. */
export interface StatusChange {
  /** Milliseconds since the epoch. */
  readonly at: number;
  /** The status after the change. */
  readonly status: StatusName;
  /** The platform's reason. */
  readonly reason?: string;
}

interface ClearanceRecord {
  /** The brand that the application named. */
  readonly brand: BrandName;
  /** Tags of the application's own, by name. */
  readonly tags: Readonly<Record<string, string>> | undefined;
  /** When the clearance was requested, in milliseconds since the epoch. */
  readonly insertedAt: number;
  /** The changes in order of time. Changes may lie in the future: the status is that of the last change before now. */
  changes: readonly StatusChange[];
}

/** The current state of a clearance, with the two times by which lists are filtered. */
export interface ClearanceView {
  readonly vin: string;
  readonly status: StatusName;
  readonly brand: BrandName;
  readonly tags: Readonly<Record<string, string>> | undefined;
  readonly insertedAt: number;
  readonly approvedAt: number | undefined;
  /** The changes up to now. */
  readonly changes: readonly StatusChange[];
}

export interface NewClearance {
  readonly vin: string;
  readonly brand: BrandName;
  readonly tags?: Readonly<Record<string, string>> | undefined;
  /** The decision; the clearance is pending until then. */
  readonly outcome: { readonly status: "approved" | "rejected"; readonly reason?: string };
}

/** A clearance as `save` writes it, including future changes. */
export interface SavedClearance extends ClearanceRecord {
  /** The vehicle. */
  readonly vin: string;
}

/** The clearances of one application. Their state depends on the clock; nothing runs in the background. */
export interface Clearances {
  add(clearance: NewClearance): void;
  /** Adds a clearance that was approved long ago, without events. */
  addApproved(clearance: Omit<NewClearance, "outcome">): void;
  get(vin: string): ClearanceView | undefined;
  has(vin: string): boolean;
  readonly size: number;
  /** In order of request. */
  list(): Iterable<ClearanceView>;
  /** Removes a clearance: `approved` changes to `revoking`, `pending` to `canceling`. */
  remove(vin: string, through: "revoking" | "canceling"): void;
  /** Sets the status of a clearance at once, and drops its future changes. */
  setStatus(vin: string, status: StatusName, reason?: string): void;
  save(): readonly SavedClearance[];
  load(saved: readonly SavedClearance[]): void;
}

/** The delays of carmakers, in milliseconds, and their clock. */
export interface LifeCycle {
  readonly clock: TimeSource;
  /** From request to approval or rejection. */
  approvalDelayMs(brand: BrandName): number;
  /** From `revoking` to `revoked` and from `canceling` to `canceled`. */
  removalDelayMs(brand: BrandName): number;
}

/** Is called with the present and future changes of a clearance whenever they change. */
type StatusObserver = (vin: string, changes: readonly StatusChange[]) => void;

export function createClearances(lifeCycle: LifeCycle, onStatusChanges: StatusObserver): Clearances {
  const { clock } = lifeCycle;
  const records = new Map<string, ClearanceRecord>();

  function insert(vin: string, entry: ClearanceRecord): void {
    // If it is requested again, it moves to the end of the list.
    records.delete(vin);
    records.set(vin, entry);
  }

  function append(vin: string, ...added: readonly StatusChange[]): void {
    const record = records.get(vin);
    if (!record) return;
    record.changes = [...reached(record.changes, clock.now()), ...added];
    onStatusChanges(vin, added);
  }

  return {
    add: ({ vin, brand, tags, outcome }) => {
      const now = clock.now();
      const decidedAt = now + lifeCycle.approvalDelayMs(brand);
      const changes: readonly StatusChange[] = [
        { at: now, status: "pending" },
        { at: decidedAt, ...outcome },
      ];
      insert(vin, { brand, tags, insertedAt: now, changes });
      onStatusChanges(vin, changes);
    },
    addApproved: ({ vin, brand, tags }) => {
      const now = clock.now();
      insert(vin, {
        brand,
        tags,
        insertedAt: now,
        changes: [
          { at: now, status: "pending" },
          { at: now, status: "approved" },
        ],
      });
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
      const record = records.get(vin);
      const now = clock.now();
      if (!record) return;
      const delayMs = lifeCycle.removalDelayMs(record.brand);
      const end = through === "revoking" ? "revoked" : "canceled";
      append(vin, { at: now, status: through }, { at: now + delayMs, status: end });
    },
    setStatus: (vin, status, reason) =>
      append(vin, { at: clock.now(), status, ...(reason === undefined ? {} : { reason }) }),
    save: () => [...records].map(([vin, entry]) => ({ vin, ...entry })),
    load: (saved) => {
      records.clear();
      for (const { vin, brand, tags, insertedAt, changes } of saved) {
        records.set(vin, { brand, tags, insertedAt, changes });
        onStatusChanges(
          vin,
          changes.filter(({ at }) => at > clock.now()),
        );
      }
    },
  };
}

function reached(changes: readonly StatusChange[], now: number): readonly StatusChange[] {
  const last = changes.at(-1);
  return last === undefined || last.at <= now ? changes : changes.filter(({ at }) => at <= now);
}

function view(
  vin: string,
  { brand, tags, insertedAt, changes: all }: ClearanceRecord,
  now: number,
): ClearanceView {
  const changes = reached(all, now);
  return {
    vin,
    status: changes.at(-1)?.status ?? "pending",
    brand,
    tags,
    insertedAt,
    approvedAt: changes.find(({ status }) => status === "approved")?.at,
    changes,
  };
}

export function toClearance({ vin, status, brand, tags, changes }: ClearanceView): Clearance {
  const changelog = changes.map(({ at, ...change }) => ({
    timestamp: new Date(at).toISOString(),
    ...change,
  }));
  // Brands and statuses that the specification does not list were set on purpose.
  return { vin, status, brand, changelog, tags: { ...tags } } as Clearance;
}
