import { compareText } from "../../source/json.ts";
import { valuesOf } from "../schemas/exclusive.ts";
import type { Alternative } from "../schemas/meaning.ts";
import type { SchemaGraph } from "../schemas/schema-graph.ts";
import { alternativeSignature } from "../schemas/signature.ts";
import type { Pair, SchemaTools } from "./difference.ts";
import { alternativeText } from "./type-text.ts";

export interface LabelledAlternative {
  readonly alternative: Alternative;
  /** The key by which code distinguishes alternatives: the members that are constants, else the type. */
  readonly label: string;
}

export function labelled(
  alternatives: readonly Alternative[],
  graph: SchemaGraph,
): readonly LabelledAlternative[] {
  return alternatives
    .map((alternative) => ({ alternative, label: labelOf(alternative, graph) }))
    .sort((a, b) => compareText(a.label, b.label));
}

function labelOf(alternative: Alternative, graph: SchemaGraph): string {
  const constants = [...(alternative.members?.properties ?? [])].flatMap(([name, node]) => {
    const [only, ...others] = valuesOf(node, graph) ?? [];
    return only === undefined || others.length > 0 ? [] : [`${name}=${only.replaceAll('"', "")}`];
  });
  if (constants.length > 0) return constants.sort(compareText).join(",");
  const [format] = alternative.statements.get("format") ?? [];
  return [alternativeText(alternative), ...(format ? [JSON.parse(format)] : [])].join(" ");
}

interface Pairing {
  readonly pairs: readonly Pair<LabelledAlternative>[];
  readonly removed: readonly LabelledAlternative[];
  readonly added: readonly LabelledAlternative[];
}

/**
 * Pairs equal alternatives first, then those with the same constants, the most similar ones first. If one
 * alternative remains on each side, they are a pair.
 */
export function pairAlternatives(
  { old, new: next }: Pair<readonly LabelledAlternative[]>,
  { classOf }: SchemaTools,
): Pairing {
  const signatures = new Map(
    [...old, ...next].map(({ alternative }) => [alternative, alternativeSignature(alternative, classOf)]),
  );
  const once = (list: readonly LabelledAlternative[]): readonly LabelledAlternative[] => [
    ...new Map(list.map((one) => [signatures.get(one.alternative), one])).values(),
  ];
  const equal = match(once(old), once(next), (left, right) =>
    Number(signatures.get(left.alternative) === signatures.get(right.alternative)),
  );
  const alike = match(equal.removed, equal.added, (left, right) =>
    left.label === right.label ? 1 + similarity(left.alternative, right.alternative) : 0,
  );
  const isLastPair = alike.removed.length === 1 && alike.added.length === 1;
  const last = match(isLastPair ? alike.removed : [], isLastPair ? alike.added : [], () => 1);
  return {
    pairs: [...equal.pairs, ...alike.pairs, ...last.pairs],
    removed: isLastPair ? [] : alike.removed,
    added: isLastPair ? [] : alike.added,
  };
}

/** Returns the share of properties that two kinds of object have in common, from 0 to 1. */
function similarity(left: Alternative, right: Alternative): number {
  const names = new Set(left.members?.properties.keys());
  const others = new Set(right.members?.properties.keys());
  const shared = [...names].filter((name) => others.has(name)).length;
  const all = names.size + others.size - shared;
  return all === 0 ? 1 : shared / all;
}

/** Creates pairs by their score, starting with the best. Items with a score of 0 are not paired. */
function match(
  old: readonly LabelledAlternative[],
  next: readonly LabelledAlternative[],
  scoreOf: (left: LabelledAlternative, right: LabelledAlternative) => number,
): Pairing {
  const candidates = old.flatMap((left) =>
    next.map((right) => ({ left, right, score: scoreOf(left, right) })).filter(({ score }) => score > 0),
  );
  const taken = new Set<LabelledAlternative>();
  const pairs: Pair<LabelledAlternative>[] = [];
  for (const { left, right } of candidates.toSorted((a, b) => b.score - a.score)) {
    if (taken.has(left) || taken.has(right)) continue;
    taken.add(left).add(right);
    pairs.push({ old: left, new: right });
  }
  const isLeft = (one: LabelledAlternative): boolean => !taken.has(one);
  return { pairs, removed: old.filter(isLeft), added: next.filter(isLeft) };
}
