import type { components } from "@high-mobility-ts/schema";

type SchemaUnit<Name extends keyof components["schemas"]> = components["schemas"][Name] extends {
  unit: infer Unit extends string;
}
  ? Unit
  : never;

/**
 * The units of each quantity in the specification, except units without a fixed size: a month has no fixed
 * length, and ampere-hours are energy only at a given voltage.
 */
export interface Units {
  /** Acceleration. */
  readonly acceleration: SchemaUnit<"AccelerationQuantity">;
  /** Angle. */
  readonly angle: SchemaUnit<"AngleQuantity">;
  /** Angular velocity. */
  readonly angularVelocity: SchemaUnit<"AngularVelocityQuantity">;
  /** Duration, without months. */
  readonly duration: Exclude<SchemaUnit<"DurationQuantity">, "months">;
  /** Electric current. */
  readonly electricCurrent: SchemaUnit<"ElectricCurrentQuantity">;
  /** Voltage. */
  readonly electricPotentialDifference: SchemaUnit<"ElectricPotentialDifferenceQuantity">;
  /** Energy, without ampere-hours. */
  readonly energy: Exclude<SchemaUnit<"EnergyQuantity">, "ampere_hours">;
  /** Electric energy and distance: energy per distance, or distance per energy. */
  readonly energyEfficiency: SchemaUnit<"EnergyEfficiencyQuantity">;
  /** Frequency. */
  readonly frequency: SchemaUnit<"FrequencyQuantity">;
  /** Fuel and distance: volume per distance, or distance per volume. */
  readonly fuelEfficiency: SchemaUnit<"FuelEfficiencyQuantity">;
  /** Illuminance. */
  readonly illuminance: SchemaUnit<"IlluminanceQuantity">;
  /** Length and distance. */
  readonly length: SchemaUnit<"LengthQuantity">;
  /** Mass. */
  readonly mass: SchemaUnit<"MassQuantity">;
  /** Power. */
  readonly power: SchemaUnit<"PowerQuantity">;
  /** Pressure. */
  readonly pressure: SchemaUnit<"PressureQuantity">;
  /** Speed. */
  readonly speed: SchemaUnit<"SpeedQuantity">;
  /** Temperature. */
  readonly temperature: SchemaUnit<"TemperatureQuantity">;
  /** Torque. */
  readonly torque: SchemaUnit<"TorqueQuantity">;
  /** Volume. */
  readonly volume: SchemaUnit<"VolumeQuantity">;
}

/** The ratio between a unit and the first unit of its table, in either direction. */
export type Scale =
  /** `(value + zero) * size`. */
  | { readonly size: number; readonly zero?: number }
  /** `constant / value`: distance per energy against energy per distance. */
  | { readonly constant: number };

type Scales<Unit extends string> = Readonly<Record<Unit, Scale>>;

// Sources: "exact" by definition of the unit in the SI brochure (9th edition, BIPM 2019) or NIST Special Publication 811
// (2008), appendix B; every other factor is calculated here from exact factors.

const inch = 0.0254;
const foot = 0.3048;
const mile = 1_609.344;
const nauticalMile = 1_852;
const standardGravity = 9.80665;
const pound = 0.45359237;
/** 231 cubic inches, in liters. */
const gallon = 3.785411784;
const imperialGallon = 4.54609;
/** Of 0 °C at standard gravity, by convention 13,595.1 kg/m³, in pascals: `13.5951 * standardGravity`. */
const millimeterOfMercury = 133.322387415;
// These products are written as literals, because bundlers keep a calculation at the top of a module even if
// it is not used.
/** `pound * standardGravity`. */
const poundForce = 4.4482216152605;
/** `MILE / 1_000`. */
const mileKilometers = 1.609344;
/** `180 / Math.PI`. */
const radianDegrees = 57.29577951308232;

type AllScales = { readonly [Quantity in keyof Units]: Scales<Units[Quantity]> };

function scalesOfMotion(): Pick<
  AllScales,
  "acceleration" | "angle" | "angularVelocity" | "duration" | "frequency" | "length" | "speed"
> {
  return {
    acceleration: { meters_per_second_squared: { size: 1 }, gravity: { size: standardGravity } },
    angle: { degrees: { size: 1 }, radians: { size: radianDegrees }, revolutions: { size: 360 } },
    angularVelocity: {
      degrees_per_second: { size: 1 },
      radians_per_second: { size: radianDegrees },
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
    length: {
      meters: { size: 1 },
      millimeters: { size: 1e-3 },
      centimeters: { size: 1e-2 },
      decimeters: { size: 1e-1 },
      kilometers: { size: 1e3 },
      megameters: { size: 1e6 },
      inches: { size: inch },
      feet: { size: foot },
      yards: { size: 3 * foot },
      miles: { size: mile },
      scandinavian_miles: { size: 1e4 },
      nautical_miles: { size: nauticalMile },
    },
    speed: {
      meters_per_second: { size: 1 },
      kilometers_per_hour: { size: 1 / 3.6 },
      miles_per_hour: { size: mile / 3_600 },
      knots: { size: nauticalMile / 3_600 },
    },
  };
}

function scalesOfEnergy(): Pick<
  AllScales,
  | "electricCurrent"
  | "electricPotentialDifference"
  | "energy"
  | "energyEfficiency"
  | "fuelEfficiency"
  | "illuminance"
  | "power"
  | "temperature"
  | "torque"
> {
  return {
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
      miles_per_kwh: { constant: 100 / mileKilometers },
    },
    fuelEfficiency: {
      liters_per_100_kilometers: { size: 1 },
      miles_per_gallon: { constant: (100 * gallon) / mileKilometers },
      miles_per_imperial_gallon: { constant: (100 * imperialGallon) / mileKilometers },
    },
    illuminance: { lux: { size: 1 } },
    power: {
      watts: { size: 1 },
      milliwatts: { size: 1e-3 },
      kilowatts: { size: 1e3 },
      megawatts: { size: 1e6 },
      // The mechanical horsepower (550 foot-pounds per second), not the metric horsepower (735.49875 W).
      horsepower: { size: 550 * foot * poundForce },
    },
    temperature: {
      kelvin: { size: 1 },
      celsius: { size: 1, zero: 273.15 },
      fahrenheit: { size: 5 / 9, zero: 459.67 },
    },
    torque: {
      newton_meters: { size: 1 },
      newton_millimeters: { size: 1e-3 },
      pound_feet: { size: poundForce * foot },
    },
  };
}

function scalesOfMatter(): Pick<AllScales, "mass" | "pressure" | "volume"> {
  return {
    mass: {
      kilograms: { size: 1 },
      grams: { size: 1e-3 },
      decigrams: { size: 1e-4 },
      centigrams: { size: 1e-5 },
      milligrams: { size: 1e-6 },
      micrograms: { size: 1e-9 },
      nanograms: { size: 1e-12 },
      picograms: { size: 1e-15 },
      ounces: { size: pound / 16 },
      pounds: { size: pound },
      stones: { size: 14 * pound },
      metric_tons: { size: 1e3 },
      short_tons: { size: 2_000 * pound },
      carats: { size: 2e-4 },
      ounces_troy: { size: (480 * pound) / 7_000 },
      slugs: { size: poundForce / foot },
    },
    pressure: {
      pascals: { size: 1 },
      kilopascals: { size: 1e3 },
      bars: { size: 1e5 },
      millibars: { size: 1e2 },
      millimeters_of_mercury: { size: millimeterOfMercury },
      inches_of_mercury: { size: 25.4 * millimeterOfMercury },
      pounds_force_per_square_inch: { size: poundForce / (inch * inch) },
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
      cubic_inches: { size: gallon / 231 },
      cubic_feet: { size: (1_728 * gallon) / 231 },
      fluid_ounces: { size: gallon / 128 },
      gallons: { size: gallon },
      imperial_fluid_ounces: { size: imperialGallon / 160 },
      imperial_gallons: { size: imperialGallon },
    },
  };
}

function tabulate(): AllScales {
  return { ...scalesOfMotion(), ...scalesOfEnergy(), ...scalesOfMatter() };
}

// The call is marked as pure, so that bundlers remove it from apps that convert nothing.
export const scales: AllScales = /* @__PURE__ */ tabulate();
