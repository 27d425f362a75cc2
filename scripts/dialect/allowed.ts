// The temporarily allowed violations of each package: the number by rule and name. The lists may only become
// shorter.
import type { DialectRule, DialectViolation } from "./violations.ts";

/** By rule, then by name: the number of violations that are allowed. */
export type AllowedViolations = { readonly [rule in DialectRule]?: Readonly<Record<string, number>> };

export interface AllowedComparison {
  /** Violations that no entry allows. */
  readonly added: readonly DialectViolation[];
  /** Entries that allow more than the existing violations. */
  readonly stale: readonly string[];
  /** The entries without the outdated part. */
  readonly remaining: AllowedViolations;
}

/** Compares the violations of one package with its list. */
export function compareWithAllowed(
  violations: readonly DialectViolation[],
  allowed: AllowedViolations,
): AllowedComparison {
  const found = new Map<string, DialectViolation[]>();
  for (const violation of violations) {
    const key = `${violation.rule} ${violation.name}`;
    found.set(key, [...(found.get(key) ?? []), violation]);
  }
  const stale: string[] = [];
  const remaining: Record<string, Record<string, number>> = {};
  const added: DialectViolation[] = [];
  for (const [rule, names] of Object.entries(allowed))
    for (const [name, limit] of Object.entries(names)) {
      const key = `${rule} ${name}`;
      const here = found.get(key) ?? [];
      if (here.length < limit) stale.push(`${key}: ${limit} allowed, ${here.length} found`);
      const kept = Math.min(limit, here.length);
      if (kept > 0) remaining[rule] = { ...remaining[rule], [name]: kept };
      found.set(key, here.slice(kept));
    }
  for (const rest of found.values()) added.push(...rest);
  return { added, stale, remaining };
}
