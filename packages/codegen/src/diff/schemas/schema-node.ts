import { type Located, valueBelow } from "../documents/located.ts";

/**
 * The schemas that a value must satisfy together. The same schemas have the same node, so that a schema is
 * read and compared only once.
 */
export interface SchemaNode {
  readonly id: number;
  readonly locations: readonly Located[];
}

/** The schema below the keys. A missing schema accepts any value. */
export function schemaBelow(location: Located, ...keys: readonly (string | number)[]): Located {
  return valueBelow(location, ...keys) ?? { ...location, value: true };
}
