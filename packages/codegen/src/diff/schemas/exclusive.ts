import type { Alternative, Meaning, Members } from "./meaning.ts";
import type { SchemaGraph } from "./schema-graph.ts";
import type { SchemaNode } from "./schema-node.ts";

/** Returns whether a value may fit two alternatives. Such a value is invalid in a `oneOf` and valid in an `anyOf`. */
export function isOverlapping({ alternatives }: Meaning, graph: SchemaGraph): boolean {
  return alternatives.some((left, index) =>
    alternatives.slice(index + 1).some((right) => left.type === right.type && overlap(left, right, graph)),
  );
}

function overlap(left: Alternative, right: Alternative, graph: SchemaGraph): boolean {
  if (left.values !== undefined && right.values !== undefined) return !areDisjoint(left.values, right.values);
  if (left.members === undefined || right.members === undefined) return true;
  return !(
    isToldApart(left.members, right.members, graph) || isToldApart(right.members, left.members, graph)
  );
}

/** Returns whether a required property of one kind of object excludes the other kind. */
function isToldApart(left: Members, right: Members, graph: SchemaGraph): boolean {
  return [...left.required].some((name) => {
    const own = left.properties.get(name);
    const other = right.properties.get(name);
    if (other === undefined) return right.additional === "closed" && right.patterns.size === 0;
    const values = own && valuesOf(own, graph);
    const otherValues = valuesOf(other, graph);
    return values !== undefined && otherValues !== undefined && areDisjoint(values, otherValues);
  });
}

/** Returns the texts of all valid values; undefined if they are not listed. */
export function valuesOf(node: SchemaNode, graph: SchemaGraph): ReadonlySet<string> | undefined {
  const lists = graph
    .meaningOf(node)
    .alternatives.map(({ type, values }) => (type === "null" ? ["null"] : values));
  return lists.includes(undefined) ? undefined : new Set(lists.flatMap((values) => [...(values ?? [])]));
}

function areDisjoint(left: ReadonlySet<string>, right: ReadonlySet<string>): boolean {
  return ![...left].some((value) => right.has(value));
}
