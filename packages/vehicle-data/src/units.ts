import type { components } from "@high-mobility-ts/schema";

type UnitOf<Name extends keyof components["schemas"]> = components["schemas"][Name] extends {
  unit: infer Unit extends string;
}
  ? Unit
  : never;

/**
 * The units of each quantity, as the specification lists them, but those that are not of one size: a month has no fixed
 * length, and ampere-hours are energy only at a voltage.
 */
export interface Units {
  readonly acceleration: UnitOf<"AccelerationQuantity">;
  readonly angle: UnitOf<"AngleQuantity">;
  readonly angularVelocity: UnitOf<"AngularVelocityQuantity">;
  readonly duration: Exclude<UnitOf<"DurationQuantity">, "months">;
  readonly electricCurrent: UnitOf<"ElectricCurrentQuantity">;
  readonly electricPotentialDifference: UnitOf<"ElectricPotentialDifferenceQuantity">;
  readonly energy: Exclude<UnitOf<"EnergyQuantity">, "ampere_hours">;
  readonly energyEfficiency: UnitOf<"EnergyEfficiencyQuantity">;
  readonly frequency: UnitOf<"FrequencyQuantity">;
  readonly fuelEfficiency: UnitOf<"FuelEfficiencyQuantity">;
  readonly illuminance: UnitOf<"IlluminanceQuantity">;
  readonly length: UnitOf<"LengthQuantity">;
  readonly mass: UnitOf<"MassQuantity">;
  readonly power: UnitOf<"PowerQuantity">;
  readonly pressure: UnitOf<"PressureQuantity">;
  readonly speed: UnitOf<"SpeedQuantity">;
  readonly temperature: UnitOf<"TemperatureQuantity">;
  readonly torque: UnitOf<"TorqueQuantity">;
  readonly volume: UnitOf<"VolumeQuantity">;
}

/** A unit against the first of its table: how many of that one it is, or how many of that one come to it. */
export type Scale =
  /** `(value + zero) * size`. */
  | { readonly size: number; readonly zero?: number }
  /** `constant / value`: distance per energy against energy per distance. */
  | { readonly constant: number };

type Scales<Unit extends string> = Readonly<Record<Unit, Scale>>;

// Sources: "exact" by definition of the unit in the SI brochure (9th edition, BIPM 2019) or NIST Special Publication 811
// (2008), appendix B; everything else is worked out from exact ones in place.

const INCH = 0.0254;
const FOOT = 0.3048;
const MILE = 1_609.344;
const NAUTICAL_MILE = 1_852;
const STANDARD_GRAVITY = 9.80665;
const POUND = 0.45359237;
/** 231 cubic inches, in liters. */
const GALLON = 3.785411784;
const IMPERIAL_GALLON = 4.54609;
/** Of 0 °C at standard gravity, by convention 13,595.1 kg/m³, in pascals: `13.5951 * STANDARD_GRAVITY`. */
const MILLIMETER_OF_MERCURY = 133.322387415;
// Products, written out: bundlers keep a calculation at the top of a module, used or not.
/** `POUND * STANDARD_GRAVITY`. */
const POUND_FORCE = 4.4482216152605;
/** `MILE / 1_000`. */
const MILE_KILOMETERS = 1.609344;
/** `180 / Math.PI`. */
const RADIAN_DEGREES = 57.29577951308232;

type AllScales = { readonly [Quantity in keyof Units]: Scales<Units[Quantity]> };

const tabulate = (): AllScales => ({
  acceleration: { meters_per_second_squared: { size: 1 }, gravity: { size: STANDARD_GRAVITY } },
  angle: { degrees: { size: 1 }, radians: { size: RADIAN_DEGREES }, revolutions: { size: 360 } },
  angularVelocity: {
    degrees_per_second: { size: 1 },
    radians_per_second: { size: RADIAN_DEGREES },
    revolutions_per_minute: { size: 6 },
  },
  duration: {
    seconds: { size: 1 },
    milliseconds: { size: 1e-3 },
    minutes: { size: 60 },
    hours: { size: 3_600 },
    days: { size: 86_400 },
    weeks: { size: 604_800 },
  },
  electricCurrent: { amperes: { size: 1 }, milliamperes: { size: 1e-3 }, kiloamperes: { size: 1e3 } },
  electricPotentialDifference: { volts: { size: 1 }, millivolts: { size: 1e-3 }, kilovolts: { size: 1e3 } },
  energy: {
    joules: { size: 1 },
    kilojoules: { size: 1e3 },
    watt_hours: { size: 3_600 },
    kilowatt_hours: { size: 3.6e6 },
  },
  energyEfficiency: {
    kwh_per_100_kilometers: { size: 1 },
    miles_per_kwh: { constant: 100 / MILE_KILOMETERS },
  },
  frequency: {
    hertz: { size: 1 },
    millihertz: { size: 1e-3 },
    kilohertz: { size: 1e3 },
    megahertz: { size: 1e6 },
    gigahertz: { size: 1e9 },
    times_per_minute: { size: 1 / 60 },
    times_per_hour: { size: 1 / 3_600 },
    times_per_day: { size: 1 / 86_400 },
  },
  fuelEfficiency: {
    liters_per_100_kilometers: { size: 1 },
    miles_per_gallon: { constant: (100 * GALLON) / MILE_KILOMETERS },
    miles_per_imperial_gallon: { constant: (100 * IMPERIAL_GALLON) / MILE_KILOMETERS },
  },
  illuminance: { lux: { size: 1 } },
  length: {
    meters: { size: 1 },
    millimeters: { size: 1e-3 },
    centimeters: { size: 1e-2 },
    decimeters: { size: 1e-1 },
    kilometers: { size: 1e3 },
    megameters: { size: 1e6 },
    inches: { size: INCH },
    feet: { size: FOOT },
    yards: { size: 3 * FOOT },
    miles: { size: MILE },
    scandinavian_miles: { size: 1e4 },
    nautical_miles: { size: NAUTICAL_MILE },
  },
  mass: {
    kilograms: { size: 1 },
    grams: { size: 1e-3 },
    decigrams: { size: 1e-4 },
    centigrams: { size: 1e-5 },
    milligrams: { size: 1e-6 },
    micrograms: { size: 1e-9 },
    nanograms: { size: 1e-12 },
    picograms: { size: 1e-15 },
    ounces: { size: POUND / 16 },
    pounds: { size: POUND },
    stones: { size: 14 * POUND },
    metric_tons: { size: 1e3 },
    short_tons: { size: 2_000 * POUND },
    carats: { size: 2e-4 },
    ounces_troy: { size: (480 * POUND) / 7_000 },
    slugs: { size: POUND_FORCE / FOOT },
  },
  power: {
    watts: { size: 1 },
    milliwatts: { size: 1e-3 },
    kilowatts: { size: 1e3 },
    megawatts: { size: 1e6 },
    // The mechanical one, 550 foot-pounds per second, not the metric one of 735.49875 W.
    horsepower: { size: 550 * FOOT * POUND_FORCE },
  },
  pressure: {
    pascals: { size: 1 },
    kilopascals: { size: 1e3 },
    bars: { size: 1e5 },
    millibars: { size: 1e2 },
    millimeters_of_mercury: { size: MILLIMETER_OF_MERCURY },
    inches_of_mercury: { size: 25.4 * MILLIMETER_OF_MERCURY },
    pounds_force_per_square_inch: { size: POUND_FORCE / (INCH * INCH) },
  },
  speed: {
    meters_per_second: { size: 1 },
    kilometers_per_hour: { size: 1 / 3.6 },
    miles_per_hour: { size: MILE / 3_600 },
    knots: { size: NAUTICAL_MILE / 3_600 },
  },
  temperature: {
    kelvin: { size: 1 },
    celsius: { size: 1, zero: 273.15 },
    fahrenheit: { size: 5 / 9, zero: 459.67 },
  },
  torque: {
    newton_meters: { size: 1 },
    newton_millimeters: { size: 1e-3 },
    pound_feet: { size: POUND_FORCE * FOOT },
  },
  volume: {
    liters: { size: 1 },
    milliliters: { size: 1e-3 },
    centiliters: { size: 1e-2 },
    deciliters: { size: 1e-1 },
    cubic_millimeters: { size: 1e-6 },
    cubic_centimeters: { size: 1e-3 },
    cubic_decimeters: { size: 1 },
    cubic_meters: { size: 1e3 },
    cubic_inches: { size: GALLON / 231 },
    cubic_feet: { size: (1_728 * GALLON) / 231 },
    fluid_ounces: { size: GALLON / 128 },
    gallons: { size: GALLON },
    imperial_fluid_ounces: { size: IMPERIAL_GALLON / 160 },
    imperial_gallons: { size: IMPERIAL_GALLON },
  },
});

// Marked as pure, so that apps which convert nothing do not carry it.
export const scales: AllScales = /* @__PURE__ */ tabulate();
