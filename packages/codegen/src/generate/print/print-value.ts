import { jsonText } from "../../source/escape.ts";
import { identifier, printKey } from "./identifier.ts";

/** A name in the printed code. */
export class Identifier {
  readonly name: string;

  /** @throws {CodegenError} Generated code cannot declare the name. */
  constructor(name: string) {
    this.name = identifier(name);
  }
}

/** A value that can be printed as a TypeScript expression. */
export type Printable =
  | string
  | number
  | boolean
  | null
  | RegExp
  | Identifier
  | readonly Printable[]
  | { readonly [key: string]: Printable };

export const lineWidth = 110;

/**
 * Returns the value as code in the layout of the formatter.
 * @param before the number of characters before it on its first line
 * @param after the number of characters after it on its last line
 */
export function printValue(value: Printable, before = 0, after = 1, indent = ""): string {
  const flat = printFlat(value);
  if (before + flat.length + after <= lineWidth || !isComposite(value)) return flat;
  const inner = `${indent}  `;
  if (isList(value)) {
    const items = value.map((item) => `${inner}${printValue(item, inner.length, 1, inner)},\n`);
    return `[\n${items.join("")}${indent}]`;
  }
  const entries = Object.entries(value).map(([key, child]) => {
    const label = `${inner}${printKey(key)}: `;
    return `${label}${printValue(child, label.length, 1, inner)},\n`;
  });
  return `{\n${entries.join("")}${indent}}`;
}

/** Returns the value as code on one line. */
export function printFlat(value: Printable): string {
  if (value instanceof Identifier) return value.name;
  if (value instanceof RegExp) return String(value);
  if (!isComposite(value)) return jsonText(value);
  if (isList(value)) return `[${value.map(printFlat).join(", ")}]`;
  const entries = Object.entries(value).map(([key, child]) => `${printKey(key)}: ${printFlat(child)}`);
  return entries.length === 0 ? "{}" : `{ ${entries.join(", ")} }`;
}

function isComposite(
  value: Printable,
): value is readonly Printable[] | { readonly [key: string]: Printable } {
  return (
    typeof value === "object" && value !== null && !(value instanceof Identifier || value instanceof RegExp)
  );
}

function isList(value: Printable): value is readonly Printable[] {
  return Array.isArray(value);
}
