import type { ClearanceResultStatus } from "@high-mobility-ts/schema";
import type { VehicleHint } from "../vehicle-hint.ts";

interface Enrolled {
  /** Counts the vehicles of the source, from 0. */
  readonly index: number;
  /** Where the source is a file. */
  readonly line: number | undefined;
  /** The VIN that was sent, in capitals. For `invalid`, the VIN as written. */
  readonly vin: string;
  /** What is unusual about it. It is sent all the same. */
  readonly hints: readonly VehicleHint[];
}

/** A status with which the platform has no clearance for a vehicle, or ends it. */
export type RefusedStatus = Exclude<ClearanceResultStatus, "pending" | "approved">;

/** The outcome of one vehicle. */
export type EnrollmentOutcome =
  /**
   * The platform has it. `known` if it had the vehicle already, as found out by asking. A status that this version does not
   * know is one of a clearance that goes on, and has the hint `status-unknown`.
   */
  | (Enrolled & {
      readonly outcome: "accepted";
      readonly status: "pending" | "approved" | (string & {});
      readonly known: boolean;
    })
  /** The platform rejected it. */
  | (Enrolled & { readonly outcome: "refused"; readonly status: RefusedStatus; readonly reason: string })
  /** It was not sent: the vehicle or its line is broken. */
  | (Enrolled & { readonly outcome: "invalid"; readonly problems: readonly string[] })
  /** It was not sent again: its VIN came before, anywhere in the source, and has an outcome from there. */
  | (Enrolled & { readonly outcome: "repeated" })
  /** Its batch failed for good. Whether the platform has the vehicle is not known. */
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
  /** All vehicles before this one have an outcome, which the consumer took; some after it may have one, too. */
  readonly settled: number;
  /**
   * No vehicle from this one on was sent. Between the two, some were or will be soon, and a run that continues asks the
   * platform about them. It may lie behind the last vehicle.
   */
  readonly sent: number;
  /** Digest of the VINs before `settled`: another source is noticed. */
  readonly digest: number;
}

/** Where a checkpoint is kept: a file, a database. `save` must not resolve before it would survive a crash. */
export interface CheckpointStore {
  load(): Promise<EnrollmentCheckpoint | undefined>;
  save(checkpoint: EnrollmentCheckpoint): Promise<void>;
}
