import { isArray, type JsonValue, memberAt } from "./json.ts";

/**
 * Returns the JSON pointer of a child.
 * @see https://www.rfc-editor.org/rfc/rfc6901
 */
export function childPointer(pointer: string, key: string | number): string {
  return `${pointer}/${String(key).replaceAll("~", "~0").replaceAll("/", "~1")}`;
}

/** Returns the keys that a JSON pointer consists of. */
export function pointerKeys(pointer: string): string[] {
  return pointer
    .split("/")
    .slice(1)
    .map((key) => key.replaceAll("~1", "/").replaceAll("~0", "~"));
}

/** Returns the JSON pointer that consists of the keys. */
export function pointerOf(keys: readonly (string | number)[]): string {
  return keys.reduce(childPointer, "");
}

/** Returns whether the text has the syntax of a JSON pointer. */
export function isPointer(text: string): boolean {
  return /^(?:\/(?:[^/~]|~[01])*)*$/.test(text);
}

/** Returns the value at a JSON pointer, or undefined if there is no value. */
export function valueAt(document: JsonValue, pointer: string): JsonValue | undefined {
  if (!isPointer(pointer)) return undefined;
  return pointerKeys(pointer).reduce<JsonValue | undefined>(childAt, document);
}

function childAt(value: JsonValue | undefined, key: string): JsonValue | undefined {
  // An index has no sign and no leading zero.
  if (isArray(value)) return /^(?:0|[1-9]\d*)$/.test(key) ? value[Number(key)] : undefined;
  return memberAt(value, key);
}
