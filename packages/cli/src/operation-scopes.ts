import { operations } from "@high-mobility-ts/schema/operations";

/** Returns every scope that some operation of the specification needs. */
export function documentedScopes(): string[] {
  const scopes = Object.values(operations).flatMap((operation) => [...operation.scopes]);
  return [...new Set(scopes)].sort();
}
