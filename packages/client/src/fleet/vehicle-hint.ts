/**
 * - `vin-lower-case`: the VIN had small letters and is sent in capitals
 * - `vin-letter`: the VIN has I, O or Q, which ISO 3779 does not allow; the platform has such VINs
 * - `vin-check-digit`: the check digit does not match, which is common outside of North America and China
 * - `brand-unknown`: the specification of this version does not list the brand
 * - `status-unknown`: the platform gave the clearance a status that this version does not know
 */
export type VehicleHintCode =
  | "vin-lower-case"
  | "vin-letter"
  | "vin-check-digit"
  | "brand-unknown"
  | "status-unknown";

/** What is unusual about a vehicle that is sent nevertheless. */
export interface VehicleHint {
  /** The kind of the hint, for programs. */
  readonly code: VehicleHintCode;
  /** The hint as a sentence for people. */
  readonly message: string;
  /** The probably intended value. */
  readonly suggestion?: string;
}
