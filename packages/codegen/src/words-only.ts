import { CodegenError } from "./codegen-error.ts";
import { childPointer, isArray, isObject, type JsonObject, type JsonValue } from "./json.ts";

const words = new Set(["description", "summary"]);

/**
 * Sees to it that an overlay of documentation changed no fact: a misspelt property name would add a property.
 * @throws {CodegenError} anything but a description or summary differs; a blank text may be filled.
 */
export function assertWordsOnly(before: JsonObject, after: JsonObject, file: string): void {
  const pointer = changedFact(before, after, "");
  if (pointer !== undefined)
    throw new CodegenError(
      `changes ${pointer} of the bundle, which is a fact; an overlay of documentation has descriptions and summaries`,
      { file },
    );
}

/** JSON pointer of the first difference that is not one of words. */
function changedFact(
  before: JsonValue | undefined,
  after: JsonValue | undefined,
  pointer: string,
): string | undefined {
  if (before === after) return undefined;
  if (before === "" && typeof after === "string") return undefined;
  const keys = commonKeys(before, after);
  if (keys === undefined) return pointer;
  for (const key of keys) {
    const [old, next] = [childOf(before, key), childOf(after, key)];
    if (words.has(key) && typeof next === "string" && !isObject(old)) continue;
    const changed = changedFact(old, next, childPointer(pointer, key));
    if (changed !== undefined) return changed;
  }
  return undefined;
}

function commonKeys(a: JsonValue | undefined, b: JsonValue | undefined): readonly string[] | undefined {
  const isSame = (isObject(a) && isObject(b)) || (isArray(a) && isArray(b));
  return isSame ? [...new Set([...Object.keys(a), ...Object.keys(b)])] : undefined;
}

function childOf(value: JsonValue | undefined, key: string): JsonValue | undefined {
  if (isArray(value)) return value[Number(key)];
  return isObject(value) ? value[key] : undefined;
}
