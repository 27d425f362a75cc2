import type { SchemaGraph } from "./schema-graph.ts";
import type { SchemaNode } from "./schema-node.ts";
import { type ClassOf, nodesIn, type Signature, signatureOf, signatureText } from "./signature.ts";

/** Schemas of one graph from which all others can be reached. */
export interface Roots {
  readonly graph: SchemaGraph;
  readonly nodes: readonly SchemaNode[];
}

/** Schemas with their own content. */
export type Signatures = ReadonlyMap<SchemaNode, Signature>;

/**
 * Finds the schemas with the same meaning in all graphs. First, schemas with the same own content are treated
 * as equal. Then schemas whose inner schemas differ are separated, until nothing changes (partition
 * refinement, as in Hopcroft's algorithm). The largest part of a class keeps its number, so that each schema
 * is processed a logarithmic number of times, even if schemas are nested deeply or recursive.
 */
export function equivalenceOf(schemas: Signatures): ClassOf {
  const partition = new Partition();
  for (const group of groupBy(schemas.keys(), (node) => textOf(node, () => 0))) partition.add(group);
  const classOf: ClassOf = (node) => partition.classOf(node);
  const users = usersIn(schemas);
  for (let pending: ReadonlySet<SchemaNode> = new Set(schemas.keys()); pending.size > 0; ) {
    const splits = groupBy(pending, (node) => String(classOf(node))).map((changed) => {
      const other = changed[0] && partition.memberBeside(changed[0], pending);
      const groups = groupBy(other ? [other, ...changed] : changed, (node) => textOf(node, classOf));
      // The other members are still equal to each other and to those in the first group.
      return other ? groups.slice(1) : groups;
    });
    const moved = splits.flatMap((groups) => partition.split(groups));
    pending = new Set(moved.flatMap((node) => users.get(node) ?? []));
  }
  return classOf;

  function textOf(node: SchemaNode, inner: ClassOf): string {
    const signature = schemas.get(node);
    return signature === undefined ? "" : signatureText(signature, inner);
  }
}

/** Returns everything that is reached from the roots. */
export function signaturesOf(roots: readonly Roots[]): Signatures {
  const signatures = new Map<SchemaNode, Signature>();
  for (const { graph, nodes } of roots) {
    const pending = [...nodes];
    for (let node = pending.pop(); node !== undefined; node = pending.pop()) {
      if (signatures.has(node)) continue;
      const signature = signatureOf(graph.meaningOf(node), graph);
      signatures.set(node, signature);
      for (const inner of nodesIn(signature)) pending.push(inner);
    }
  }
  return signatures;
}

function usersIn(schemas: Signatures): ReadonlyMap<SchemaNode, readonly SchemaNode[]> {
  const users = new Map<SchemaNode, SchemaNode[]>();
  for (const [user, signature] of schemas)
    for (const node of nodesIn(signature)) {
      const known = users.get(node);
      if (known === undefined) users.set(node, [user]);
      else known.push(user);
    }
  return users;
}

/** Sorted by the first occurrence of each key. */
function groupBy(
  nodes: Iterable<SchemaNode>,
  keyOf: (node: SchemaNode) => string,
): readonly (readonly SchemaNode[])[] {
  const groups = new Map<string, SchemaNode[]>();
  for (const node of nodes) {
    const key = keyOf(node);
    const group = groups.get(key);
    if (group === undefined) groups.set(key, [node]);
    else group.push(node);
  }
  return [...groups.values()];
}

/** Classes of schemas, each with its members. */
class Partition {
  readonly #classes = new Map<SchemaNode, Set<SchemaNode>>();
  readonly #numbers = new Map<Set<SchemaNode>, number>();

  classOf(node: SchemaNode): number {
    const members = this.#classes.get(node);
    return (members && this.#numbers.get(members)) ?? -1;
  }

  /** Returns a member of the node's class that is not one of the others. */
  memberBeside(node: SchemaNode, others: ReadonlySet<SchemaNode>): SchemaNode | undefined {
    // Stops at the first one: a class may be large.
    for (const member of this.#classes.get(node) ?? []) if (!others.has(member)) return member;
    return undefined;
  }

  add(nodes: readonly SchemaNode[]): void {
    const members = new Set<SchemaNode>();
    this.#numbers.set(members, this.#numbers.size);
    for (const node of nodes) {
      this.#classes.get(node)?.delete(node);
      this.#classes.set(node, members);
      members.add(node);
    }
  }

  /**
   * Creates a separate class for each group of members and for the rest of the class, except for the largest of them,
   * which stays.
   * @returns the members that are in another class now
   */
  split(groups: readonly (readonly SchemaNode[])[]): readonly SchemaNode[] {
    const [first] = groups[0] ?? [];
    const members = first && this.#classes.get(first);
    if (members === undefined) return [];
    const grouped = new Set(groups.flat());
    const restSize = members.size - grouped.size;
    const largest = groups.reduce((left, right) => (left.length < right.length ? right : left));
    const stays = restSize >= largest.length ? undefined : largest;
    const leaving = groups.filter((group) => group !== stays);
    if (stays !== undefined) leaving.push([...members].filter((node) => !grouped.has(node)));
    for (const group of leaving) this.add(group);
    return leaving.flat();
  }
}
