import type { SchemaNode } from "../schemas/schema-node.ts";
import { compareSchemas } from "./compare-schemas.ts";
import type { Findings, Pair, SchemaDifference, SchemaTools } from "./difference.ts";

/** A difference, with the shortest path through each schema that contains its schema, seen from the use of a value. */
export interface ReachedDifference {
  readonly difference: SchemaDifference;
  /** Sorted by distance; never empty. */
  readonly paths: readonly string[];
}

/** Finds the differences between two schemas and between all schemas that are inside of them. */
export type FindDifferences = (nodes: Pair<SchemaNode>) => readonly ReachedDifference[];

/**
 * Compares each pair of schemas once, even if it is reached several times or contains itself. Pairs with the same
 * meaning are skipped.
 */
export function schemaComparison(tools: SchemaTools): FindDifferences {
  const findings = new Map<string, Findings>();
  const reached = new Map<string, readonly ReachedDifference[]>();

  function findingsOf(nodes: Pair<SchemaNode>): Findings {
    const key = keyOf(nodes);
    const known = findings.get(key) ?? compareSchemas(nodes, tools);
    findings.set(key, known);
    return known;
  }

  return (nodes) => {
    if (tools.classOf(nodes.old) === tools.classOf(nodes.new)) return [];
    const key = keyOf(nodes);
    const known = reached.get(key) ?? walk(nodes, findingsOf, tools);
    reached.set(key, known);
    return known;
  };
}

function keyOf(nodes: Pair<SchemaNode>): string {
  return `${nodes.old.id}:${nodes.new.id}`;
}

/** A pair of schemas, with the shortest path to it. */
interface Visit {
  readonly nodes: Pair<SchemaNode>;
  readonly from: Visit | undefined;
  readonly step: string;
  readonly depth: number;
  /** Other steps to this pair, from schemas that are not inside it. */
  readonly others: { readonly from: Visit; readonly step: string }[];
}

function walk(
  nodes: Pair<SchemaNode>,
  findingsOf: (nodes: Pair<SchemaNode>) => Findings,
  { classOf }: SchemaTools,
): readonly ReachedDifference[] {
  const first: Visit = { nodes, from: undefined, step: "", depth: 0, others: [] };
  const visits = new Map([[keyOf(nodes), first]]);
  // A map can grow while it is iterated, so it is also the queue.
  for (const visit of visits.values())
    for (const { path, nodes: inner } of findingsOf(visit.nodes).inner) {
      if (classOf(inner.old) === classOf(inner.new)) continue;
      const known = visits.get(keyOf(inner));
      if (known === undefined)
        visits.set(keyOf(inner), {
          nodes: inner,
          from: visit,
          step: path,
          depth: visit.depth + 1,
          others: [],
        });
      else if (!isInside(visit, known)) known.others.push({ from: visit, step: path });
    }
  return [...visits.values()].flatMap((visit) => {
    const { differences } = findingsOf(visit.nodes);
    if (differences.length === 0) return [];
    const paths = [...new Set([visit, ...visit.others].map(pathOf))];
    return differences.map((difference) => ({
      difference,
      paths: paths.map((path) => `${path}${difference.path}`),
    }));
  });
}

function isInside(visit: Visit, outer: Visit): boolean {
  let current: Visit | undefined = visit;
  while (current !== undefined && current.depth > outer.depth) current = current.from;
  return current === outer;
}

function pathOf({ from, step }: { readonly from: Visit | undefined; readonly step: string }): string {
  const steps = [step];
  for (let visit = from; visit !== undefined; visit = visit.from) steps.push(visit.step);
  return steps.reverse().join("");
}
