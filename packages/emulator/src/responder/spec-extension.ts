import { openapi } from "@high-mobility-ts/schema/openapi";

/** Values that count as documented although the specification does not list them. */
export interface SpecExtension {
  readonly brands: Set<string>;
  readonly statuses: Set<string>;
}

/** Returns the specification with the additional brands and clearance statuses in each of its lists. */
export function extendedSpec({ brands, statuses }: SpecExtension): typeof openapi {
  if (brands.size === 0 && statuses.size === 0) return openapi;
  const extended = structuredClone(openapi);
  extendLists(extended, (values) => {
    if (values.includes("bmw")) return [...values, ...brands];
    return values.includes("pending") && values.includes("revoked") ? [...values, ...statuses] : values;
  });
  return extended;
}

function extendLists(node: unknown, extend: (values: readonly unknown[]) => readonly unknown[]): void {
  if (typeof node !== "object" || node === null) return;
  for (const [name, inner] of Object.entries(node)) {
    if (name === "enum" && Array.isArray(inner)) Reflect.set(node, name, [...new Set(extend(inner))]);
    else extendLists(inner, extend);
  }
}
