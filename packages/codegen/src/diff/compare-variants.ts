import { compareText } from "../source/json.ts";
import { compareObjects } from "./compare-object.ts";
import { typeText } from "./compare-types.ts";
import type { Descent, Difference, Pair } from "./difference.ts";
import type { SchemaNode, SchemaReader, Shape } from "./schema-shape.ts";

/** Alternatives, in any order. A schema without any is its own only one. */
export function compareVariants(
  nodes: Pair<SchemaNode>,
  shapes: Pair<Shape>,
  descent: Descent,
): readonly Difference[] {
  const before = readVariants(nodes.old, shapes.old, descent.readers.old);
  const after = readVariants(nodes.new, shapes.new, descent.readers.new);
  const { matched, removed, added } = pairUp(before, after, descent);
  const areBoth = shapes.old.variants.length > 0 && shapes.new.variants.length > 0;
  return [
    ...(areBoth ? compareShared(shapes, descent) : []),
    ...matched,
    ...removed.map(
      ({ label }): Difference => ({ code: "variant-removed", path: descent.path, old: label, new: null }),
    ),
    ...added.map(
      ({ label }): Difference => ({ code: "variant-added", path: descent.path, old: null, new: label }),
    ),
  ];
}

/** What stands beside the alternatives. */
function compareShared(shapes: Pair<Shape>, descent: Descent): readonly Difference[] {
  const { path } = descent;
  const nullable = shapes.new.nullable ? "became-nullable" : "no-longer-nullable";
  return [
    ...(shapes.old.nullable === shapes.new.nullable
      ? []
      : [{ code: nullable, path, old: shapes.old.nullable, new: shapes.new.nullable } as const]),
    ...compareObjects(shapes, descent),
  ];
}

interface Variant {
  readonly node: SchemaNode;
  /** Type and constant members: what code tells alternatives apart by. */
  readonly label: string;
}

function readVariants(node: SchemaNode, shape: Shape, reader: SchemaReader): readonly Variant[] {
  const nodes = shape.variants.length > 0 ? shape.variants : [node];
  return nodes
    .map((variant) => ({ node: variant, label: labelOf(variant, reader) }))
    .sort((a, b) => compareText(a.label, b.label));
}

function labelOf(node: SchemaNode, reader: SchemaReader): string {
  const shape = reader.shapeOf(node);
  const constants = [...shape.properties].flatMap(([name, property]) => {
    const [only, ...others] = reader.shapeOf(property).values ?? [];
    return only === undefined || others.length > 0 ? [] : [`${name}=${only.replaceAll('"', "")}`];
  });
  return constants.length > 0 ? constants.sort(compareText).join(",") : typeText(shape);
}

interface Pairing {
  readonly matched: readonly Difference[];
  readonly removed: readonly Variant[];
  readonly added: readonly Variant[];
}

/** Equal ones first, then those told apart by the same constants, then what is left if it is one and one. */
function pairUp(before: readonly Variant[], after: readonly Variant[], descent: Descent): Pairing {
  const compare = (old: Variant, next: Variant): readonly Difference[] =>
    descent.compare({ old: old.node, new: next.node }, `${descent.path}(${old.label})`);
  const equal = match(
    before,
    after,
    (old, next) => old.label === next.label && compare(old, next).length === 0,
  );
  const alike = match(equal.removed, equal.added, (old, next) => old.label === next.label);
  const [oldRest, ...moreOld] = alike.removed;
  const [newRest, ...moreNew] = alike.added;
  const pairs = [...alike.pairs];
  const isLastPair =
    oldRest !== undefined && newRest !== undefined && moreOld.length === 0 && moreNew.length === 0;
  if (isLastPair) pairs.push([oldRest, newRest]);
  return {
    matched: pairs.flatMap(([old, next]) => compare(old, next)),
    removed: isLastPair ? [] : alike.removed,
    added: isLastPair ? [] : alike.added,
  };
}

interface Match {
  readonly pairs: readonly (readonly [Variant, Variant])[];
  readonly removed: readonly Variant[];
  readonly added: readonly Variant[];
}

function match(
  before: readonly Variant[],
  after: readonly Variant[],
  fits: (old: Variant, next: Variant) => boolean,
): Match {
  const pairs: (readonly [Variant, Variant])[] = [];
  const removed: Variant[] = [];
  const added = [...after];
  for (const old of before) {
    const index = added.findIndex((next) => fits(old, next));
    const [next] = index < 0 ? [] : added.splice(index, 1);
    if (next === undefined) removed.push(old);
    else pairs.push([old, next]);
  }
  return { pairs, removed, added };
}
