import { brands, eligibilityBrands } from "@high-mobility-ts/schema/facts";
import { openapi } from "@high-mobility-ts/schema/openapi";
import type { Vehicle } from "../options.ts";
import { CliError } from "./cli-error.ts";

interface FieldRule {
  readonly expected: string;
  readonly accepts: (value: unknown, furtherBrands: readonly string[]) => boolean;
}

const { Failure } = openapi.components.schemas;
const failureReasons = enumOf(Failure, "reason");
const flag: FieldRule = { expected: "true or false", accepts: (value) => typeof value === "boolean" };

const rules: Readonly<Record<keyof Vehicle, FieldRule>> = {
  vin: {
    expected: "17 capital letters and digits",
    accepts: (value) => typeof value === "string" && /^[A-Z0-9]{17}$/.test(value),
  },
  brand: {
    expected: `one of ${brands.join(", ")}, or of --brand`,
    accepts: (value, further) =>
      typeof value === "string" && [...brands, ...eligibilityBrands, ...further].includes(value),
  },
  eligible: flag,
  cleared: flag,
  rejection: { expected: "a reason", accepts: (value) => typeof value === "string" && value !== "" },
  privacyMode: flag,
  asleep: flag,
  consentRemoved: flag,
  powertrain: {
    expected: "electric or combustion",
    accepts: (value) => value === "electric" || value === "combustion",
  },
  failures: {
    expected: `failures by property, such as {"diagnostics.odometer": {"reason": "unknown", "description": "?"}}`,
    accepts: areFailures,
  },
};

/**
 * Returns the vehicles of a fleet file.
 *
 * @throws {CliError} that names the file, the index of the vehicle and the field.
 */
export function readFleet(
  file: string,
  content: unknown,
  furtherBrands: readonly string[] = [],
): readonly Vehicle[] {
  if (!Array.isArray(content)) throw new CliError(`${file} must be a list of vehicles, got something else.`);
  const seen = new Map<string, number>();
  return content.map((value: unknown, index) => {
    const vehicle = readVehicle({ file, index, furtherBrands }, value);
    const earlier = seen.get(vehicle.vin);
    if (earlier !== undefined)
      throw new CliError(
        `\`[${index}].vin\` in ${file} must be a unique VIN, got ${vehicle.vin}, which is also the VIN of [${earlier}].`,
      );
    seen.set(vehicle.vin, index);
    return vehicle;
  });
}

/** A place in a fleet file. */
interface VehiclePlace {
  readonly file: string;
  readonly index: number;
  /** Brands that the command line adds to those of the specification. */
  readonly furtherBrands: readonly string[];
}

function readVehicle({ file, index, furtherBrands }: VehiclePlace, value: unknown): Vehicle {
  if (typeof value !== "object" || value === null || Array.isArray(value))
    throw new CliError(
      `\`[${index}]\` in ${file} must be a vehicle such as {"vin": "2HM00000000000001", "brand": "sandbox"}, got ${JSON.stringify(value)}.`,
    );
  for (const [name, content] of Object.entries(value)) {
    const rule = isField(name) ? rules[name] : undefined;
    if (!rule)
      throw new CliError(
        `A field of \`[${index}]\` in ${file} must be one of ${Object.keys(rules).join(", ")}, got "${name}".`,
      );
    if (!rule.accepts(content, furtherBrands))
      throw new CliError(
        `\`[${index}].${name}\` in ${file} must be ${rule.expected}, got ${JSON.stringify(content)}.`,
      );
  }
  if (!("vin" in value))
    throw new CliError(`\`[${index}].vin\` in ${file} must be ${rules.vin.expected}, got none.`);
  // The rules have checked each field.
  const vehicle = value as Vehicle;
  if (vehicle.cleared && vehicle.brand === undefined)
    throw new CliError(`\`[${index}].brand\` in ${file} must be a brand if \`cleared\` is true, got none.`);
  return vehicle;
}

function isField(name: string): name is keyof Vehicle {
  return Object.hasOwn(rules, name);
}

function areFailures(value: unknown): boolean {
  if (typeof value !== "object" || value === null || Array.isArray(value)) return false;
  return Object.entries(value).every(
    ([property, failure]: [string, unknown]) =>
      /^\w+\.\w+$/.test(property) &&
      failureReasons.includes(Reflect.get(Object(failure), "reason")) &&
      typeof Reflect.get(Object(failure), "description") === "string",
  );
}

function enumOf(schema: unknown, property: string): readonly string[] {
  const { properties } = schema as { properties: Record<string, { enum: readonly string[] }> };
  return properties[property]?.enum ?? [];
}
