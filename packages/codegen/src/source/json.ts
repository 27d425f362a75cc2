export type JsonValue = null | boolean | number | string | readonly JsonValue[] | JsonObject;

export interface JsonObject {
  readonly [key: string]: JsonValue;
}

export function isArray(value: JsonValue | undefined): value is readonly JsonValue[] {
  return Array.isArray(value);
}

export function isObject(value: JsonValue | undefined): value is JsonObject {
  return typeof value === "object" && value !== null && !isArray(value);
}

/** Returns the object's own member: a document may have keys that every object inherits. */
export function memberAt(value: JsonValue | undefined, key: string): JsonValue | undefined {
  return isObject(value) && Object.hasOwn(value, key) ? value[key] : undefined;
}

/** Returns the object at `key`, or an empty one. */
export function objectAt(value: JsonValue | undefined, key: string): JsonObject {
  const child = memberAt(value, key);
  return isObject(child) ? child : {};
}

/** Returns the string at `key`, or undefined if there is none. */
export function stringAt(value: JsonValue | undefined, key: string): string | undefined {
  const child = memberAt(value, key);
  return typeof child === "string" ? child : undefined;
}

/** Code unit order: the same on every machine, in any locale. */
export function compareText(a: string, b: string): number {
  if (a === b) return 0;
  return a < b ? -1 : 1;
}

export function sortedEntries<T>(record: Readonly<Record<string, T>>): [string, T][] {
  return Object.entries(record).sort(([a], [b]) => compareText(a, b));
}
