import type { Check } from "../validators/runtime/check.ts";

/** Returns the checks of an object's properties by name; empty for a check of anything else. */
export function propertyChecks(check: Check | undefined): Readonly<Record<string, Check>> {
  return (check?.kind === "object" ? check.properties : undefined) ?? {};
}
