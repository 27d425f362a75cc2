import { compareText } from "../../source/json.ts";
import type { Members } from "../schemas/meaning.ts";
import type { SchemaNode } from "../schemas/schema-node.ts";
import {
  combineFindings,
  type Findings,
  type InnerPair,
  memberPath,
  namesInEither,
  type Pair,
  type SchemaDifference,
  type SchemaTools,
  subjectOf,
} from "./difference.ts";
import { typeText } from "./type-text.ts";

/** Compares the properties of two objects. */
export function compareMembers(members: Pair<Members>, subject: string, tools: SchemaTools): Findings {
  const { old, new: next } = members;
  return combineFindings([
    ...namesInEither({ old: old.properties, new: next.properties }).map((name) =>
      compareProperty(name, members, tools),
    ),
    { differences: compareUndescribed(members, subject), inner: [] },
    ...namesInEither({ old: old.patterns, new: next.patterns }).map((pattern) =>
      comparePattern(pattern, members, tools),
    ),
    compareOthers(members, subject, tools),
    ...namesInEither({ old: old.kinds, new: next.kinds }).map((kind) => compareKind(kind, members)),
  ]);
}

function compareProperty(name: string, { old, new: next }: Pair<Members>, tools: SchemaTools): Findings {
  const path = memberPath("", name);
  const nodes = { old: old.properties.get(name), new: next.properties.get(name) };
  const isRequired = { old: old.required.has(name), new: next.required.has(name) };
  const at = { path, subject: subjectOf(nodes) };
  if (nodes.old !== undefined && nodes.new !== undefined) {
    const inner: readonly InnerPair[] = [{ path, nodes: { old: nodes.old, new: nodes.new } }];
    if (isRequired.old === isRequired.new) return { differences: [], inner };
    const code = isRequired.new ? "property-became-required" : "property-became-optional";
    const word = (required: boolean): string => (required ? "required" : "optional");
    return {
      differences: [{ code, ...at, old: word(isRequired.old), new: word(isRequired.new) }],
      inner,
    };
  }
  if (nodes.new === undefined)
    return only({ code: "property-removed", ...at, old: textOf(nodes.old, tools, "old"), new: null });
  const code = isRequired.new ? "required-property-added" : "property-added";
  const added: SchemaDifference = { code, ...at, old: null, new: textOf(nodes.new, tools, "new") };
  // The property was already possible under the schema for properties of any name.
  const covering = old.additional;
  return {
    differences: [added],
    inner: typeof covering === "string" ? [] : [{ path, nodes: { old: covering, new: nodes.new } }],
  };
}

function textOf(node: SchemaNode | undefined, { graphs }: SchemaTools, side: "old" | "new"): string {
  return node === undefined ? "any" : typeText(graphs[side].meaningOf(node));
}

function only(difference: SchemaDifference): Findings {
  return { differences: [difference], inner: [] };
}

/** Required names without a schema. */
function compareUndescribed({ old, new: next }: Pair<Members>, subject: string): readonly SchemaDifference[] {
  const isUndescribed = (name: string): boolean => !old.properties.has(name) && !next.properties.has(name);
  const missing = (from: ReadonlySet<string>, list: ReadonlySet<string>): readonly string[] =>
    [...list].filter((name) => isUndescribed(name) && !from.has(name)).sort(compareText);
  return [
    ...missing(next.required, old.required).map(
      (name): SchemaDifference => ({
        code: "constraint-loosened",
        path: "",
        old: { required: name },
        new: null,
        subject,
      }),
    ),
    ...missing(old.required, next.required).map(
      (name): SchemaDifference => ({
        code: "constraint-tightened",
        path: "",
        old: null,
        new: { required: name },
        subject,
      }),
    ),
  ];
}

function comparePattern(pattern: string, { old, new: next }: Pair<Members>, tools: SchemaTools): Findings {
  const path = `[/${pattern}/]`;
  return compareIndex(path, { old: old.patterns.get(pattern), new: next.patterns.get(pattern) }, next, tools);
}

/** Compares the properties under names that are not listed. */
function compareOthers(members: Pair<Members>, subject: string, tools: SchemaTools): Findings {
  const before = members.old.additional;
  const after = members.new.additional;
  if (typeof before !== "string" || typeof after !== "string")
    return compareIndex("[name]", { old: nodeOf(before), new: nodeOf(after) }, members.new, tools);
  if (before === after) return { differences: [], inner: [] };
  const code = after === "closed" ? "unknown-properties-rejected" : "unknown-properties-allowed";
  return only({ code, path: "", old: before, new: after, subject });
}

function nodeOf(additional: Members["additional"]): SchemaNode | undefined {
  return typeof additional === "string" ? undefined : additional;
}

function compareIndex(
  path: string,
  nodes: Pair<SchemaNode | undefined>,
  { properties }: Members,
  tools: SchemaTools,
): Findings {
  const at = { path, subject: subjectOf(nodes) };
  if (nodes.old !== undefined && nodes.new !== undefined)
    return { differences: [], inner: [{ path, nodes: { old: nodes.old, new: nodes.new } }] };
  if (nodes.new === undefined)
    return only({ code: "map-values-removed", ...at, old: textOf(nodes.old, tools, "old"), new: null });
  const code = properties.size === 0 ? "map-values-added" : "index-signature-added";
  return only({ code, ...at, old: null, new: textOf(nodes.new, tools, "new") });
}

/** Compares the kinds of object in the mapping of a discriminator. */
function compareKind(kind: string, { old, new: next }: Pair<Members>): Findings {
  const nodes = { old: old.kinds.get(kind), new: next.kinds.get(kind) };
  if (nodes.old !== undefined && nodes.new !== undefined)
    return { differences: [], inner: [{ path: `(${kind})`, nodes: { old: nodes.old, new: nodes.new } }] };
  const end = kind.indexOf("=");
  const property = kind.slice(0, end);
  const value = kind.slice(end + 1);
  const at = { path: memberPath("", property), subject: subjectOf(nodes) };
  return nodes.new === undefined
    ? only({ code: "enum-value-removed", ...at, old: value, new: null })
    : only({ code: "enum-value-added", ...at, old: null, new: value });
}
