import { compareText, type JsonValue } from "../../source/json.ts";
import { type Bound, type BoundName, isTighter } from "../schemas/bounds.ts";
import type { Alternative } from "../schemas/meaning.ts";
import { compareConditions, compareStatements } from "./compare-conditions.ts";
import { compareElements } from "./compare-elements.ts";
import { compareMarks } from "./compare-marks.ts";
import { compareMembers } from "./compare-members.ts";
import {
  combineFindings,
  type Findings,
  type Pair,
  type SchemaDifference,
  type SchemaTools,
} from "./difference.ts";
import { alternativeText } from "./type-text.ts";

/** Compares two alternatives of one type. */
export function compareAlternative(
  { old, new: next }: Pair<Alternative>,
  subject: string,
  tools: SchemaTools,
): Findings {
  const pair = { old, new: next };
  const differences = [
    ...compareIntegers(pair, subject),
    ...compareValues({ old: old.values, new: next.values }, subject),
    ...compareBounds({ old: old.bounds, new: next.bounds }, subject),
    ...compareStatements({ old: old.statements, new: next.statements }, subject),
    ...compareConditions({ old: old.conditions, new: next.conditions }, subject, tools),
    ...compareMarks({ old: old.marks, new: next.marks }, subject),
  ];
  const inside: Findings[] = [{ differences, inner: [] }];
  if (old.members && next.members)
    inside.push(compareMembers({ old: old.members, new: next.members }, subject, tools));
  if (old.elements && next.elements)
    inside.push(compareElements({ old: old.elements, new: next.elements }, subject, tools));
  return combineFindings(inside);
}

/** A change from or to a list of values is more precise. */
function compareIntegers(
  { old, new: next }: Pair<Alternative>,
  subject: string,
): readonly SchemaDifference[] {
  if (old.isInteger === next.isInteger || old.values !== undefined || next.values !== undefined) return [];
  const code = next.isInteger ? "became-integer" : "no-longer-integer";
  return [{ code, path: "", old: alternativeText(old), new: alternativeText(next), subject }];
}

type Values = Alternative["values"];

function compareValues({ old, new: next }: Pair<Values>, subject: string): readonly SchemaDifference[] {
  const at = { path: "", subject };
  if (old === undefined)
    return next === undefined ? [] : [{ code: "enum-introduced", ...at, old: null, new: listed(next) }];
  if (next === undefined) return [{ code: "enum-lifted", ...at, old: listed(old), new: null }];
  const missing = (from: ReadonlySet<string>, list: ReadonlySet<string>): readonly JsonValue[] =>
    listed(new Set([...list].filter((value) => !from.has(value))));
  return [
    ...missing(next, old).map(
      (value): SchemaDifference => ({ code: "enum-value-removed", ...at, old: value, new: null }),
    ),
    ...missing(old, next).map(
      (value): SchemaDifference => ({ code: "enum-value-added", ...at, old: null, new: value }),
    ),
  ];
}

function listed(values: ReadonlySet<string>): readonly JsonValue[] {
  return [...values].sort(compareText).map((text): JsonValue => JSON.parse(text));
}

function compareBounds(
  { old, new: next }: Pair<Alternative["bounds"]>,
  subject: string,
): readonly SchemaDifference[] {
  return [...new Set([...old.keys(), ...next.keys()])].flatMap((name) => {
    const before = old.get(name);
    const after = next.get(name);
    if (before?.limit === after?.limit && before?.isExclusive === after?.isExclusive) return [];
    const isNarrower = after !== undefined && (before === undefined || isTighter(name, after, before));
    const code = isNarrower ? "constraint-tightened" : "constraint-loosened";
    return [{ code, path: "", old: boundValue(name, before), new: boundValue(name, after), subject }];
  });
}

function boundValue(name: BoundName, bound: Bound | undefined): JsonValue {
  if (bound === undefined) return null;
  const keyword = bound.isExclusive ? `exclusive${name[0]?.toUpperCase()}${name.slice(1)}` : name;
  return { [keyword]: bound.limit };
}
