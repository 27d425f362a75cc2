import { compareText } from "../../source/json.ts";
import type { Alternative, Meaning } from "../schemas/meaning.ts";
import { type ValueType, valueTypes } from "../schemas/value-types.ts";

/** Returns the type in one or two words: `integer | string`, `any`. */
export function typeText({ alternatives, unknown }: Meaning): string {
  if (unknown.size > 0) return [...unknown].sort(compareText).join(" & ");
  if (alternatives.length === 0) return "nothing";
  if (acceptsAnyType(alternatives)) return "any";
  const names = new Set(alternatives.filter(({ type }) => type !== "null").map(alternativeText));
  const isNullable = alternatives.some(({ type }) => type === "null");
  return [...[...names].sort(compareText), ...(isNullable ? ["null"] : [])].join(" | ");
}

export function alternativeText({ type, isInteger }: Alternative): string {
  return isInteger ? "integer" : type;
}

export function acceptsAnyType(alternatives: readonly Alternative[]): boolean {
  return typesIn(alternatives).size === valueTypes.length;
}

export function typesIn(alternatives: readonly Alternative[]): ReadonlySet<ValueType> {
  return new Set(alternatives.map(({ type }) => type));
}
