import { printKey } from "../print/identifier.ts";
import { printFlat } from "../print/print-value.ts";
import type { Check } from "./runtime/check.ts";

/**
 * Returns the TypeScript type of the values that a check accepts.
 * @param nameOf returns the name of a type if it has one
 */
export function typeText(check: Check, nameOf: (check: Check) => string | undefined): string {
  const nested = (child: Check): string => typeText(child, nameOf);
  const name = nameOf(check);
  if (name !== undefined) return name;
  switch (check.kind) {
    case "enum":
      return check.values.map(printFlat).join(" | ") || "never";
    case "const":
      return printFlat(check.value);
    case "string":
    case "number":
    case "integer":
      return typeNames[check.kind];
    case "array":
      return check.items ? `readonly ${grouped(nested(check.items))}[]` : typeNames.array;
    case "object": {
      const { properties = {}, required = [] } = check;
      const members = Object.entries(properties).map(
        ([key, child]) => `readonly ${printKey(key)}${required.includes(key) ? "" : "?"}: ${nested(child)}`,
      );
      return members.length === 0 ? typeNames.object : `{ ${members.join("; ")} }`;
    }
    case "type":
      return check.types.map((type) => typeNames[type]).join(" | ");
    case "anyOf":
    case "oneOf":
      return check.checks.map(nested).join(" | ");
    case "allOf":
      return check.checks.map((each) => grouped(nested(each))).join(" & ");
    case "never":
      return "never";
    case "any":
    case "not":
      return "unknown";
  }
}

const typeNames = {
  array: "readonly unknown[]",
  boolean: "boolean",
  integer: "number",
  null: "null",
  number: "number",
  object: "object",
  string: "string",
} as const;

function grouped(type: string): string {
  return / [|&] /.test(type) ? `(${type})` : type;
}
