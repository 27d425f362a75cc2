import { isObject, stringAt } from "../../source/json.ts";
import { isOpenapi30, itemsBelow, type Located } from "../documents/located.ts";
import type { Resolve } from "../documents/resolver.ts";
import { discriminatorValues, impliedKind } from "./discriminator.ts";

/** The other schemas of which a schema consists. */
export interface Combination {
  /** The target of `$ref`. */
  readonly targets: readonly Located[];
  /** The schemas in `allOf`, on which this schema is based. */
  readonly bases: readonly Located[];
  /** The requirements of the discriminators of base schemas. */
  readonly kinds: readonly Located[];
  /** A value must satisfy a variant of each union. */
  readonly unions: readonly Union[];
  /** References that resolve to nothing. */
  readonly unresolved: readonly string[];
}

export interface Union {
  readonly variants: readonly Variant[];
  readonly isExclusive: boolean;
}

export interface Variant {
  readonly schema: Located;
  /** The requirement of the union's discriminator on the variant. */
  readonly kinds: readonly Located[];
}

/** Returns the schemas with which `$ref`, `allOf`, `anyOf`, `oneOf` and `discriminator` combine a schema. */
export function combinationOf(location: Located, resolve: Resolve): Combination {
  if (!isObject(location.value)) return { targets: [], bases: [], kinds: [], unions: [], unresolved: [] };
  const ref = stringAt(location.value, "$ref");
  const target = ref === undefined ? undefined : resolve(ref, location);
  const targets = target === undefined ? [] : [target];
  const unresolved = ref !== undefined && target === undefined ? [ref] : [];
  // In OpenAPI 3.0, members next to a reference are ignored.
  if (ref !== undefined && isOpenapi30(location.document))
    return { targets, bases: [], kinds: [], unions: [], unresolved };
  const bases = itemsBelow(location, "allOf");
  return {
    targets,
    bases,
    kinds: impliedKind(location, bases, resolve),
    unions: (["anyOf", "oneOf"] as const).flatMap((key) => {
      const variants = itemsBelow(location, key);
      if (variants.length === 0) return [];
      return {
        isExclusive: key === "oneOf",
        variants: variants.map((schema) => ({
          schema,
          kinds: discriminatorValues(location, schema, resolve),
        })),
      };
    }),
    unresolved,
  };
}
