import { isArray, type JsonValue } from "../source/json.ts";
import { childPointer, pointerKeys, valueAt } from "../source/json-pointer.ts";

/** Returns the JSONPath (RFC 9535) for a JSON pointer, in the spelling of overlays. */
export function jsonPathOf(pointer: string, document: JsonValue): string {
  let parent = "";
  const selectors = pointerKeys(pointer).map((key) => {
    const isIndex = isArray(valueAt(document, parent));
    parent = childPointer(parent, key);
    if (isIndex) return `[${key}]`;
    return /^[A-Za-z_]\w*$/.test(key) ? `.${key}` : `['${key.replaceAll(/[\\']/g, "\\$&")}']`;
  });
  return `$${selectors.join("")}`;
}
