import fc from "fast-check";
import type { JsonObject } from "../../src/source/json.ts";
import { accessMutations } from "./access-mutations.ts";
import { keywordMutations } from "./keyword-mutations.ts";
import { draftOf, type Pick } from "./mutations.ts";
import { neutralMutations } from "./neutral-mutations.ts";
import { operationMutations, pathMutations } from "./operation-mutations.ts";
import { specification } from "./random-specification.ts";
import { schemaMutations } from "./schema-mutations.ts";
import type { Versions } from "./type-judge.ts";

const mutations = {
  ...schemaMutations,
  ...keywordMutations,
  ...operationMutations,
  ...accessMutations,
  ...neutralMutations,
  ...pathMutations,
};

export const mutationNames: readonly string[] = Object.keys(mutations);

/** The mutations that can follow another one. A document whose path moved has no second operation to change. */
const secondNames = mutationNames.filter((name) => !Object.hasOwn(pathMutations, name));

/**
 * Whether a mutation changes the types. Fewer cases of other mutations are needed, because the compiler does
 * not see them.
 */
export function isVisible(name: string): boolean {
  return Object.hasOwn(schemaMutations, name) || Object.hasOwn(operationMutations, name);
}

/** A specification before and after its mutations. */
export interface Case extends Versions {
  readonly mutations: readonly string[];
  /** Whether the same API was only written in another way. */
  readonly isNeutral: boolean;
}

/**
 * Generates specifications to which a mutation applies; half of them have a second mutation. A quarter of the
 * cases are reversed: the added part is removed.
 */
export function caseOf(name: string): fc.Arbitrary<Case> {
  const step = fc.record({ name: fc.constantFrom(...secondNames), choice: fc.nat() });
  return fc
    .record({
      old: specification,
      choice: fc.nat(),
      second: fc.option(step, { freq: 2 }),
      isTakenBack: fc.integer({ min: 1, max: 4 }).map((number) => number === 4),
    })
    .map(({ old, choice, second, isTakenBack }) => {
      const draft = draftOf(old);
      const steps = [{ name, choice }, ...(second ? [second] : [])];
      const done = steps
        .filter((each) => {
          const pick: Pick = (candidates) => candidates[each.choice % Math.max(1, candidates.length)];
          return mutations[each.name]?.(draft, pick) ?? false;
        })
        .map((each) => each.name);
      const changed = draft as JsonObject;
      return {
        ...(isTakenBack ? { old: changed, new: old } : { old, new: changed }),
        mutations: done,
        isNeutral: done.every((each) => Object.hasOwn(neutralMutations, each)),
      };
    })
    .filter(({ mutations: [first] }) => first === name);
}
