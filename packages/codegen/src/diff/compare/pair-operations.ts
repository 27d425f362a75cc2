import { isObject, type JsonValue } from "../../source/json.ts";
import type { Api, ApiOperation, Content } from "../operations/api.ts";
import type { Pair } from "./difference.ts";

/** The same operation in both specifications, or one that is in one of them only. */
export type OperationPair =
  | {
      readonly old: NamedOperation;
      readonly new: NamedOperation;
      /** Whether the new specification has the old id for a newer path, and the old path beside it under another id. */
      readonly isLevel: boolean;
    }
  | { readonly old: NamedOperation; readonly new: undefined }
  | { readonly old: undefined; readonly new: NamedOperation };

export interface NamedOperation {
  readonly name: string;
  readonly operation: ApiOperation;
}

/** Pairs operations by their id, then by method and path, then by similarity. */
export function pairOperations({ old, new: next }: Pair<Api>): readonly OperationPair[] {
  const rest = { old: named(old), new: named(next) };
  const pairs: { old: NamedOperation; new: NamedOperation; isLevel: boolean }[] = [];
  const take = (one: NamedOperation, other: NamedOperation, isLevel = false): void => {
    pairs.push({ old: one, new: other, isLevel });
    rest.old.delete(one.name);
    rest.new.delete(other.name);
  };
  const byId = { old: byUniqueId(rest.old), new: byUniqueId(rest.new) };
  for (const [id, one] of byId.old) {
    const other = byId.new.get(id);
    if (other !== undefined) take(one, other);
  }
  for (const pair of [...pairs]) {
    const beside = pair.old.name === pair.new.name ? undefined : rest.new.get(pair.old.name);
    if (beside === undefined) continue;
    pair.isLevel = true;
    // A caller that names the old path is affected by changes at this path.
    take(pair.old, beside, true);
  }
  for (const one of [...rest.old.values()]) {
    const other = rest.new.get(one.name);
    if (other !== undefined) take(one, other);
  }
  for (const [one, other] of alike([...rest.old.values()], [...rest.new.values()])) take(one, other);
  return [
    ...pairs,
    ...[...rest.old.values()].map((one) => ({ old: one, new: undefined })),
    ...[...rest.new.values()].map((other) => ({ old: undefined, new: other })),
  ];
}

function named({ operations }: Api): Map<string, NamedOperation> {
  return new Map([...operations].map(([name, operation]) => [name, { name, operation }]));
}

/** An id that two operations have identifies neither of them. */
function byUniqueId(operations: ReadonlyMap<string, NamedOperation>): ReadonlyMap<string, NamedOperation> {
  const byId = new Map<string, NamedOperation>();
  const repeated = new Set<string>();
  for (const one of operations.values()) {
    const { id } = one.operation;
    if (id === undefined) continue;
    if (byId.has(id)) repeated.add(id);
    byId.set(id, one);
  }
  for (const id of repeated) byId.delete(id);
  return byId;
}

/** Pairs the most similar operations first; each operation is in one pair. */
function alike(
  old: readonly NamedOperation[],
  next: readonly NamedOperation[],
): readonly (readonly [NamedOperation, NamedOperation])[] {
  const features = new Map([...old, ...next].map((one) => [one, featuresOf(one.operation)]));
  const isOnlyPair = old.length === 1 && next.length === 1;
  const candidates = old.flatMap((one) =>
    next.flatMap((other) => {
      const likeness = likenessOf(one, other, features);
      return isMove(likeness, isOnlyPair) ? [{ one, other, score: 2 * likeness.path + likeness.parts }] : [];
    }),
  );
  const taken = new Set<NamedOperation>();
  return candidates
    .toSorted((a, b) => b.score - a.score)
    .flatMap(({ one, other }) => {
      if (taken.has(one) || taken.has(other)) return [];
      taken.add(one).add(other);
      return [[one, other] as const];
    });
}

/** The similarity of two operations; each value is from 0 to 1. */
interface Likeness {
  readonly path: number;
  readonly parts: number;
  /** The number of parts that are the same. */
  readonly shared: number;
}

function likenessOf(
  one: NamedOperation,
  other: NamedOperation,
  features: ReadonlyMap<NamedOperation, ReadonlySet<string>>,
): Likeness {
  const [oldMethod, ...oldPath] = splitName(one.name);
  const [newMethod, ...newPath] = splitName(other.name);
  if (oldMethod !== newMethod) return { path: 0, parts: 0, shared: 0 };
  const before = features.get(one) ?? new Set();
  const after = features.get(other) ?? new Set();
  const shared = [...before].filter((feature) => after.has(feature)).length;
  const all = before.size + after.size - shared;
  return { path: pathLikeness(oldPath, newPath), parts: all === 0 ? 0 : shared / all, shared };
}

/** A single value must be high; two values are sufficient if each is at least a half. */
function isMove({ path, parts, shared }: Likeness, isOnlyPair: boolean): boolean {
  if (path === 1) return true;
  if (path >= 0.5 && parts >= 0.5) return true;
  return parts >= 0.8 && (shared >= 5 || (isOnlyPair && shared > 0));
}

/** The method and the segments of the path, without parameter names and without numbers, which are versions. */
function splitName(name: string): readonly string[] {
  const [kind = "", ...rest] = name.split(" ");
  const segments = rest.join(" ").split("/").filter(Boolean);
  return [
    kind,
    ...segments.map((segment) => segment.replaceAll(/\{[^{}]*\}/g, "{}").replaceAll(/\d+/g, "0")),
  ];
}

/** Returns the share of segments of the longer path that are in the other path in the same order. */
function pathLikeness(old: readonly string[], next: readonly string[]): number {
  const longest = Math.max(old.length, next.length);
  return longest === 0 ? 1 : commonLength(old, next) / longest;
}

/** The length of the longest common subsequence. */
function commonLength(old: readonly string[], next: readonly string[]): number {
  let above = [0, ...next.map(() => 0)];
  for (const segment of old) {
    const row = [0];
    for (const [index, other] of next.entries())
      row.push(
        segment === other ? (above[index] ?? 0) + 1 : Math.max(row[index] ?? 0, above[index + 1] ?? 0),
      );
    above = row;
  }
  return above.at(-1) ?? 0;
}

/** The features of an operation: its parameters, its statuses and the names of its properties. */
function featuresOf({ parameters, body, responses }: ApiOperation): ReadonlySet<string> {
  return new Set([
    ...[...parameters.keys()].map((name) => `parameter ${name}`),
    ...(body ? contentFeatures("body", body.content) : []),
    ...[...responses].flatMap(([status, { content }]) => [
      `status ${status}`,
      ...contentFeatures(`status ${status}`, content),
    ]),
  ]);
}

function contentFeatures(place: string, content: Content): readonly string[] {
  return [...content].flatMap(([type, { schema }]) => [
    `${place} ${type}`,
    ...namesIn(schema?.value, 2).map((name) => `${place} ${name}`),
  ]);
}

/** Names of properties and of referenced components, which suffice to recognize a schema. */
function namesIn(schema: JsonValue | undefined, depth: number): readonly string[] {
  if (!isObject(schema) || depth === 0) return [];
  const { $ref, properties, items } = schema;
  return [
    ...(typeof $ref === "string" ? [$ref] : []),
    ...Object.entries(isObject(properties) ? properties : {}).flatMap(([name, inner]) => [
      name,
      ...namesIn(inner, depth - 1).map((below) => `${name}.${below}`),
    ]),
    ...namesIn(items, depth).map((name) => `[].${name}`),
  ];
}
