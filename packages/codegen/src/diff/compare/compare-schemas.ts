import { isOverlapping } from "../schemas/exclusive.ts";
import type { Meaning } from "../schemas/meaning.ts";
import type { SchemaNode } from "../schemas/schema-node.ts";
import { type ValueType, valueTypes } from "../schemas/value-types.ts";
import { compareAlternatives } from "./compare-alternatives.ts";
import { compareMarks } from "./compare-marks.ts";
import {
  combineFindings,
  type Findings,
  type Pair,
  type SchemaDifference,
  type SchemaTools,
  subjectOf,
} from "./difference.ts";
import { acceptsAnyType, typesIn, typeText } from "./type-text.ts";

/** Compares two schemas without the schemas inside them, which are returned to be compared later. */
export function compareSchemas(nodes: Pair<SchemaNode>, tools: SchemaTools): Findings {
  const meanings = { old: tools.graphs.old.meaningOf(nodes.old), new: tools.graphs.new.meaningOf(nodes.new) };
  const subject = subjectOf(nodes);
  const marks = compareMarks({ old: meanings.old.marks, new: meanings.new.marks }, subject);
  const types = compareTypes(meanings, subject);
  const alternatives = combineFindings(
    sharedTypes(meanings).map((type) =>
      compareAlternatives(
        { old: ofType(type, meanings.old), new: ofType(type, meanings.new) },
        subject,
        tools,
      ),
    ),
  );
  const hasOtherVariants = alternatives.differences.some(({ code }) => code.startsWith("variant-"));
  const exclusion = hasOtherVariants ? [] : compareExclusion(meanings, subject, tools);
  return combineFindings([{ differences: [...marks, ...types, ...exclusion], inner: [] }, alternatives]);
}

/** Whether a value that fits two variants is invalid (`oneOf`) or valid (`anyOf`). */
function compareExclusion(
  { old, new: next }: Pair<Meaning>,
  subject: string,
  { graphs }: SchemaTools,
): readonly SchemaDifference[] {
  const isRefused = {
    old: old.isExclusive && isOverlapping(old, graphs.old),
    new: next.isExclusive && isOverlapping(next, graphs.new),
  };
  if (isRefused.old === isRefused.new) return [];
  const code = isRefused.new ? "constraint-tightened" : "constraint-loosened";
  const word = (refused: boolean): string => (refused ? "oneOf" : "anyOf");
  return [{ code, path: "", old: word(isRefused.old), new: word(isRefused.new), subject }];
}

function ofType(wanted: ValueType, { alternatives }: Meaning): Meaning["alternatives"] {
  return alternatives.filter(({ type }) => type === wanted);
}

/**
 * The types whose alternatives are compared. If one side allows any type, the change of the type is the only
 * change.
 */
function sharedTypes({ old, new: next }: Pair<Meaning>): readonly ValueType[] {
  if (unknownText(old) !== unknownText(next)) return [];
  if (acceptsAnyType(old.alternatives) !== acceptsAnyType(next.alternatives)) return [];
  const types = { old: typesIn(old.alternatives), new: typesIn(next.alternatives) };
  return valueTypes.filter((type) => types.old.has(type) && types.new.has(type));
}

function unknownText({ unknown }: Meaning): string {
  return [...unknown].sort().join(" ");
}

function compareTypes(meanings: Pair<Meaning>, subject: string): readonly SchemaDifference[] {
  const { old, new: next } = meanings;
  const at = { path: "", old: typeText(old), new: typeText(next), subject };
  if (unknownText(old) !== unknownText(next)) return [{ code: "type-changed", ...at }];
  const before = typesIn(old.alternatives);
  const after = typesIn(next.alternatives);
  const isNull = { old: before.has("null"), new: after.has("null") };
  const more = [...after].filter((type) => type !== "null" && !before.has(type));
  const fewer = [...before].filter((type) => type !== "null" && !after.has(type));
  if (more.length > 0 && fewer.length > 0) return [{ code: "type-changed", ...at }];
  const nullability: readonly SchemaDifference[] =
    isNull.old === isNull.new
      ? []
      : [{ ...at, code: isNull.new ? "became-nullable" : "no-longer-nullable", ...isNull }];
  // A schema for any type includes null, so one change covers both.
  const isAny = acceptsAnyType(old.alternatives) || acceptsAnyType(next.alternatives);
  if (more.length > 0) return [{ code: "type-widened", ...at }, ...(isAny ? [] : nullability)];
  if (fewer.length > 0) return [{ code: "type-narrowed", ...at }, ...(isAny ? [] : nullability)];
  return nullability;
}
