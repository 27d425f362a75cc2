import type { ClearanceResultStatus } from "@high-mobility-ts/schema";
import type { VehicleHint } from "../vehicle-hint.ts";

interface Enrolled {
  /** Counts the vehicles of the source, from 0. */
  readonly index: number;
  /** Line of the file, from 1, if the source is a file. */
  readonly line: number | undefined;
  /** The VIN that was sent, in capitals. For `invalid`, the VIN as written. */
  readonly vin: string;
  /** What is unusual about the vehicle. It is sent nevertheless. */
  readonly hints: readonly VehicleHint[];
}

/** A status that means that the vehicle has no clearance, or that its clearance ends. */
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
  /** The status of its clearance. An unknown status counts as active and has the hint `status-unknown`. */
  readonly status: "pending" | "approved" | (string & {});
  /** Whether the platform already had the vehicle, according to its list. */
  readonly known: boolean;
}

/** A vehicle that the platform rejected. */
export interface RefusedVehicle extends Enrolled {
  /** The platform rejected the vehicle. */
  readonly outcome: "rejected";
  /** The status of its clearance. */
  readonly status: RefusedStatus;
  /** The platform's reason for the rejection. */
  readonly reason: string;
}

/** A vehicle that was not sent because it or its line is invalid. */
export interface InvalidVehicle extends Enrolled {
  /** The vehicle was not sent: it or its line is invalid. */
  readonly outcome: "invalid";
  /** What is wrong, one sentence for each problem. */
  readonly problems: readonly string[];
}

/** A duplicate: its VIN came before in the source, and the outcome was reported there. */
export interface RepeatedVehicle extends Enrolled {
  /** The vehicle was not sent again: its VIN is a duplicate. */
  readonly outcome: "duplicate";
}

/** A vehicle of a batch that failed permanently. */
export interface FailedVehicle extends Enrolled {
  /** The batch of the vehicle failed permanently. It is unknown whether the platform has the vehicle. */
  readonly outcome: "failed";
  /** Why the batch failed. */
  readonly error: unknown;
}

/** The progress of an enrollment. */
export interface EnrollmentProgress {
  /** Vehicles whose outcome was taken. */
  readonly read: number;
  /** Vehicles that the platform has. */
  readonly accepted: number;
  /** Vehicles that the platform rejected. */
  readonly rejected: number;
  /** Vehicles that were not sent because they or their lines are invalid. */
  readonly invalid: number;
  /** Vehicles whose VIN came before. */
  readonly duplicate: number;
  /** Vehicles of batches that failed permanently. */
  readonly failed: number;
}

/** The content of a checkpoint, plain JSON. */
export interface EnrollmentCheckpoint {
  /** The consumer took the outcomes of all vehicles before this one. Vehicles after it may have outcomes, too. */
  readonly settled: number;
  /**
   * No vehicle from this one on was sent. Vehicles between the two may have been sent, so a run that continues asks the
   * platform about them. May be greater than the number of vehicles.
   */
  readonly sent: number;
  /** Digest of the VINs before `settled`, to detect another source. */
  readonly digest: number;
}

/**
 * The storage of a checkpoint, such as a file or a database. `save` must not resolve before the checkpoint would
 * survive a crash.
 */
export interface CheckpointStore {
  /** Returns the checkpoint that was stored last; undefined if there is none. */
  load(): Promise<EnrollmentCheckpoint | undefined>;
  /** Stores a checkpoint and replaces the previous one. */
  save(checkpoint: EnrollmentCheckpoint): Promise<void>;
}
