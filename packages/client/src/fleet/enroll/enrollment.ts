import type { ClearanceResultStatus } from "@high-mobility-ts/schema";

interface Enrolled {
  /** Counts the vehicles of the source, from 0. */
  readonly index: number;
  /** Where the source is a file. */
  readonly line: number | undefined;
  readonly vin: string;
  /** What is unusual, and sent all the same. */
  readonly warnings: readonly string[];
}

/** What came of one vehicle. */
export type EnrollmentOutcome =
  /** The platform has it; `known` when it had it already, as found out by asking. */
  | (Enrolled & {
      readonly outcome: "accepted";
      readonly status: "pending" | "approved";
      readonly known: boolean;
    })
  /** The platform does not want it. */
  | (Enrolled & {
      readonly outcome: "refused";
      readonly status: Exclude<ClearanceResultStatus, "pending" | "approved">;
      readonly reason: string;
    })
  /** It was not sent: it, or its line, is broken. */
  | (Enrolled & { readonly outcome: "invalid"; readonly problems: readonly string[] })
  /** It was not sent again: its VIN came before, however long ago, and has an outcome from there. */
  | (Enrolled & { readonly outcome: "repeated" })
  /** Its batch failed, again and again; whether the platform has it is not known. */
  | (Enrolled & { readonly outcome: "failed"; readonly error: unknown });

/** How far an enrollment has come. */
export interface EnrollmentProgress {
  /** Vehicles whose outcome was taken. */
  readonly read: number;
  readonly accepted: number;
  readonly refused: number;
  readonly invalid: number;
  readonly repeated: number;
  readonly failed: number;
}

/** What a checkpoint holds; plain JSON. */
export interface EnrollmentCheckpoint {
  /** All vehicles before this one have an outcome, which the consumer took. */
  readonly settled: number;
  /** No vehicle from this one on was sent. Between the two, some were, and the platform is asked. */
  readonly sent: number;
  /** Digest of the VINs before `settled`: another source is noticed. */
  readonly digest: number;
}

/** Where a checkpoint is kept: a file, a database. `save` must not resolve before it would survive a crash. */
export interface CheckpointStore {
  load(): Promise<EnrollmentCheckpoint | undefined>;
  save(checkpoint: EnrollmentCheckpoint): Promise<void>;
}
