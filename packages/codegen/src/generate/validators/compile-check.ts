import { CodegenError } from "../../source/codegen-error.ts";
import {
  compareText,
  isArray,
  isObject,
  type JsonObject,
  type JsonValue,
  sortedEntries,
} from "../../source/json.ts";
import { parseReference, resolveReference } from "../../source/references.ts";
import type { CheckTable } from "./check-table.ts";
import type { Check, ObjectCheck } from "./runtime/check.ts";
import {
  below,
  combining,
  formatOf,
  hasKeywordsOf,
  listedValues,
  numbersOf,
  patternOf,
  refuseUnknownKeywords,
  type SchemaPlace,
  typesOf,
  type ValueKind,
} from "./schema-keywords.ts";

/**
 * A schema as a check. Equal checks of one table are one object, whatever schemas they come from.
 * @throws {CodegenError} a keyword, format or value that no check knows, or a reference to nothing or to itself.
 */
export type CompileCheck = (schema: JsonValue, place: SchemaPlace) => Check;

/** @param document what references point into */
export function checkCompiler(document: JsonObject, table: CheckTable): CompileCheck {
  const compiled = new Map<string, Check>();
  const open = new Set<string>();

  function compile(schema: JsonValue, place: SchemaPlace): Check {
    if (typeof schema === "boolean") return table.intern({ kind: schema ? "any" : "never" });
    if (!isObject(schema)) throw new CodegenError("expected a schema", place);
    const { $ref: ref, ...rest } = schema;
    refuseUnknownKeywords(rest, place);
    const checks = [
      ...(ref === undefined ? [] : [follow(ref, below(place, "$ref"))]),
      ...combinedChecks(rest, place),
      ...typedChecks(rest, place).map(table.intern),
    ];
    const needed = withoutImplied(checks);
    const [only = table.intern({ kind: "any" })] = needed;
    return needed.length > 1 ? table.intern({ kind: "allOf", checks: needed }) : only;
  }

  function follow(ref: JsonValue, place: SchemaPlace): Check {
    if (typeof ref !== "string") throw new CodegenError("expected a string", place);
    const known = compiled.get(ref);
    if (known) return known;
    const target = resolveReference(document, ref);
    if (target === undefined) throw new CodegenError(`reference "${ref}" resolves to nothing`, place);
    if (open.has(ref)) throw new CodegenError(`reference "${ref}" leads back to itself`, place);
    open.add(ref);
    const check = compile(target, { file: place.file, pointer: parseReference(ref)?.pointer ?? "" });
    open.delete(ref);
    compiled.set(ref, check);
    return check;
  }

  function combinedChecks(schema: JsonObject, place: SchemaPlace): Check[] {
    const checks = combining.flatMap((kind): Check[] => {
      const list = schema[kind];
      if (list === undefined) return [];
      const here = below(place, kind);
      if (!isArray(list)) throw new CodegenError("expected a list", here);
      return [{ kind, checks: list.map((each, index) => compile(each, below(here, index))) }];
    });
    const negated = schema["not"];
    if (negated !== undefined) checks.push({ kind: "not", check: compile(negated, below(place, "not")) });
    return checks.map(table.intern);
  }

  function typedChecks(schema: JsonObject, place: SchemaPlace): Check[] {
    const listed = listedValues(schema, place);
    if (listed === undefined) return kindChecks(schema, place, false);
    const [value] = listed;
    const isConstant = schema["const"] !== undefined && value !== undefined;
    const check: Check = isConstant ? { kind: "const", value } : { kind: "enum", values: listed };
    return [check, ...kindChecks(schema, place, true)];
  }

  /** @param isListed whether the values are listed, and so have the right types */
  function kindChecks(schema: JsonObject, place: SchemaPlace, isListed: boolean): Check[] {
    const types = typesOf(schema, place);
    const [only] = types?.length === 1 ? types : [];
    if (only !== undefined && only !== "boolean" && only !== "null")
      return isListed && !hasKeywordsOf(schema, only) ? [] : [kindCheck(only, schema, place)];
    const untyped = (["string", "number", "array", "object"] as const)
      .filter((kind) => hasKeywordsOf(schema, kind))
      .map((kind): Check => ({ ...kindCheck(kind, schema, place), untyped: true }));
    return types === undefined || isListed ? untyped : [{ kind: "type", types }, ...untyped];
  }

  function kindCheck(
    kind: ValueKind,
    schema: JsonObject,
    place: SchemaPlace,
  ): Extract<Check, { kind: ValueKind }> {
    switch (kind) {
      case "string":
        return {
          kind,
          ...numbersOf(schema, ["minLength", "maxLength"]),
          ...patternOf(schema, place),
          ...formatOf(schema, place),
        };
      case "number":
      case "integer":
        return { kind, ...numbersOf(schema, ["minimum", "maximum", "multipleOf"]) };
      case "array":
        return {
          kind,
          ...(schema["items"] === undefined
            ? {}
            : { items: compile(schema["items"], below(place, "items")) }),
          ...numbersOf(schema, ["minItems", "maxItems"]),
          ...(schema["uniqueItems"] === true ? { uniqueItems: true } : {}),
        };
      case "object":
        return {
          kind,
          ...requiredOf(schema),
          ...propertiesOf(schema, place),
          ...additionalOf(schema, place),
          ...numbersOf(schema, ["minProperties", "maxProperties"]),
        };
    }
  }

  function propertiesOf({ properties }: JsonObject, place: SchemaPlace): Pick<ObjectCheck, "properties"> {
    if (!isObject(properties)) return {};
    const inside = below(place, "properties");
    const checks = sortedEntries(properties).map(
      ([key, child]) => [key, compile(child, below(inside, key))] as const,
    );
    return { properties: Object.fromEntries(checks) };
  }

  function additionalOf(schema: JsonObject, place: SchemaPlace): Pick<ObjectCheck, "additionalProperties"> {
    const { additionalProperties: additional } = schema;
    if (additional === undefined || additional === true) return {};
    if (additional === false) return { additionalProperties: false };
    return { additionalProperties: compile(additional, below(place, "additionalProperties")) };
  }

  return compile;
}

function requiredOf({ required }: JsonObject): Pick<ObjectCheck, "required"> {
  if (!isArray(required) || required.length === 0) return {};
  return { required: required.map(String).sort(compareText) };
}

/** Leaves out a check of nothing but the kind beside one that checks the kind as well: `type` next to a reference. */
function withoutImplied(checks: readonly Check[]): readonly Check[] {
  return checks.filter(
    (check) =>
      Object.keys(check).length > 1 ||
      !checks.some((other) => other !== check && other.kind === check.kind && !("untyped" in other)),
  );
}
