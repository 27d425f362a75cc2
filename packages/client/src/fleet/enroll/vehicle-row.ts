import type { FleetVehicle } from "@high-mobility-ts/schema";
import { type AnyBrand, brandHint, brandProblem } from "../brand.ts";
import type { VehicleHint } from "../vehicle-hint.ts";
import { vinHints, vinProblems } from "../vin.ts";
import type { EnrollmentOutcome } from "./enrollment.ts";
import type { VinSet } from "./vin-set.ts";

/** A vehicle to enroll, as a person or a program wrote it. */
export interface VehicleToEnroll extends Omit<FleetVehicle, "brand"> {
  /** The brand: one that this version knows, or any other text. */
  readonly brand: AnyBrand;
}

/** A vehicle as a file has it. */
export interface UncheckedVehicle {
  /** The VIN as written. */
  readonly vin: string;
  /** The brand as written. */
  readonly brand: string;
  /** Tags of the application's own, by name. */
  readonly tags?: Readonly<Record<string, string>> | undefined;
}

/** A line of a file: a vehicle, or the reason why the line is invalid. */
export type VehicleRow =
  | {
      /** The line's number, from 1. */
      readonly line: number;
      /** The vehicle of the line. */
      readonly vehicle: UncheckedVehicle;
    }
  | {
      /** The line's number, from 1. */
      readonly line: number;
      /** What is wrong with the line, in a sentence. */
      readonly problem: string;
    };

/** A vehicle that is sent. As small as possible, because thousands of them are under way. */
export interface SendableRow {
  /** Counts the vehicles of the source, from 0. */
  readonly index: number;
  readonly line: number | undefined;
  readonly vehicle: FleetVehicle;
  /** The VIN as written, if it was not in capitals. */
  readonly writtenVin?: string;
}

/** The outcome of a vehicle that is not sent. */
export type Unsent = Extract<EnrollmentOutcome, { readonly outcome: "invalid" | "duplicate" }>;

/**
 * Checks a vehicle before it is sent.
 *
 * @param seen The VINs of all previous vehicles. The VIN of this vehicle is added.
 */
export function checkRow(
  item: VehicleToEnroll | VehicleRow,
  index: number,
  seen: VinSet,
): SendableRow | Unsent {
  if (typeof item !== "object" || item === null)
    return invalid({ index, line: undefined, vin: "" }, ["the vehicle is not an object with vin and brand"]);
  const line = "line" in item ? item.line : undefined;
  if ("problem" in item) return invalid({ index, line, vin: "" }, [item.problem]);
  const vehicle = "vehicle" in item ? item.vehicle : item;
  const written = typeof vehicle?.vin === "string" ? vehicle.vin : "";
  const ofVin = written === "" ? noVin : vinProblems(written);
  const ofBrand = brandProblem(vehicle?.brand);
  if (ofBrand !== undefined) return invalid({ index, line, vin: written }, [...ofVin, ofBrand]);
  if (ofVin.length > 0) return invalid({ index, line, vin: written }, ofVin);
  const vin = written.toUpperCase();
  const isNew = seen.add(vin);
  if (!isNew) return { index, line, vin, hints: hintsOf(written, vehicle.brand), outcome: "duplicate" };
  // The specification lists some brands, and the platform accepts more.
  const sent = (vin === written ? vehicle : { ...vehicle, vin }) as FleetVehicle;
  return { index, line, vehicle: sent, ...(vin !== written && { writtenVin: written }) };
}

export function isSendable(row: SendableRow | Unsent): row is SendableRow {
  return "vehicle" in row;
}

/** Returns what is unusual about a vehicle that is sent. */
export function rowHints({ vehicle, writtenVin = vehicle.vin }: SendableRow): readonly VehicleHint[] {
  return hintsOf(writtenVin, vehicle.brand);
}

function hintsOf(vin: string, brand: string): readonly VehicleHint[] {
  const ofBrand = brandHint(brand);
  return ofBrand ? [...vinHints(vin), ofBrand] : vinHints(vin);
}

const noVin: readonly string[] = ["the VIN is missing"];

function invalid(row: Pick<Unsent, "index" | "line" | "vin">, problems: readonly string[]): Unsent {
  return { ...row, hints: [], outcome: "invalid", problems };
}
