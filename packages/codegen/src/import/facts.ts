import { findCircularReference } from "../source/check-references.ts";
import { CodegenError, mustBe } from "../source/codegen-error.ts";
import {
  compareText,
  isArray,
  isObject,
  type JsonObject,
  type JsonValue,
  memberAt,
  sortedEntries,
} from "../source/json.ts";
import { childPointer } from "../source/json-pointer.ts";
import { parseReference, resolveReference } from "../source/references.ts";
import { type ParsedFile, placeIn } from "../source/yaml.ts";
import type { Grammar, Rule } from "./grammars/grammar.ts";

export interface FactsOptions {
  /** References to other documents, with their replacements. Any other reference must stay in its document. */
  readonly externalReferences?: ReadonlyMap<string, string>;
  /** Replaces unresolved references by schemas that accept any value. Default: `false`. */
  readonly allowUnresolved?: boolean;
  /** With `allowUnresolved`: keeps such references unchanged. Default: `false`. */
  readonly keepUnresolved?: boolean;
}

export interface Facts {
  readonly value: JsonObject;
  /** Unresolved references, without duplicates. */
  readonly unresolved: readonly string[];
}

/**
 * Returns the facts of an official document. The result contains only keywords that the grammar accepts, so
 * descriptions cannot be copied by mistake and no fact can get lost silently.
 * @throws {CodegenError} An unknown keyword, a value of the wrong form, or an unresolved or circular reference.
 */
export function extractFacts(document: ParsedFile, grammar: Grammar, options: FactsOptions = {}): Facts {
  const walk: Walk = { document, grammar, options, unresolved: new Map() };
  const value = walkNode(document.value, "document", "", walk);
  const unresolved = [...walk.unresolved.keys()];
  const [first] = walk.unresolved.values();
  if (first !== undefined && !options.allowUnresolved)
    throw fault(`these references resolve to nothing: ${unresolved.join(", ")}`, first, walk);
  const circular = findCircularReference(value);
  if (circular !== undefined) throw fault("this reference leads back to itself", circular, walk);
  return { value, unresolved };
}

interface Walk {
  readonly document: ParsedFile;
  readonly grammar: Grammar;
  readonly options: FactsOptions;
  /** Reference to the first pointer that uses it. */
  readonly unresolved: Map<string, string>;
}

function walkNode(value: JsonValue, kind: string, pointer: string, walk: Walk): JsonObject {
  if (!isObject(value)) throw wrongForm("a mapping", value, pointer, walk);
  const rules = walk.grammar[kind];
  if (!rules) throw new TypeError(`the grammar has no rules for "${kind}"`);
  for (const key of Object.keys(value))
    if (!Object.hasOwn(rules, key))
      throw fault(`unknown keyword "${key}" in ${kind}`, childPointer(pointer, key), walk);
  const facts: [string, JsonValue][] = [];
  for (const [key, rule] of Object.entries(rules)) {
    const child = memberAt(value, key);
    if (child === undefined || rule.rule === "ignored") continue;
    const fact = walkRule(child, rule, childPointer(pointer, key), walk);
    if (fact !== undefined) facts.push([key, fact]);
  }
  // A response without a description is not valid OpenAPI; the overlays contain our description.
  if (kind === "response") facts.unshift(["description", ""]);
  return Object.fromEntries(facts);
}

function walkRule(
  value: JsonValue,
  rule: Exclude<Rule, { rule: "ignored" }>,
  pointer: string,
  walk: Walk,
): JsonValue | undefined {
  switch (rule.rule) {
    case "fact":
      if (!rule.accepts(value)) throw wrongForm(rule.form, value, pointer, walk);
      return value;
    case "reference":
      return checkedReference(value, pointer, walk);
    case "names":
      if (!isArray(value) || !value.every((name) => typeof name === "string"))
        throw wrongForm("a list of strings", value, pointer, walk);
      return value.toSorted(compareText);
    case "node":
      if (rule.orBoolean && typeof value === "boolean") return value;
      return walkNode(value, rule.kind, pointer, walk);
    case "list":
      if (!isArray(value)) throw wrongForm("a list", value, pointer, walk);
      return value.map((item, index) => walkNode(item, rule.kind, childPointer(pointer, index), walk));
    case "map":
      return walkMap(value, rule.kind, pointer, walk);
  }
}

function walkMap(value: JsonValue, kind: string, pointer: string, walk: Walk): JsonObject {
  if (!isObject(value)) throw wrongForm("a mapping", value, pointer, walk);
  return Object.fromEntries(
    sortedEntries(value).map(([key, child]) => [
      key,
      // The existence of a scope is a fact; its text is a description.
      kind === "scope" ? "" : walkNode(child, kind, childPointer(pointer, key), walk),
    ]),
  );
}

function checkedReference(ref: JsonValue, pointer: string, walk: Walk): string | undefined {
  if (typeof ref !== "string") throw wrongForm("a string", ref, pointer, walk);
  const external = walk.options.externalReferences?.get(ref);
  if (external !== undefined) return external;
  const reference = parseReference(ref);
  if (reference?.file !== "" || reference.pointer === "")
    throw fault(`reference "${ref}" leaves the document; only "#/…" is accepted`, pointer, walk);
  if (resolveReference(walk.document.value, ref) !== undefined) return ref;
  if (!walk.unresolved.has(ref)) walk.unresolved.set(ref, pointer);
  return walk.options.keepUnresolved ? ref : undefined;
}

function fault(message: string, pointer: string, { document }: Walk): CodegenError {
  return new CodegenError(message, placeIn(document, pointer));
}

function wrongForm(expected: string, found: JsonValue, pointer: string, { document }: Walk): CodegenError {
  return mustBe(expected, found, placeIn(document, pointer));
}
