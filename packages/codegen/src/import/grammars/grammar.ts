import { isArray, isObject, type JsonValue } from "../../source/json.ts";

/**
 * The rule for the value of one keyword of the format.
 * - `fact`: copied when it has the right form
 * - `reference`: a `$ref`, which must resolve inside the document
 * - `names`: a list of names in any order
 * - `ignored`: dropped on purpose, because it is a description or because the bundle has its own value
 * - `node`, `list`, `map`: applies the rules of another kind of object
 */
export type Rule =
  | { readonly rule: "fact"; readonly form: string; accepts(value: JsonValue): boolean }
  | { readonly rule: "reference" }
  | { readonly rule: "names" }
  | { readonly rule: "ignored" }
  | { readonly rule: "node"; readonly kind: string; readonly orBoolean: boolean }
  | { readonly rule: "list"; readonly kind: string }
  | { readonly rule: "map"; readonly kind: string };

/** The keywords of one kind of object, in the order in which they are written. Anything else is an error. */
export type KeywordRules = Readonly<Record<string, Rule>>;

/** The keywords of a whole format. */
export type Grammar = Readonly<Record<string, KeywordRules>>;

function fact(form: string, accepts: (value: JsonValue) => boolean): Rule {
  return { rule: "fact", form, accepts };
}

function isText(value: JsonValue): boolean {
  return typeof value === "string";
}

function isTexts(value: JsonValue): boolean {
  return isArray(value) && value.every(isText);
}

function isRequirements(value: JsonValue): boolean {
  return isArray(value) && value.every((entry) => isObject(entry) && Object.values(entry).every(isTexts));
}

export const text: Rule = fact("a string", isText);
export const texts: Rule = fact("a list of strings", isTexts);
export const number: Rule = fact("a number", (value) => typeof value === "number" && Number.isFinite(value));
export const flag: Rule = fact("true or false", (value) => typeof value === "boolean");
export const anything: Rule = fact("any value", () => true);
export const values: Rule = fact("a list", isArray);
export const requirements: Rule = fact("a list of security requirements", isRequirements);
export const reference: Rule = { rule: "reference" };
export const names: Rule = { rule: "names" };
export const ignored: Rule = { rule: "ignored" };

export function node(kind: string): Rule {
  return { rule: "node", kind, orBoolean: false };
}

export function nodeOrBoolean(kind: string): Rule {
  return { rule: "node", kind, orBoolean: true };
}

export function list(kind: string): Rule {
  return { rule: "list", kind };
}

export function map(kind: string): Rule {
  return { rule: "map", kind };
}
