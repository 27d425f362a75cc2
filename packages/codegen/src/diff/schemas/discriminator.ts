import { isObject, type JsonValue, memberAt, objectAt, stringAt } from "../../source/json.ts";
import { pointerKeys } from "../../source/json-pointer.ts";
import { schemaReference } from "../../source/references.ts";
import type { Located } from "../documents/located.ts";
import type { Resolve } from "../documents/resolver.ts";

/** One kind of object of a discriminator. */
export interface VariantKind {
  readonly property: string;
  readonly value: string;
  /** The schema of this kind, as a reference. */
  readonly reference: string;
}

/** The kinds in the mapping of a schema's discriminator. */
export function mappedKinds(schema: JsonValue): readonly VariantKind[] {
  const discriminator = memberAt(schema, "discriminator");
  const property = stringAt(discriminator, "propertyName");
  if (property === undefined) return [];
  return Object.entries(objectAt(discriminator, "mapping")).map(([value, target]) => {
    // A mapping may have the name of a component instead of a reference.
    const isName =
      typeof target === "string" && /^[\w.-]+$/.test(target) && !/\.(?:ya?ml|json)$/.test(target);
    return { property, value, reference: isName ? schemaReference(target) : String(target) };
  });
}

/** The requirement of a union's discriminator on one of its variants: the property has the variant's value. */
export function discriminatorValues(union: Located, variant: Located, resolve: Resolve): readonly Located[] {
  const ref = stringAt(variant.value, "$ref");
  const target = ref === undefined ? undefined : resolve(ref, variant);
  return target === undefined ? [] : kindsOf(union, target, resolve);
}

/** The requirement of a base schema's discriminator on a schema that has the base in its `allOf`. */
export function impliedKind(
  location: Located,
  parts: readonly Located[],
  resolve: Resolve,
): readonly Located[] {
  return parts.flatMap((part) => {
    const ref = stringAt(part.value, "$ref");
    const base = ref === undefined ? undefined : resolve(ref, part);
    const isBase = base !== undefined && !isUnion(base.value);
    return isBase ? kindsOf(base, location, resolve) : [];
  });
}

/** Returns whether a discriminator selects among the variants next to it. */
export function isUnion(schema: JsonValue): boolean {
  return isObject(schema) && (schema["oneOf"] !== undefined || schema["anyOf"] !== undefined);
}

/** A schema with the values of the discriminator for one kind of object. */
function kindsOf(
  { value: schema, document, pointer }: Located,
  kind: Located,
  resolve: Resolve,
): readonly Located[] {
  const property = stringAt(memberAt(schema, "discriminator"), "propertyName");
  if (property === undefined) return [];
  const from = { value: schema, document, pointer };
  const mapped = mappedKinds(schema)
    .filter(({ reference }) => resolve(reference, from)?.value === kind.value)
    .map(({ value }) => value);
  const values = mapped.length > 0 ? mapped : componentName(kind.pointer);
  if (values.length === 0) return [];
  const value = { type: "object", properties: { [property]: { enum: values } }, required: [property] };
  return [{ value, document, pointer }];
}

/** Without a mapping, the name of a component is its value. */
function componentName(pointer: string): readonly string[] {
  const [components, schemas, name, ...inside] = pointerKeys(pointer);
  const isComponent = components === "components" && schemas === "schemas" && inside.length === 0;
  return isComponent && name !== undefined ? [name] : [];
}
