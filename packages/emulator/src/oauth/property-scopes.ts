import type { IssuedGrant } from "./access-tokens.ts";

/** The scope of all properties. */
export const vehicleDataScope = "vehicle:data";

/** Returns the scope that covers one property: `diagnostics.get.odometer` for `diagnostics.odometer`. */
export function propertyScope(property: string): string {
  return property.replace(".", ".get.");
}

/** Returns the properties that scopes cover, as `capability.property`; undefined for all of them. */
export function coveredProperties(scopes: readonly string[]): ReadonlySet<string> | undefined {
  if (scopes.includes(vehicleDataScope)) return undefined;
  return new Set(scopes.filter(isPropertyScope).map((scope) => scope.replace(".get.", ".")));
}

/** Returns whether a grant covers a scope. Scopes of single properties cover vehicle data, too. */
export function coversScope({ scopes }: Pick<IssuedGrant, "scopes">, scope: string): boolean {
  return scopes.includes(scope) || (scope === vehicleDataScope && scopes.some(isPropertyScope));
}

/** Returns whether an application with the allowed scopes may request a scope. */
export function mayAskFor(allowed: readonly string[] | undefined, scope: string): boolean {
  if (allowed === undefined || allowed.includes(scope)) return true;
  return isPropertyScope(scope) && allowed.includes(vehicleDataScope);
}

function isPropertyScope(scope: string): boolean {
  return /^[a-z\d_]+\.get\.[a-z\d_]+$/.test(scope);
}
