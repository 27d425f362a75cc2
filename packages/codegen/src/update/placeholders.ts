import { isArray, isObject, type JsonValue } from "../source/json.ts";
import { childPointer } from "../source/json-pointer.ts";
import { placeholder } from "./problem.ts";

/** The mark as a word, or before a suggested name. */
const mark = new RegExp(`(?:^|\\W)${placeholder}(?:_|\\W|$)`);

/** Keywords whose texts we write: the same word in a document has no meaning here. */
const ourKeywords = new Set(["description", "summary", "operationId", "tags"]);

/** Returns the JSON pointers of texts that are still missing. */
export function findPlaceholders(value: JsonValue, pointer = "", isOurs = false): readonly string[] {
  if (typeof value === "string") return isOurs && mark.test(value) ? [pointer] : [];
  const children = isArray(value) ? value.entries() : isObject(value) ? Object.entries(value) : [];
  return [...children].flatMap(([key, child]) =>
    findPlaceholders(
      child,
      childPointer(pointer, key),
      ourKeywords.has(String(key)) || (isOurs && isArray(value)) || pointer.endsWith("/scopes"),
    ),
  );
}
