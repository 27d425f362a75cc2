import type { FleetVehicle } from "@high-mobility-ts/schema";
import { brandProblem } from "../brand.ts";
import { vinProblems, vinWarnings } from "../vin.ts";
import type { EnrollmentOutcome } from "./enrollment.ts";
import type { VinSet } from "./vin-set.ts";

/** A vehicle as a file or a person wrote it: nothing of it has been checked. */
export interface UncheckedVehicle {
  readonly vin: string;
  readonly brand: string;
  readonly tags?: Readonly<Record<string, string>> | undefined;
}

/** A line of a file: a vehicle, or what is wrong with the line. */
export type VehicleRow =
  | { readonly line: number; readonly vehicle: UncheckedVehicle }
  | { readonly line: number; readonly problem: string };

/** A vehicle that may be sent. As small as can be: thousands of them are under way. */
export interface SendableRow {
  /** Counts the vehicles of the source, from 0. */
  readonly index: number;
  readonly line: number | undefined;
  readonly vehicle: FleetVehicle;
}

/** What came of a vehicle that is not to be sent. */
export type Unsent = Extract<EnrollmentOutcome, { readonly outcome: "invalid" | "repeated" }>;

/**
 * Looks at a vehicle before anything is sent.
 *
 * @param seen The VINs of those before it that may be sent; its own is added.
 */
export function checkRow(item: FleetVehicle | VehicleRow, index: number, seen: VinSet): SendableRow | Unsent {
  const line = "line" in item ? item.line : undefined;
  if ("problem" in item) return invalid({ index, line, vin: "" }, [item.problem]);
  const vehicle = "vehicle" in item ? item.vehicle : item;
  const vin = typeof vehicle?.vin === "string" ? vehicle.vin : "";
  const ofVin = vin === "" ? noVin : vinProblems(vin);
  const ofBrand = brandProblem(vehicle?.brand);
  if (ofBrand !== undefined) return invalid({ index, line, vin }, [...ofVin, ofBrand]);
  if (ofVin.length > 0) return invalid({ index, line, vin }, ofVin);
  if (!seen.add(vin)) return { index, line, vin, warnings: vinWarnings(vin), outcome: "repeated" };
  // Checked just now: the brand is one of the specification's.
  return { index, line, vehicle: vehicle as FleetVehicle };
}

export function isSendable(row: SendableRow | Unsent): row is SendableRow {
  return "vehicle" in row;
}

const noVin: readonly string[] = ["the VIN is missing"];

function invalid(row: Pick<Unsent, "index" | "line" | "vin">, problems: readonly string[]): Unsent {
  return { ...row, warnings: [], outcome: "invalid", problems };
}
