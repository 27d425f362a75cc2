import type { LengthQuantity } from "@high-mobility-ts/schema";
import { expect, expectTypeOf, test } from "vitest";
import { toUnit, type UnitLike } from "./to-unit.ts";
import { scales } from "./units.ts";

// Golden values: NIST Special Publication 811 (2008), appendix B.8, with all printed digits; factors that it
// calls "exact" are complete.
test.each([
  ["length", "miles", "meters", 1_609.344],
  ["length", "inches", "meters", 0.0254],
  ["length", "feet", "meters", 0.3048],
  ["length", "yards", "meters", 0.9144],
  ["length", "nautical_miles", "meters", 1_852],
  ["mass", "ounces", "kilograms", 2.834952e-2],
  ["mass", "pounds", "kilograms", 0.45359237],
  ["mass", "stones", "kilograms", 6.350293],
  ["mass", "short_tons", "kilograms", 907.1847],
  ["mass", "ounces_troy", "kilograms", 3.110348e-2],
  ["mass", "slugs", "kilograms", 14.5939],
  ["mass", "carats", "kilograms", 2e-4],
  ["power", "horsepower", "watts", 745.6999],
  ["pressure", "inches_of_mercury", "pascals", 3_386.389],
  ["pressure", "millimeters_of_mercury", "pascals", 133.3224],
  ["pressure", "pounds_force_per_square_inch", "pascals", 6_894.757],
  ["speed", "miles_per_hour", "meters_per_second", 0.44704],
  ["speed", "knots", "meters_per_second", 0.5144444],
  ["torque", "pound_feet", "newton_meters", 1.355818],
  ["volume", "cubic_inches", "liters", 0.01638706],
  ["volume", "cubic_feet", "liters", 28.31685],
  ["volume", "fluid_ounces", "liters", 0.02957353],
  ["volume", "gallons", "liters", 3.785412],
  ["volume", "imperial_fluid_ounces", "liters", 0.02841306],
  ["volume", "imperial_gallons", "liters", 4.54609],
  ["energy", "kilowatt_hours", "joules", 3.6e6],
  ["acceleration", "gravity", "meters_per_second_squared", 9.80665],
  ["angle", "radians", "degrees", 57.29578],
  ["angularVelocity", "revolutions_per_minute", "radians_per_second", 0.1047198],
] as const)("a quantity of %s: one %s is the printed number of %s", (_quantity, from, to, want) => {
  const { value, unit } = toUnit({ value: 1, unit: from }, to as UnitLike<typeof from>);
  expect(unit).toBe(to);
  expect(Number(value.toPrecision(7))).toBe(Number(want.toPrecision(7)));
});

test.each([
  [0, "celsius", "fahrenheit", 32],
  [100, "celsius", "fahrenheit", 212],
  [-40, "fahrenheit", "celsius", -40],
  [0, "kelvin", "celsius", -273.15],
] as const)("%d %s is %s %d", (value, from, to, want) => {
  expect(toUnit({ value, unit: from }, to).value).toBeCloseTo(want, 9);
});

test.each([
  [30, "miles_per_gallon", "liters_per_100_kilometers", 7.840486],
  [5, "liters_per_100_kilometers", "miles_per_imperial_gallon", 56.49619],
  [4, "miles_per_kwh", "kwh_per_100_kilometers", 15.53428],
] as const)("%d %s is %s %d, the other way round", (value, from, to, want) => {
  expect(Number(toUnit({ value, unit: from }, to).value.toPrecision(7))).toBe(want);
});

const pairs = Object.values(scales).flatMap((units: object) =>
  Object.keys(units).flatMap((from) => Object.keys(units).map((to) => [from, to] as const)),
);

test("every unit converts to every other of its quantity, and back", () => {
  for (const [from, to] of pairs) {
    const there = toUnit({ value: 12.5, unit: from as "meters" }, to as "meters");
    expect(toUnit(there, from as "meters").value).toBeCloseTo(12.5, 9);
  }
  expect(pairs.length).toBeGreaterThan(500);
});

test("a value in its own unit stays what it is, to the last bit", () => {
  expect(toUnit({ value: 0.1 + 0.2, unit: "miles" }, "miles").value).toBe(0.1 + 0.2);
});

test("rejects units without a fixed size", () => {
  const month = { value: 1, unit: "months" as "days" };
  expect(() => toUnit(month, "hours")).toThrow(new TypeError("months cannot be converted to hours"));
});

test("a unit of another quantity does not compile", () => {
  const odometer: LengthQuantity = { value: 1, unit: "kilometers" };
  expectTypeOf<UnitLike<LengthQuantity["unit"]>>().toEqualTypeOf<LengthQuantity["unit"]>();
  expectTypeOf<UnitLike<"months">>().toEqualTypeOf<never>();
  expectTypeOf(toUnit(odometer, "miles").unit).toEqualTypeOf<"miles">();
  // @ts-expect-error: liters measure no length
  expect(() => toUnit(odometer, "liters")).toThrow(TypeError);
  // @ts-expect-error: not a unit
  expect(() => toUnit(odometer, "leagues")).toThrow(TypeError);
});
