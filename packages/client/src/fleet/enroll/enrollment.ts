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
  | AcceptedVehicle
  | RefusedVehicle
  | InvalidVehicle
  | RepeatedVehicle
  | FailedVehicle;

/** A vehicle that the platform has. */
export interface AcceptedVehicle extends Enrolled {
  /** The platform has the vehicle. */
  readonly outcome: "accepted";
  /** The status of its clearance. One that this version does not know goes on, and has the hint `status-unknown`. */
  readonly status: "pending" | "approved" | (string & {});
  /** Whether the platform had the vehicle already, as found out by asking. */
  readonly known: boolean;
}

/** A vehicle that the platform rejected. */
export interface RefusedVehicle extends Enrolled {
  /** The platform rejected the vehicle. */
  readonly outcome: "refused";
  /** The status of its clearance. */
  readonly status: RefusedStatus;
  /** Why the platform rejected the vehicle, in its words. */
  readonly reason: string;
}

/** A vehicle that was not sent because it, or its line, is broken. */
export interface InvalidVehicle extends Enrolled {
  /** The vehicle was not sent: it, or its line, is broken. */
  readonly outcome: "invalid";
  /** What is wrong, one sentence for each problem. */
  readonly problems: readonly string[];
}

/** A vehicle whose VIN came before, anywhere in the source, and has an outcome from there. */
export interface RepeatedVehicle extends Enrolled {
  /** The vehicle was not sent again: its VIN came before. */
  readonly outcome: "repeated";
}

/** A vehicle of a batch that failed for good. */
export interface FailedVehicle extends Enrolled {
  /** The batch of the vehicle failed for good. It is not known whether the platform has the vehicle. */
  readonly outcome: "failed";
  /** Why the batch failed. */
  readonly error: unknown;
}

/** How far an enrollment has come. */
export interface EnrollmentProgress {
  /** Vehicles whose outcome was taken. */
  readonly read: number;
  /** Vehicles that the platform has. */
  readonly accepted: number;
  /** Vehicles that the platform rejected. */
  readonly refused: number;
  /** Vehicles that were not sent because they, or their lines, are broken. */
  readonly invalid: number;
  /** Vehicles whose VIN came before. */
  readonly repeated: number;
  /** Vehicles of batches that failed for good. */
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
  /** Returns what `save` stored last; undefined if there is nothing. */
  load(): Promise<EnrollmentCheckpoint | undefined>;
  /** Stores a checkpoint in place of the one before. */
  save(checkpoint: EnrollmentCheckpoint): Promise<void>;
}
