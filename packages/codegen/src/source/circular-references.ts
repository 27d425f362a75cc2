import { isArray, isObject, type JsonValue } from "./json.ts";
import { childPointer, valueAt } from "./json-pointer.ts";
import { parseReference } from "./references.ts";

interface ReferenceAt {
  /** The pointer of the `$ref`. */
  readonly from: string;
  /** The pointer of what it refers to. */
  readonly to: string;
}

/** A value whose references are being followed. */
interface OpenValue {
  readonly pointer: string;
  readonly references: Iterator<ReferenceAt>;
}

/**
 * Returns the pointer of a `$ref` that leads back to itself, at once or over others. Nothing that the platform sends is
 * recursive, and neither types nor validators are made for it.
 */
export function findCircularReference(document: JsonValue): string | undefined {
  const done = new Set<string>();
  const open = new Set<string>();
  // A list instead of recursion: a chain of references may be longer than the stack is deep.
  const path: OpenValue[] = [{ pointer: "", references: referencesIn(document, "").values() }];
  for (let current = path.at(-1); current !== undefined; current = path.at(-1)) {
    const { value: next, done: isLast } = current.references.next();
    if (isLast) {
      path.pop();
      open.delete(current.pointer);
      done.add(current.pointer);
    } else if (open.has(next.to)) return next.from;
    else if (!done.has(next.to)) {
      open.add(next.to);
      const references = referencesIn(valueAt(document, next.to), next.to).values();
      path.push({ pointer: next.to, references });
    }
  }
  return undefined;
}

/** References to other documents are not followed. */
function referencesIn(value: JsonValue | undefined, pointer: string): readonly ReferenceAt[] {
  const found: ReferenceAt[] = [];
  const collect = (part: JsonValue | undefined, place: string): void => {
    const children = isArray(part) ? part.entries() : isObject(part) ? Object.entries(part) : [];
    for (const [key, child] of children) {
      const from = childPointer(place, key);
      const reference = key === "$ref" && typeof child === "string" ? parseReference(child) : undefined;
      if (reference?.file === "") found.push({ from, to: reference.pointer });
      else collect(child, from);
    }
  };
  collect(value, pointer);
  return found;
}
