import { childPointer, isArray, isObject, type JsonValue, valueAt } from "./json.ts";

interface Reference {
  /** Where the `$ref` stands. */
  readonly from: string;
  readonly to: string;
}

/**
 * The pointer of a `$ref` that leads back to itself, at once or over others. Nothing that the platform sends is
 * recursive, and neither types nor validators are made for it.
 */
export function findCircularRef(document: JsonValue): string | undefined {
  const done = new Set<string>();
  const open = new Set<string>();
  const visit = (references: readonly Reference[]): string | undefined => {
    for (const { from, to } of references) {
      if (open.has(to)) return from;
      if (done.has(to)) continue;
      open.add(to);
      const found = visit(referencesIn(valueAt(document, to), to));
      if (found !== undefined) return found;
      open.delete(to);
      done.add(to);
    }
    return undefined;
  };
  return visit(referencesIn(document, ""));
}

function referencesIn(value: JsonValue | undefined, pointer: string): readonly Reference[] {
  const found: Reference[] = [];
  const collect = (part: JsonValue | undefined, place: string): void => {
    const children = isArray(part) ? part.entries() : isObject(part) ? Object.entries(part) : [];
    for (const [key, child] of children) {
      const from = childPointer(place, key);
      if (key === "$ref" && typeof child === "string") found.push({ from, to: child.replace(/^#/, "") });
      else collect(child, from);
    }
  };
  collect(value, pointer);
  return found;
}
