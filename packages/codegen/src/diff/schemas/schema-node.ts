import { type Located, valueBelow } from "../documents/located.ts";

/**
 * The schemas that a value has to satisfy at once. The same schemas are the same node, so that a schema is read and
 * compared once, however often it is used.
 */
export interface SchemaNode {
  readonly id: number;
  readonly locations: readonly Located[];
}

/** The schema below the keys. One that is not there accepts anything. */
export function schemaBelow(location: Located, ...keys: readonly (string | number)[]): Located {
  return valueBelow(location, ...keys) ?? { ...location, value: true };
}
