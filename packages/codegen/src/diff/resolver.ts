import { CodegenError } from "../source/codegen-error.ts";
import { isArray, isObject, type JsonObject, type JsonValue } from "../source/json.ts";
import { pointerKeys } from "../source/json-pointer.ts";

/** A document with the name under which others refer to it. */
export interface NamedSpecification {
  readonly id: string;
  readonly value: JsonObject;
}

/** A schema as it stands, with the document that its references are relative to. */
export interface RawSchema {
  readonly value: JsonValue;
  readonly document: NamedSpecification;
}

/** Finds what a `$ref` means: `#/…` in its own document, `./<id>.yaml#/…` in another one. */
export type Resolve = (ref: string, from: NamedSpecification) => RawSchema;

export function resolverOf(documents: readonly NamedSpecification[]): Resolve {
  return (ref, from) => {
    const [file = "", pointer = ""] = ref.split("#");
    const document =
      file === "" ? from : documents.find(({ id }) => `./${id}.yaml` === file || `./${id}` === file);
    if (document === undefined)
      throw new CodegenError(`reference "${ref}" leaves the documents that are compared`, { file: from.id });
    let value: JsonValue | undefined = document.value;
    for (const key of pointerKeys(pointer)) value = childOf(value, key);
    if (value === undefined)
      throw new CodegenError(`reference "${ref}" resolves to nothing`, { file: from.id });
    return { value, document };
  };
}

function childOf(value: JsonValue | undefined, key: string): JsonValue | undefined {
  if (isArray(value)) return value[Number(key)];
  return isObject(value) && Object.hasOwn(value, key) ? value[key] : undefined;
}

/**
 * The object behind any number of `$ref`s.
 * @throws {CodegenError} references that lead back to themselves, or to something that is no object.
 */
export function dereference(raw: RawSchema, resolve: Resolve): RawSchema & { readonly value: JsonObject } {
  const seen = new Set<string>();
  let current = raw;
  for (;;) {
    const { value, document } = current;
    if (!isObject(value)) throw new CodegenError("expected a mapping", { file: document.id });
    const ref = value["$ref"];
    if (typeof ref !== "string") return { value, document };
    if (seen.has(`${document.id} ${ref}`))
      throw new CodegenError(`reference "${ref}" leads back to itself`, { file: document.id });
    seen.add(`${document.id} ${ref}`);
    current = resolve(ref, document);
  }
}
