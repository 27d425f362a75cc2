import { CodegenError } from "../../source/codegen-error.ts";
import { compareText } from "../../source/json.ts";
import { type Change, changeOf, describeWhere, type Where } from "../codes/change.ts";
import type { Located } from "../documents/located.ts";
import type { Api } from "../operations/api.ts";
import { equivalenceOf, signaturesOf } from "../schemas/equivalence.ts";
import type { SchemaNode } from "../schemas/schema-node.ts";
import { compareOperation } from "./compare-operation.ts";
import type { Pair, SchemaDifference } from "./difference.ts";
import { type OperationPair, pairOperations } from "./pair-operations.ts";
import { schemaComparison } from "./schema-comparison.ts";

/** The result of a comparison of two specifications. */
export interface Comparison {
  /** Sorted by operation. */
  readonly changes: readonly Change[];
  /** Unresolved references and unknown type names in either specification. */
  readonly unknown: readonly string[];
}

/** Values that callers send or receive, with their schemas. */
interface Use {
  readonly where: Where;
  readonly nodes: Pair<SchemaNode>;
}

/**
 * Compares two specifications from the point of view of callers. A change of a part that several operations use is one
 * change, with all its places.
 * @throws {CodegenError} the specifications have no operation in common, or one of them has a part that
 *   cannot be compared
 */
export function compareApis(apis: Pair<Api>): Comparison {
  const pairs = pairOperations(apis);
  refuseDifferentApis(apis, pairs);
  const changes: Change[] = [];
  const uses: Use[] = [];
  const record = {
    change: (change: Change): void => void changes.push(change),
    values: (where: Where, { old, new: next }: Pair<Located | undefined>): void =>
      void uses.push({ where, nodes: { old: nodeOf(apis.old, old), new: nodeOf(apis.new, next) } }),
  };
  for (const pair of pairs) compareOperation(pair, record);
  const ofSchemas = compareUses(uses, apis);
  const merged = [...mergeAccess(changes), ...ofSchemas.changes];
  return {
    changes: merged.toSorted((a, b) => compareText(sortKey(a), sortKey(b))),
    unknown: ofSchemas.unknown,
  };
}

function nodeOf({ graph }: Api, schema: Located | undefined): SchemaNode {
  return schema === undefined ? graph.anything : graph.nodeAt(schema);
}

function refuseDifferentApis({ old, new: next }: Pair<Api>, pairs: readonly OperationPair[]): void {
  const isShared = pairs.some((pair) => pair.old !== undefined && pair.new !== undefined);
  if (isShared || old.operations.size === 0 || next.operations.size === 0) return;
  throw new CodegenError(
    `these are different APIs: none of ${old.operations.size} and ${next.operations.size} operations is in both`,
  );
}

/** Compares the schemas of all values together, so that each pair of schemas is compared once. */
function compareUses(uses: readonly Use[], { old, new: next }: Pair<Api>): Comparison {
  const graphs = { old: old.graph, new: next.graph };
  const schemas = signaturesOf([
    { graph: graphs.old, nodes: [graphs.old.anything, ...uses.map(({ nodes }) => nodes.old)] },
    { graph: graphs.new, nodes: [graphs.new.anything, ...uses.map(({ nodes }) => nodes.new)] },
  ]);
  const classOf = equivalenceOf(schemas);
  const findDifferences = schemaComparison({ graphs, classOf });
  const found = new Map<string, { readonly difference: SchemaDifference; readonly places: Where[] }>();
  for (const { where, nodes } of uses)
    for (const { difference, paths } of findDifferences(nodes)) {
      const { code, subject, old: before, new: after } = difference;
      const key = JSON.stringify([where.side, code, subject, before, after]);
      const known = found.get(key) ?? { difference, places: [] };
      for (const path of paths) known.places.push({ ...where, path: `${where.path}${path}` });
      found.set(key, known);
    }
  const unknown = new Set([...schemas.values()].flatMap((schema) => [...schema.unknown]));
  return {
    changes: [...found.values()].map(({ difference, places }) => changeAt(places, difference)),
    unknown: [...unknown].sort(compareText),
  };
}

function changeAt(
  places: readonly Where[],
  { code, old, new: next }: Pick<Change, "code" | "old" | "new">,
): Change {
  const sorted = uniquePlaces(places);
  const [where, ...alsoAt] = sorted;
  if (where === undefined) throw new TypeError(`${code} has no place`);
  return changeOf(code, where, { old, new: next }, alsoAt);
}

function uniquePlaces(places: readonly Where[]): readonly Where[] {
  const byText = new Map(places.map((place) => [placeText(place), place]));
  const isNearer = (a: Where, b: Where): number =>
    compareText(a.operation, b.operation) || a.path.length - b.path.length;
  return [...byText]
    .sort(([a], [b]) => compareText(a, b))
    .map(([, place]) => place)
    .sort(isNearer);
}

function placeText(place: Where): string {
  return [place.operation, describeWhere(place)].join("\u0000");
}

/** Servers and security are usually stated once for all operations: a change of them is one change. */
function mergeAccess(changes: readonly Change[]): readonly Change[] {
  const groups = new Map<string, Change[]>();
  for (const [index, change] of changes.entries()) {
    const { code, where, old, new: next } = change;
    const isAccess = /^(?:authentication|scope|server|token)-/.test(code);
    const key = isAccess ? JSON.stringify([code, where.side, old, next]) : String(index);
    groups.set(key, [...(groups.get(key) ?? []), change]);
  }
  return [...groups.values()].flatMap((group) => {
    const [first] = group;
    return first === undefined
      ? []
      : [
          changeAt(
            group.map(({ where }) => where),
            first,
          ),
        ];
  });
}

function sortKey({ where, code, old, new: next }: Change): string {
  return [placeText(where), code, JSON.stringify([old, next])].join("\u0000");
}
