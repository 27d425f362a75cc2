import { CodegenError } from "../../source/codegen-error.ts";
import {
  isArray,
  isObject,
  type JsonObject,
  type JsonValue,
  memberAt,
  objectAt,
  stringAt,
} from "../../source/json.ts";
import { childPointer } from "../../source/json-pointer.ts";

/** A document, with the name that other documents use in references to it. */
export interface SpecificationDocument {
  readonly id: string;
  readonly value: JsonObject;
}

/** A value of a document with its place. */
export interface Located<T extends JsonValue = JsonValue> {
  readonly value: T;
  readonly document: SpecificationDocument;
  /** JSON pointer in the document. */
  readonly pointer: string;
}

/** Whether the document is in OpenAPI 3.0, whose schemas differ from those of JSON Schema in some keywords. */
export function isOpenapi30(document: SpecificationDocument): boolean {
  return stringAt(document.value, "openapi")?.startsWith("3.0.") === true;
}

/** Returns the value below the keys, or undefined if there is no value. */
export function valueBelow(
  { value, document, pointer }: Located,
  ...keys: readonly (string | number)[]
): Located | undefined {
  const below = keys.reduce<JsonValue | undefined>(
    (parent, key) => (isArray(parent) ? parent[Number(key)] : memberAt(parent, String(key))),
    value,
  );
  if (below === undefined) return undefined;
  return { value: below, document, pointer: keys.reduce(childPointer, pointer) };
}

/** Returns the items of the list at `key`; no items if there is no list. */
export function itemsBelow(parent: Located, key: string): readonly Located[] {
  const list = memberAt(parent.value, key);
  const pointer = childPointer(parent.pointer, key);
  return isArray(list)
    ? list.map((value, index) => ({ ...parent, value, pointer: childPointer(pointer, index) }))
    : [];
}

/** Returns the members of the mapping at `key` by name; no members if there is no mapping. */
export function membersBelow(parent: Located, key: string): readonly (readonly [string, Located])[] {
  const pointer = childPointer(parent.pointer, key);
  return Object.entries(objectAt(parent.value, key)).map(([name, value]) => [
    name,
    { ...parent, value, pointer: childPointer(pointer, name) },
  ]);
}

/** Returns these members without extensions, which some mappings may contain. */
export function membersBesideExtensions(
  parent: Located,
  key: string,
): readonly (readonly [string, Located])[] {
  return membersBelow(parent, key).filter(([name]) => !name.startsWith("x-"));
}

/** Returns an error for a value, with its place. */
export function faultAt({ document, pointer }: Located, message: string): CodegenError {
  return new CodegenError(message, { file: document.id, pointer });
}

/** Describes a value of the wrong kind for a message. */
export function kindOf(value: JsonValue | undefined): string {
  if (value === null || value === undefined) return "nothing";
  if (isArray(value)) return "a list";
  return isObject(value) ? "a mapping" : JSON.stringify(value);
}
