import { isObject, type JsonObject, stringAt } from "../../source/json.ts";
import { valueAt } from "../../source/json-pointer.ts";
import { parseReference } from "../../source/references.ts";
import { faultAt, kindOf, type Located, type SpecificationDocument } from "./located.ts";

/**
 * Resolves a `$ref`: `#/…` in its own document, `./<id>.yaml#/…` in another one.
 * @returns undefined if it resolves to nothing
 * @throws {CodegenError} a reference to a document that is not compared
 */
export type Resolve = (ref: string, from: Located) => Located | undefined;

export function resolverOf(documents: readonly SpecificationDocument[]): Resolve {
  return (ref, from) => {
    const reference = parseReference(ref);
    if (reference === undefined) return undefined;
    const { file, pointer } = reference;
    const document = file === "" ? from.document : documents.find(({ id }) => isFileOf(file, id));
    if (document === undefined)
      throw faultAt(from, `reference \`${ref}\` leaves the documents that are compared`);
    const value = valueAt(document.value, pointer);
    return value === undefined ? undefined : { value, document, pointer };
  };
}

function isFileOf(file: string, id: string): boolean {
  return file.replace(/^\.\//, "").replace(/\.(?:ya?ml|json)$/, "") === id;
}

/**
 * Returns the object that a chain of references leads to.
 * @throws {CodegenError} references are circular, cannot be resolved, or lead to something that is not an
 *   object
 */
export function dereference(start: Located, resolve: Resolve): Located<JsonObject> {
  const seen = new Set<unknown>();
  let location = start;
  for (;;) {
    const { value } = location;
    if (!isObject(value)) throw faultAt(location, `expected a mapping, got ${kindOf(value)}`);
    const ref = stringAt(value, "$ref");
    if (ref === undefined) return { ...location, value };
    if (seen.has(value)) throw faultAt(location, `reference \`${ref}\` leads back to itself`);
    seen.add(value);
    const target = resolve(ref, location);
    if (target === undefined) throw faultAt(location, `reference \`${ref}\` resolves to nothing`);
    location = target;
  }
}
