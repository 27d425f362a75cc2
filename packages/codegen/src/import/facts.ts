import { findCircularReference } from "../source/circular-references.ts";
import { CodegenError } from "../source/codegen-error.ts";
import {
  compareText,
  isArray,
  isObject,
  type JsonObject,
  type JsonValue,
  sortedEntries,
} from "../source/json.ts";
import { childPointer } from "../source/json-pointer.ts";
import { resolveReference } from "../source/references.ts";
import { placeIn, type Source } from "../source/yaml-source.ts";
import type { Grammar, Rule } from "./grammars/grammar.ts";

export interface FactsOptions {
  /** References to other documents, and what they become. Any other reference must stay in its document. */
  readonly externalRefs?: ReadonlyMap<string, string>;
  /** Turns references that resolve to nothing into schemas that accept anything (default: false). */
  readonly allowUnresolved?: boolean;
  /** With `allowUnresolved`: keeps such references as they stand. Default: `false`. */
  readonly keepUnresolved?: boolean;
}

export interface Facts {
  readonly value: JsonObject;
  /** References that resolve to nothing, each once. */
  readonly unresolved: readonly string[];
}

/**
 * The facts of an official document. What reaches the result is what the grammar lets through, so prose cannot
 * come along by oversight and a fact cannot get lost unnoticed.
 * @throws {CodegenError} an unknown keyword, a value of the wrong form, or a reference that does not resolve or that
 * leads back to itself.
 */
export function factsOf(source: Source, grammar: Grammar, options: FactsOptions = {}): Facts {
  const walk: Walk = { source, grammar, options, unresolved: new Map() };
  const value = walkNode(source.value, "document", "", walk);
  const unresolved = [...walk.unresolved.keys()];
  const [first] = walk.unresolved.values();
  if (first !== undefined && !options.allowUnresolved)
    throw fault(`these references resolve to nothing: ${unresolved.join(", ")}`, first, walk);
  const circular = findCircularReference(value);
  if (circular !== undefined) throw fault("this reference leads back to itself", circular, walk);
  return { value, unresolved };
}

interface Walk {
  readonly source: Source;
  readonly grammar: Grammar;
  readonly options: FactsOptions;
  /** Reference to the first pointer that uses it. */
  readonly unresolved: Map<string, string>;
}

function walkNode(value: JsonValue, shapeName: string, pointer: string, walk: Walk): JsonObject {
  if (!isObject(value)) throw fault("expected a mapping", pointer, walk);
  const shape = walk.grammar[shapeName];
  if (!shape) throw new TypeError(`no shape "${shapeName}" in the grammar`);
  for (const key of Object.keys(value))
    if (!Object.hasOwn(shape, key))
      throw fault(`unknown keyword "${key}" in ${shapeName}`, childPointer(pointer, key), walk);
  const facts: [string, JsonValue][] = [];
  for (const [key, rule] of Object.entries(shape)) {
    const child = Object.hasOwn(value, key) ? value[key] : undefined;
    if (child === undefined || rule.rule === "ignored") continue;
    const fact = walkRule(child, rule, childPointer(pointer, key), walk);
    if (fact !== undefined) facts.push([key, fact]);
  }
  // A response without a description is not valid OpenAPI; ours comes from the overlays.
  if (shapeName === "response") facts.unshift(["description", ""]);
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
      if (!rule.accepts(value)) throw fault(`expected ${rule.form}`, pointer, walk);
      return value;
    case "reference":
      return checkedRef(value, pointer, walk);
    case "names":
      if (!isArray(value) || !value.every((name) => typeof name === "string"))
        throw fault("expected a list of strings", pointer, walk);
      return value.toSorted(compareText);
    case "node":
      if (rule.orBoolean && typeof value === "boolean") return value;
      return walkNode(value, rule.shape, pointer, walk);
    case "list":
      if (!isArray(value)) throw fault("expected a list", pointer, walk);
      return value.map((item, index) => walkNode(item, rule.shape, childPointer(pointer, index), walk));
    case "map":
      return walkMap(value, rule.shape, pointer, walk);
  }
}

function walkMap(value: JsonValue, shape: string, pointer: string, walk: Walk): JsonObject {
  if (!isObject(value)) throw fault("expected a mapping", pointer, walk);
  return Object.fromEntries(
    sortedEntries(value).map(([key, child]) => [
      key,
      // That a scope exists is a fact; the text beside it is prose.
      shape === "scope" ? "" : walkNode(child, shape, childPointer(pointer, key), walk),
    ]),
  );
}

function checkedRef(ref: JsonValue, pointer: string, walk: Walk): string | undefined {
  if (typeof ref !== "string") throw fault("expected a string", pointer, walk);
  const external = walk.options.externalRefs?.get(ref);
  if (external !== undefined) return external;
  if (!ref.startsWith("#/"))
    throw fault(`reference "${ref}" leaves the document; only "#/…" is accepted`, pointer, walk);
  if (resolveReference(walk.source.value, ref) !== undefined) return ref;
  if (!walk.unresolved.has(ref)) walk.unresolved.set(ref, pointer);
  return walk.options.keepUnresolved ? ref : undefined;
}

function fault(message: string, pointer: string, { source }: Walk): CodegenError {
  return new CodegenError(message, placeIn(source, pointer));
}
