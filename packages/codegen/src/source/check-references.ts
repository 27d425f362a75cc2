import { CodegenError, describeValue } from "./codegen-error.ts";
import { isArray, isObject, type JsonValue } from "./json.ts";
import { childPointer, valueAt } from "./json-pointer.ts";
import { parseReference } from "./references.ts";

interface ReferenceAt {
  /** The pointer of the `$ref`. */
  readonly from: string;
  /** The pointer of its target. */
  readonly to: string;
}

/** A value whose references are being followed. */
interface OpenValue {
  readonly pointer: string;
  readonly references: Iterator<ReferenceAt>;
}

/**
 * Returns the pointer of a circular `$ref`. No data of the platform are recursive, and types and validators
 * do not support recursion.
 */
export function findCircularReference(document: JsonValue): string | undefined {
  const done = new Set<string>();
  const open = new Set<string>();
  // A list is used instead of recursion, because a chain of references may exceed the stack.
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

/**
 * Checks that every reference points to another place in the same document. Libraries that read the document
 * afterwards would follow other references to a file, or without an end.
 * @throws {CodegenError} A reference leaves the document, is unresolved, or is circular.
 */
export function checkReferences(document: JsonValue, file: string): void {
  forEachReference(document, "", (pointer, ref) => {
    const reference = parseReference(ref);
    const what = describeValue(ref);
    if (reference?.file !== "")
      throw new CodegenError(`reference ${what} leaves the document`, { file, pointer });
    if (valueAt(document, reference.pointer) === undefined)
      throw new CodegenError(`reference ${what} leads to nothing`, { file, pointer });
  });
  const circular = findCircularReference(document);
  if (circular !== undefined)
    throw new CodegenError("this reference leads back to itself", { file, pointer: circular });
}

/** References to other documents are not followed. */
function referencesIn(value: JsonValue | undefined, pointer: string): readonly ReferenceAt[] {
  const found: ReferenceAt[] = [];
  forEachReference(value, pointer, (from, ref) => {
    const reference = parseReference(ref);
    if (reference?.file === "") found.push({ from, to: reference.pointer });
  });
  return found;
}

function forEachReference(
  value: JsonValue | undefined,
  pointer: string,
  visit: (pointer: string, ref: string) => void,
): void {
  const children = isArray(value) ? value.entries() : isObject(value) ? Object.entries(value) : [];
  for (const [key, child] of children) {
    const place = childPointer(pointer, key);
    if (key === "$ref" && typeof child === "string") visit(place, child);
    else forEachReference(child, place, visit);
  }
}
