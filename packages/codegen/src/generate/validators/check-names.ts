import { pascalCase } from "../../bundle/names.ts";
import { childrenOf } from "./check-table.ts";
import type { Check } from "./runtime/check.ts";

/** A check with the name of the schema that it comes from. */
export interface NamedCheck {
  readonly name: string;
  readonly check: Check;
}

/** Checks that several places use; each comes after its own parts. */
export type SharedChecks = ReadonlyMap<Check, string>;

/**
 * Returns the checks that are used more than once and need a name.
 * @param named sources of names; the first source that contains a check names it, and a check that no source
 *   contains is named after its place
 * @param roots the checks that the modules need
 */
export function sharedChecks(named: readonly NamedCheck[], roots: readonly Check[]): SharedChecks {
  const names = checkNames(named);
  const uses = countUses(roots);
  const shared = new Map<Check, string>();
  const visit = (check: Check): void => {
    if (shared.has(check)) return;
    for (const child of childrenOf(check)) visit(child);
    const name = names.get(check);
    if ((uses.get(check) ?? 0) > 1 && name !== undefined) shared.set(check, name);
  };
  for (const root of roots) visit(root);
  return shared;
}

function countUses(roots: readonly Check[]): ReadonlyMap<Check, number> {
  const uses = new Map<Check, number>();
  const visit = (check: Check): void => {
    const known = uses.get(check);
    uses.set(check, (known ?? 0) + 1);
    if (known === undefined) for (const child of childrenOf(check)) visit(child);
  };
  for (const root of roots) visit(root);
  return uses;
}

function checkNames(named: readonly NamedCheck[]): ReadonlyMap<Check, string> {
  const names = new Map<Check, string>();
  const taken = new Set<string>();
  const give = (check: Check, name: string): void => {
    if (names.has(check) || !isWorthName(check)) return;
    let free = name;
    for (let count = 2; taken.has(free); count += 1) free = `${name}${count}`;
    taken.add(free);
    names.set(check, free);
  };
  const visited = new Set<Check>();
  const visit = (check: Check, name: string): void => {
    if (visited.has(check)) return;
    visited.add(check);
    give(check, name);
    for (const [suffix, child] of partsOf(check)) visit(child, `${names.get(check) ?? name}${suffix}`);
  };
  for (const { name, check } of named) give(check, name);
  for (const { name, check } of named) visit(check, name);
  return names;
}

function isWorthName(check: Check): boolean {
  if (check.kind === "enum") return check.values.length > 1;
  return ["object", "allOf", "anyOf", "oneOf"].includes(check.kind);
}

/** Returns the children of a check, each with the name of its place. */
function partsOf(check: Check): readonly (readonly [string, Check])[] {
  const properties = check.kind === "object" ? Object.entries(check.properties ?? {}) : [];
  const others = childrenOf(check).slice(properties.length);
  return [
    ...properties.map(([key, child]) => [pascalCase(key.replaceAll(/\W+/g, "_")), child] as const),
    ...others.map((child, index) => [check.kind === "array" ? "Item" : `Part${index + 1}`, child] as const),
  ];
}
