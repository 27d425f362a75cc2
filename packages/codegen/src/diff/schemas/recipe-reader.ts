import { memberAt } from "../../source/json.ts";
import { faultAt, type Located } from "../documents/located.ts";
import type { Resolve } from "../documents/resolver.ts";
import { type Combination, combinationOf, type Union } from "./combination.ts";
import { eitherOf, ofKind } from "./combine.ts";
import { checkKeywords } from "./keywords.ts";
import type { Meaning } from "./meaning.ts";
import type { NodeStore } from "./node-store.ts";
import { anyValue, readAlternatives, readMarks, unknownTypes } from "./read-alternatives.ts";
import { type Meet, meaningOfRecipe, type Recipe, type RecipePart } from "./recipe.ts";

/** A schema whose parts are being read. */
interface Frame {
  readonly id: string;
  readonly location: Located;
  readonly combination: Combination;
  readonly parts: readonly Located[];
  /** The index of the next part. */
  next: number;
}

/** The dependencies of reading a schema. */
export interface RecipeContext {
  readonly nodes: NodeStore;
  readonly resolve: Resolve;
  /** Combines two meanings that both apply at a location. */
  readonly meet: (left: Meaning, right: Meaning, location: Located) => Meaning;
}

const nullMeaning: Meaning = {
  alternatives: [anyValue("null")],
  isExclusive: false,
  marks: {},
  unknown: new Set(),
};

/** Returns a function that reads a schema and all schemas of which it consists, each once. */
export function recipeReader(context: RecipeContext): (location: Located) => Meaning {
  const { nodes, resolve } = context;
  const recipes = new Map<string, Recipe>();
  const meanings = new Map<Recipe, Meaning>();

  function frameOf(location: Located): Frame {
    checkKeywords(location);
    const combination = combinationOf(location, resolve);
    const parts = partsOf(combination).map((part) => nodes.targetOf(part));
    return { id: nodes.idOf(location), location, combination, parts, next: 0 };
  }

  /**
   * Reads the parts first. A list of unread parts is used instead of recursion, which could exceed the stack.
   */
  function read(start: Located): void {
    if (recipes.has(nodes.idOf(start))) return;
    const frames = [frameOf(start)];
    const begun = new Set(frames.map(({ id }) => id));
    for (let frame = frames.at(-1); frame !== undefined; frame = frames.at(-1)) {
      const part = frame.parts[frame.next];
      frame.next += 1;
      if (part === undefined) {
        recipes.set(frame.id, recipeOf(frame));
        frames.pop();
        continue;
      }
      const id = nodes.idOf(part);
      if (recipes.has(id)) continue;
      if (begun.has(id)) throw faultAt(part, "this schema consists of itself");
      begun.add(id);
      frames.push(frameOf(part));
    }
  }

  function recipeAt(location: Located): Recipe {
    const recipe = recipes.get(nodes.idOf(nodes.targetOf(location)));
    if (recipe === undefined) throw new TypeError(`the schema at ${location.pointer} is read too late`);
    return recipe;
  }

  function meaningAt(location: Located): Meaning {
    const recipe = recipeAt(location);
    const meet: Meet = (left, right) => context.meet(left, right, location);
    const meaning = meanings.get(recipe) ?? meaningOfRecipe(recipe, meet);
    meanings.set(recipe, meaning);
    return meaning;
  }

  function recipeOf({ location, combination }: Frame): Recipe {
    const { targets, bases, kinds, unions, unresolved } = combination;
    const own = ownMeaning(location, { unresolved, nodes });
    const parts: readonly RecipePart[] = [
      ...targets.map((target) => ({ recipe: recipeAt(target), isBase: false })),
      ...bases.map((base) => ({ recipe: recipeAt(base), isBase: true })),
      ...unions.map((union) => ({ recipe: { own: unionOf(union), parts: [] }, isBase: false })),
    ];
    const isNullable = isNullableAt(location);
    if (kinds.length === 0 && !isNullable) return { own, parts };
    const combined = meaningOfRecipe({ own, parts }, (left, right) => context.meet(left, right, location));
    const meaning = kinds.map(meaningAt).reduce(ofKind, combined);
    return { own: isNullable ? eitherOf([meaning, nullMeaning], false) : meaning, parts: [] };
  }

  function unionOf({ variants, isExclusive }: Union): Meaning {
    const meaningsOfVariants = variants.map(({ schema, kinds }) =>
      kinds.map(meaningAt).reduce(ofKind, meaningAt(schema)),
    );
    return eitherOf(meaningsOfVariants, isExclusive);
  }

  return (location) => {
    const target = nodes.targetOf(location);
    read(target);
    return meaningAt(target);
  };
}

/** Returns the own content of a schema. */
function ownMeaning(
  location: Located,
  { unresolved, nodes }: Pick<Combination, "unresolved"> & Pick<RecipeContext, "nodes">,
): Meaning {
  return {
    alternatives: readAlternatives(location, nodes.nodeAt),
    isExclusive: false,
    marks: readMarks(location.value),
    unknown: new Set([...unresolved, ...unknownTypes(location.value)]),
  };
}

function partsOf({ targets, bases, kinds, unions }: Combination): readonly Located[] {
  const variants = unions.flatMap((union) => union.variants);
  return [
    ...targets,
    ...bases,
    ...kinds,
    ...variants.flatMap((variant) => [variant.schema, ...variant.kinds]),
  ];
}

/** Only OpenAPI 3.0 has the keyword. */
function isNullableAt({ value }: Located): boolean {
  return memberAt(value, "nullable") === true;
}
