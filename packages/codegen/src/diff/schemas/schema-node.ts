import { isArray, type JsonValue, memberAt } from "../../source/json.ts";
import { childPointer } from "../../source/json-pointer.ts";
import type { SpecificationDocument } from "../read/resolver.ts";

/** A schema where it is written, with the document that its references are relative to. */
export interface SchemaLocation {
  readonly value: JsonValue;
  readonly document: SpecificationDocument;
  /** JSON pointer in the document. */
  readonly pointer: string;
}

/**
 * The schemas that a value has to satisfy at once. The same locations are the same node, so that a schema is read and
 * compared once, however often it is used.
 */
export interface SchemaNode {
  readonly id: number;
  readonly locations: readonly SchemaLocation[];
}

/** The location below the keys. What is not there accepts anything. */
export function locationBelow(
  location: SchemaLocation,
  ...keys: readonly (string | number)[]
): SchemaLocation {
  return {
    document: location.document,
    value: keys.reduce<JsonValue>(childAt, location.value),
    pointer: keys.reduce(childPointer, location.pointer),
  };
}

function childAt(value: JsonValue, key: string | number): JsonValue {
  return (isArray(value) ? value[Number(key)] : memberAt(value, String(key))) ?? true;
}

/** The locations of the schemas in the list at `key`. */
export function locationsIn(location: SchemaLocation, key: string): readonly SchemaLocation[] {
  const list = memberAt(location.value, key);
  return isArray(list) ? list.map((_, index) => locationBelow(location, key, index)) : [];
}
