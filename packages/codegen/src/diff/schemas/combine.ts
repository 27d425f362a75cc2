import { meetBounds, wholeBounds } from "./bounds.ts";
import type { Alternative, Elements, Marks, Meaning, Members } from "./meaning.ts";
import type { SchemaNode } from "./schema-node.ts";

/** Combines two nodes into one that requires both. */
export type Join = (left: SchemaNode, right: SchemaNode) => SchemaNode;

/** Returns the alternatives that satisfy both lists (`allOf`). */
export function meetAlternatives(
  left: readonly Alternative[],
  right: readonly Alternative[],
  join: Join,
): readonly Alternative[] {
  const pairs = left.flatMap((one) => right.map((other) => [one, other] as const));
  return mergeValues(pairs.flatMap(([one, other]) => meet(one, other, join) ?? []));
}

/** Returns undefined if no value satisfies both. */
function meet(left: Alternative, right: Alternative, join: Join): Alternative | undefined {
  if (left.type !== right.type) return undefined;
  const isInteger = left.isInteger || right.isInteger;
  const values = meetValues(left, right, isInteger);
  if (values?.size === 0) return undefined;
  const bounds = meetBounds(left.bounds, right.bounds);
  return {
    type: left.type,
    // If values are listed, the list shows which of them are whole.
    isInteger: isInteger && values === undefined,
    values,
    bounds: isInteger ? wholeBounds(bounds) : bounds,
    statements: unionOfSets(left.statements, right.statements),
    conditions: [...new Set([...left.conditions, ...right.conditions])],
    marks: meetMarks(left.marks, right.marks),
    members: left.members && right.members && meetMembers(left.members, right.members, join),
    elements: left.elements && right.elements && meetElements(left.elements, right.elements, join),
  };
}

function meetValues(left: Alternative, right: Alternative, isInteger: boolean): Alternative["values"] {
  const values = left.values ?? right.values;
  if (values === undefined) return undefined;
  const other = right.values ?? values;
  return new Set(
    [...values].filter((text) => other.has(text) && (!isInteger || Number.isInteger(JSON.parse(text)))),
  );
}

function unionOfSets<Name>(
  left: ReadonlyMap<Name, ReadonlySet<string>>,
  right: ReadonlyMap<Name, ReadonlySet<string>>,
): ReadonlyMap<Name, ReadonlySet<string>> {
  const union = new Map(left);
  for (const [name, texts] of right) union.set(name, new Set([...(left.get(name) ?? []), ...texts]));
  return union;
}

/** The default of the first one counts, because it is closer to the use of the schema. */
export function meetMarks(left: Marks, right: Marks): Marks {
  return { ...right, ...left };
}

/**
 * The result is as in the generated types: properties of both, and a schema for other properties even if one
 * side forbids them.
 */
function meetMembers(left: Members, right: Members, join: Join): Members {
  return {
    properties: joinMaps(left.properties, right.properties, join),
    required: new Set([...left.required, ...right.required]),
    patterns: joinMaps(left.patterns, right.patterns, join),
    additional: meetOthers(left.additional, right.additional, join),
    kinds: new Map([...right.kinds, ...left.kinds]),
  };
}

function joinMaps(
  left: ReadonlyMap<string, SchemaNode>,
  right: ReadonlyMap<string, SchemaNode>,
  join: Join,
): ReadonlyMap<string, SchemaNode> {
  const joined = new Map(left);
  for (const [name, node] of right) {
    const other = joined.get(name);
    joined.set(name, other === undefined ? node : join(other, node));
  }
  return joined;
}

function meetOthers(
  left: Members["additional"],
  right: Members["additional"],
  join: Join,
): Members["additional"] {
  if (typeof left !== "string" && typeof right !== "string") return join(left, right);
  if (typeof left !== "string") return left;
  if (typeof right !== "string") return right;
  return left === "closed" || right === "closed" ? "closed" : "open";
}

function meetElements(left: Elements, right: Elements, join: Join): Elements {
  const length = Math.max(left.prefix.length, right.prefix.length);
  const prefix = Array.from({ length }, (_, index) => {
    const nodes = [left, right].flatMap(({ prefix: own, rest }) => own[index] ?? nodeIn(rest));
    return nodes.reduce((node, other) => join(node, other));
  });
  return { prefix, rest: meetRest(left.rest, right.rest, join) };
}

function nodeIn(rest: Elements["rest"]): readonly SchemaNode[] {
  return typeof rest === "string" ? [] : [rest];
}

function meetRest(left: Elements["rest"], right: Elements["rest"], join: Join): Elements["rest"] {
  if (left === "closed" || right === "closed") return "closed";
  if (left === "open") return right;
  return right === "open" ? left : join(left, right);
}

/** Combines meanings of which a value satisfies one (`anyOf`, `oneOf`). */
export function eitherOf(meanings: readonly Meaning[], isExclusive: boolean): Meaning {
  const isUnion = meanings.filter((meaning) => !isNull(meaning)).length > 1;
  const alternatives = meanings.flatMap((meaning) =>
    // If there is only one variant besides `null`, its marks belong to the whole schema.
    isUnion ? meaning.alternatives.map((one) => withMarks(one, meaning.marks)) : meaning.alternatives,
  );
  return {
    alternatives: mergeValues(alternatives),
    isExclusive: (isExclusive && isUnion) || meanings.some((meaning) => meaning.isExclusive),
    marks: isUnion ? {} : meanings.map(({ marks }) => marks).reduce(meetMarks, {}),
    unknown: new Set(meanings.flatMap(({ unknown }) => [...unknown])),
  };
}

function isNull({ alternatives }: Meaning): boolean {
  return alternatives.length > 0 && alternatives.every(({ type }) => type === "null");
}

function withMarks(alternative: Alternative, marks: Marks): Alternative {
  return { ...alternative, marks: meetMarks(alternative.marks, marks) };
}

/** The discriminator's value of a property replaces that of the schema, as in the generated types. */
export function ofKind(meaning: Meaning, kind: Meaning): Meaning {
  const said = kind.alternatives.find(({ members }) => members !== undefined)?.members;
  const alternatives = meaning.alternatives.map((one) => {
    if (one.members === undefined || said === undefined) return one;
    const properties = new Map([...one.members.properties, ...said.properties]);
    const required = new Set([...one.members.required, ...said.required]);
    return { ...one, members: { ...one.members, properties, required } };
  });
  return { ...meaning, alternatives };
}

/** Returns what a schema inherits from its base, without the base's other kinds. */
export function withoutKinds(meaning: Meaning): Meaning {
  const alternatives = meaning.alternatives.map((one) =>
    one.members === undefined ? one : { ...one, members: { ...one.members, kinds: new Map() } },
  );
  return { ...meaning, alternatives };
}

/** Lists of single values are one list: `enum` is `oneOf` with constants, and `"a"` beside any string is any string. */
function mergeValues(alternatives: readonly Alternative[]): readonly Alternative[] {
  const merged = new Map<string, Alternative>();
  for (const alternative of alternatives) {
    const key = keyBesideValues(alternative, merged.size);
    const other = merged.get(key);
    merged.set(
      key,
      other === undefined ? alternative : { ...other, values: eitherValue(other, alternative) },
    );
  }
  return [...merged.values()].filter((alternative) => !isWithin(alternative, merged));
}

/** The other parts of an alternative. Objects and arrays differ by their content, so they are kept separate. */
function keyBesideValues(alternative: Alternative, index: number): string {
  const { type, isInteger, bounds, statements, conditions, marks, members, elements } = alternative;
  if (members !== undefined || elements !== undefined) return String(index);
  return JSON.stringify([
    type,
    isInteger,
    [...bounds].sort(),
    [...statements].map(([name, texts]) => [name, ...[...texts].sort()]).sort(),
    conditions.map(({ keyword, nodes }) => [keyword, ...nodes.map(({ id }) => id)]).sort(),
    marks,
  ]);
}

function eitherValue(left: Alternative, right: Alternative): Alternative["values"] {
  if (left.values === undefined || right.values === undefined) return undefined;
  const values = new Set([...left.values, ...right.values]);
  return left.type === "boolean" && values.size === 2 ? undefined : values;
}

/** Returns whether an alternative of whole numbers is covered by an alternative of any numbers. */
function isWithin(alternative: Alternative, others: ReadonlyMap<string, Alternative>): boolean {
  if (!alternative.isInteger) return false;
  const number = others.get(keyBesideValues({ ...alternative, isInteger: false }, 0));
  return number !== undefined && number.values === undefined;
}
