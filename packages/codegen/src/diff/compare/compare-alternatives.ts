import type { Alternative } from "../schemas/meaning.ts";
import { compareAlternative } from "./compare-alternative.ts";
import {
  combineFindings,
  type Findings,
  type InnerPair,
  type Pair,
  type SchemaDifference,
  type SchemaTools,
} from "./difference.ts";
import { type LabelledAlternative, labelled, pairAlternatives } from "./pair-alternatives.ts";

/** Compares the alternatives of one type, in any order. */
export function compareAlternatives(
  alternatives: Pair<readonly Alternative[]>,
  subject: string,
  tools: SchemaTools,
): Findings {
  const { old, new: next } = alternatives;
  const [onlyOld, ...otherOld] = old;
  const [onlyNew, ...otherNew] = next;
  if (onlyOld && onlyNew && otherOld.length === 0 && otherNew.length === 0)
    return compareAlternative({ old: onlyOld, new: onlyNew }, subject, tools);
  const { pairs, removed, added } = pairAlternatives(
    { old: labelled(old, tools.graphs.old), new: labelled(next, tools.graphs.new) },
    tools,
  );
  const variants = [
    ...removed.map(({ label }) => variantDifference("variant-removed", label, subject)),
    ...added.map(({ label }) => variantDifference("variant-added", label, subject)),
  ];
  const found = pairs.map((pair) => findingsOf(pair, subject, tools));
  return combineFindings([{ differences: variants, inner: [] }, ...sharedFirst(found)]);
}

function variantDifference(
  code: "variant-added" | "variant-removed",
  label: string,
  subject: string,
): SchemaDifference {
  const values = code === "variant-added" ? { old: null, new: label } : { old: label, new: null };
  return { code, path: "", ...values, subject };
}

interface LabelledFindings {
  readonly label: string;
  readonly findings: Findings;
}

function findingsOf(
  { old, new: next }: Pair<LabelledAlternative>,
  subject: string,
  tools: SchemaTools,
): LabelledFindings {
  const alternatives = { old: old.alternative, new: next.alternative };
  return { label: old.label, findings: compareAlternative(alternatives, subject, tools) };
}

/** A change in all alternatives is reported once; other changes are reported with their alternative. */
function sharedFirst(found: readonly LabelledFindings[]): readonly Findings[] {
  const differences = keysInAll(found.map(({ findings }) => findings.differences.map(differenceKey)));
  const inner = keysInAll(found.map(({ findings }) => findings.inner.map(innerKey)));
  const isShared = (difference: SchemaDifference): boolean => differences.has(differenceKey(difference));
  const isSharedInner = (pair: InnerPair): boolean => inner.has(innerKey(pair));
  const first = found[0]?.findings ?? { differences: [], inner: [] };
  return [
    { differences: first.differences.filter(isShared), inner: first.inner.filter(isSharedInner) },
    ...found.map(({ label, findings }) => ({
      differences: findings.differences
        .filter((difference) => !isShared(difference))
        .map((difference) => ({ ...difference, path: `(${label})${difference.path}` })),
      inner: findings.inner
        .filter((pair) => !isSharedInner(pair))
        .map((pair) => ({ ...pair, path: `(${label})${pair.path}` })),
    })),
  ];
}

/** The keys that are in every list, if there are several lists. */
function keysInAll(lists: readonly (readonly string[])[]): ReadonlySet<string> {
  const counts = new Map<string, number>();
  for (const list of lists) for (const key of new Set(list)) counts.set(key, (counts.get(key) ?? 0) + 1);
  const inAll = [...counts].filter(([, count]) => lists.length > 1 && count === lists.length);
  return new Set(inAll.map(([key]) => key));
}

function differenceKey({ code, path, old, new: next, subject }: SchemaDifference): string {
  return JSON.stringify([code, path, old, next, subject]);
}

function innerKey({ path, nodes }: InnerPair): string {
  return JSON.stringify([path, nodes.old.id, nodes.new.id]);
}
