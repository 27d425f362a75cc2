import { withoutKinds } from "./combine.ts";
import type { Meaning } from "./meaning.ts";

/**
 * The meaning of a schema: its own content and the schemas of which it consists. Most schemas that others
 * inherit from are used nowhere else, so that their whole meaning is never computed.
 */
export interface Recipe {
  readonly own: Meaning;
  readonly parts: readonly RecipePart[];
}

export interface RecipePart {
  readonly recipe: Recipe;
  /** Whether the other kinds of the part do not belong to the whole. */
  readonly isBase: boolean;
}

/** Combines two meanings into one: a value must satisfy both. */
export type Meet = (left: Meaning, right: Meaning) => Meaning;

/** Returns the meaning of a recipe. Each schema is included once, even if several others are based on it. */
export function meaningOfRecipe(recipe: Recipe, meet: Meet): Meaning {
  return meetAll(leavesOf(recipe), meet) ?? recipe.own;
}

/**
 * Combines meanings in their order.
 * @returns undefined if there are none
 */
export function meetAll(meanings: readonly Meaning[], meet: Meet): Meaning | undefined {
  return runsOf(meanings)
    .map((run) => meetBalanced(run, meet))
    .reduce<Meaning | undefined>(
      (left, right) => (left && right ? meet(left, right) : (left ?? right)),
      undefined,
    );
}

/** Returns the own content of the schemas of a recipe, in the order of the document. */
function leavesOf(recipe: Recipe): readonly Meaning[] {
  const leaves: Meaning[] = [];
  const seen = { base: new Set<Recipe>(), whole: new Set<Recipe>() };
  // A list of the remaining parts is used instead of recursion, which could exceed the stack.
  const pending: RecipePart[] = [{ recipe, isBase: false }];
  for (let part = pending.pop(); part !== undefined; part = pending.pop()) {
    const { isBase } = part;
    const known = isBase ? seen.base : seen.whole;
    if (known.has(part.recipe)) continue;
    known.add(part.recipe);
    leaves.push(isBase ? withoutKinds(part.recipe.own) : part.recipe.own);
    for (const inner of part.recipe.parts.toReversed())
      pending.push({ recipe: inner.recipe, isBase: isBase || inner.isBase });
  }
  return leaves;
}

/**
 * Splits a list so that meanings with several alternatives of one type are separate, because two of them
 * result in a product.
 */
function runsOf(meanings: readonly Meaning[]): readonly (readonly Meaning[])[] {
  const runs: Meaning[][] = [];
  let isOpen = false;
  for (const meaning of meanings) {
    const isPlain =
      new Set(meaning.alternatives.map(({ type }) => type)).size === meaning.alternatives.length;
    if (isPlain && isOpen) runs.at(-1)?.push(meaning);
    else runs.push([meaning]);
    isOpen = isPlain;
  }
  return runs;
}

/**
 * Combines neighbours, then the results with their neighbours: each property is copied a logarithmic number
 * of times.
 */
function meetBalanced(meanings: readonly Meaning[], meet: Meet): Meaning | undefined {
  let level = meanings;
  while (level.length > 1) {
    const above = level;
    level = above.flatMap((left, index) => {
      const right = above[index + 1];
      if (index % 2 === 1) return [];
      return [right === undefined ? left : meet(left, right)];
    });
  }
  return level[0];
}
