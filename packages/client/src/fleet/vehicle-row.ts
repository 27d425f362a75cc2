import type { FleetVehicle } from "@high-mobility-ts/schema";
import { brandProblem } from "./brand.ts";
import { checkVin } from "./vin.ts";

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

/** A vehicle of a source, looked at before anything is sent. */
export interface CheckedRow {
  /** Counts the vehicles of the source, from 0. */
  readonly index: number;
  readonly line: number | undefined;
  readonly vin: string;
  /** Undefined when it is not fit to be sent; `problems` says why. */
  readonly vehicle: FleetVehicle | undefined;
  readonly problems: readonly string[];
  readonly warnings: readonly string[];
}

export function checkRow(item: FleetVehicle | VehicleRow, index: number): CheckedRow {
  const line = "line" in item ? item.line : undefined;
  if ("problem" in item)
    return { index, line, vin: "", vehicle: undefined, problems: [item.problem], warnings: [] };
  const vehicle = "vehicle" in item ? item.vehicle : item;
  const vin = typeof vehicle?.vin === "string" ? vehicle.vin : "";
  const { problems: vinProblems, warnings } = vin === "" ? noVin : checkVin(vin);
  const problems = [...vinProblems, brandProblem(vehicle?.brand) ?? []].flat();
  // Checked just now: the brand is one of the specification's.
  const checked = problems.length === 0 ? (vehicle as FleetVehicle) : undefined;
  return { index, line, vin, vehicle: checked, problems, warnings };
}

const noVin = { problems: ["the VIN is missing"], warnings: [] };
