import { isArray, isObject, type JsonValue } from "./json.ts";
import { isPointer, pointerKeys, pointerOf, valueAt } from "./json-pointer.ts";

/** The target of a `$ref`. */
export interface DocumentReference {
  /** The other document, in the spelling of the reference. Empty for the document that the reference is in. */
  readonly file: string;
  /** JSON pointer (RFC 6901), without percent-encoding. */
  readonly pointer: string;
}

/**
 * Parses a `$ref`: a JSON pointer in the fragment of a URI, where any character may be percent-encoded.
 * @see https://www.rfc-editor.org/rfc/rfc6901#section-6
 * @returns undefined if the fragment is not a JSON pointer
 */
export function parseReference(ref: string): DocumentReference | undefined {
  const [file = "", fragment = "", ...more] = ref.split("#");
  const pointer = more.length === 0 ? decodeFragment(fragment) : undefined;
  return pointer !== undefined && isPointer(pointer) ? { file, pointer } : undefined;
}

function decodeFragment(fragment: string): string | undefined {
  try {
    return decodeURIComponent(fragment);
  } catch {
    return undefined;
  }
}

/** Writes a `$ref`, with the characters percent-encoded that a fragment may not have. */
export function formatReference({ file, pointer }: DocumentReference): string {
  // `%` is encoded first, so that the result is read as the same pointer.
  return `${file}#${encodeURI(pointer).replaceAll(/[[\]#]/g, encodeURIComponent)}`;
}

/** Returns the target of a `$ref` in the same document, or undefined if it is unresolved. */
export function resolveReference(document: JsonValue, ref: string): JsonValue | undefined {
  const reference = parseReference(ref);
  return reference?.file === "" ? valueAt(document, reference.pointer) : undefined;
}

/** Returns the name of the component schema that a `$ref` refers to, or undefined for other targets. */
export function schemaNameOf(ref: string | undefined): string | undefined {
  const { file, pointer } = parseReference(ref ?? "") ?? { file: "", pointer: "" };
  const [components, schemas, name, ...inside] = pointerKeys(pointer);
  const isSchema = file === "" && components === "components" && schemas === "schemas";
  return isSchema && inside.length === 0 ? name : undefined;
}

/** Writes the `$ref` of a component schema. */
export function schemaReference(name: string): string {
  return formatReference({ file: "", pointer: pointerOf(["components", "schemas", name]) });
}

/** Returns a copy in which every `$ref` has gone through `rename`. */
export function mapReferences(value: JsonValue, rename: (ref: string) => string): JsonValue {
  if (isArray(value)) return value.map((item) => mapReferences(item, rename));
  if (!isObject(value)) return value;
  return Object.fromEntries(
    Object.entries(value).map(([key, child]) => [
      key,
      key === "$ref" && typeof child === "string" ? rename(child) : mapReferences(child, rename),
    ]),
  );
}
