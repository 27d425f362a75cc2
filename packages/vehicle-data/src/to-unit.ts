import { type Scale, scales, type Units } from "./units.ts";

/** A number and its unit, as vehicles report them. */
export interface Quantity<Unit extends string = string> {
  /** The number. */
  readonly value: number;
  /** The unit, as the specification writes it, such as `kilometers`. */
  readonly unit: Unit;
}

/** Every unit that can be converted. */
export type Unit = Units[keyof Units];

/** The units of the same quantity as `From`. */
export type UnitLike<From extends string> = {
  [Name in keyof Units]: Extract<From, Units[Name]> extends never ? never : Units[Name];
}[keyof Units];

/**
 * Converts a quantity to another unit. A unit of another quantity does not compile.
 *
 * @example toUnit(odometer, "miles").value
 * @throws {TypeError} if one unit cannot be converted to the other: `months` and `ampere_hours` have no fixed size.
 */
export function toUnit<From extends string, To extends UnitLike<From>>(
  quantity: Quantity<From>,
  unit: To,
): Quantity<To> {
  const { value, unit: from } = quantity;
  if (String(from) === unit) return { value, unit };
  for (const units of Object.values<Readonly<Record<string, Scale>>>(scales)) {
    const [source, target] = [units[from], units[unit]];
    if (source && target) return { value: fromBase(toBase(value, source), target), unit };
  }
  throw new TypeError(`${from} cannot be converted to ${unit}`);
}

function toBase(value: number, scale: Scale): number {
  return "size" in scale ? (value + (scale.zero ?? 0)) * scale.size : scale.constant / value;
}

function fromBase(base: number, scale: Scale): number {
  return "size" in scale ? base / scale.size - (scale.zero ?? 0) : scale.constant / base;
}
