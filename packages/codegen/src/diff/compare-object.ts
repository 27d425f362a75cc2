import { compareText } from "../source/json.ts";
import { typeText } from "./compare-types.ts";
import { type Descent, type Difference, memberPath, type Pair } from "./difference.ts";
import type { SchemaNode, Shape } from "./schema-shape.ts";

/** Members of objects and items of arrays, where both schemas allow these. */
export function compareObjects(shapes: Pair<Shape>, descent: Descent): readonly Difference[] {
  return [
    ...(bothAllow(shapes, "object")
      ? [...compareProperties(shapes, descent), ...compareOthers(shapes, descent)]
      : []),
    ...(bothAllow(shapes, "array") ? compareItems(shapes, descent) : []),
  ];
}

function bothAllow(shapes: Pair<Shape>, type: string): boolean {
  return [shapes.old, shapes.new].every(({ types }) => types?.has(type) === true);
}

function compareProperties(shapes: Pair<Shape>, descent: Descent): readonly Difference[] {
  const names = new Set([...shapes.old.properties.keys(), ...shapes.new.properties.keys()]);
  return [...names].sort(compareText).flatMap((name) => compareProperty(name, shapes, descent));
}

function compareProperty(name: string, shapes: Pair<Shape>, descent: Descent): readonly Difference[] {
  const path = memberPath(descent.path, name);
  const before = shapes.old.properties.get(name);
  const after = shapes.new.properties.get(name);
  const required = { old: shapes.old.required.has(name), new: shapes.new.required.has(name) };
  const { readers } = descent;
  if (before === undefined && after !== undefined) {
    const code = required.new ? "required-property-added" : "property-added";
    const added: Difference = { code, path, old: null, new: typeText(readers.new.shapeOf(after)) };
    const covering = shapes.old.additional;
    // The member could be there all along, under the schema for members of any name.
    return typeof covering === "string"
      ? [added]
      : [added, ...descent.compare({ old: covering, new: after }, path)];
  }
  if (before !== undefined && after === undefined)
    return [{ code: "property-removed", path, old: typeText(readers.old.shapeOf(before)), new: null }];
  if (before === undefined || after === undefined) return [];
  return compareMember({ nodes: { old: before, new: after }, required }, path, descent);
}

interface Member {
  readonly nodes: Pair<SchemaNode>;
  readonly required: Pair<boolean>;
}

function compareMember({ nodes, required }: Member, path: string, descent: Descent): readonly Difference[] {
  const inside = descent.compare(nodes, path);
  if (required.old === required.new) return inside;
  const code = required.new ? "property-became-required" : "property-became-optional";
  const word = (isRequired: boolean): string => (isRequired ? "required" : "optional");
  return [{ code, path, old: word(required.old), new: word(required.new) }, ...inside];
}

/** Members under names that are not listed. */
function compareOthers(shapes: Pair<Shape>, descent: Descent): readonly Difference[] {
  const before = shapes.old.additional;
  const after = shapes.new.additional;
  const path = `${descent.path}[name]`;
  if (typeof before !== "string" && typeof after !== "string")
    return descent.compare({ old: before, new: after }, path);
  if (typeof after !== "string") {
    const code = shapes.new.properties.size === 0 ? "map-values-added" : "index-signature-added";
    return [{ code, path, old: null, new: typeText(descent.readers.new.shapeOf(after)) }];
  }
  if (typeof before !== "string")
    return [
      { code: "map-values-removed", path, old: typeText(descent.readers.old.shapeOf(before)), new: null },
    ];
  if (before === after) return [];
  const code = after === "closed" ? "unknown-properties-refused" : "unknown-properties-allowed";
  return [{ code, path: descent.path, old: before, new: after }];
}

function compareItems(shapes: Pair<Shape>, descent: Descent): readonly Difference[] {
  const path = `${descent.path}[]`;
  const { items: before } = shapes.old;
  const { items: after } = shapes.new;
  if (before !== undefined && after !== undefined) return descent.compare({ old: before, new: after }, path);
  if (after !== undefined)
    return [{ code: "type-narrowed", path, old: "any", new: typeText(descent.readers.new.shapeOf(after)) }];
  if (before !== undefined)
    return [{ code: "type-widened", path, old: typeText(descent.readers.old.shapeOf(before)), new: "any" }];
  return [];
}
