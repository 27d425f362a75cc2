import { CodegenError } from "../../source/codegen-error.ts";
import { isArray, isObject, type JsonObject, type JsonValue } from "../../source/json.ts";
import { parseReference, resolveReference } from "../../source/references.ts";
import type { CheckTable } from "./check-table.ts";
import type { Check } from "./runtime/check.ts";
import { below, combining, refuseUnknownKeywords, type SchemaPlace } from "./schema-keywords.ts";
import { type CompileCheck, typedChecks } from "./typed-checks.ts";

/** Returns the compiler of the schemas of one document. */
export function checkCompiler(document: JsonObject, table: CheckTable): CompileCheck {
  const compiled = new Map<string, Check>();
  const started = new Set<string>();

  function compile(schema: JsonValue, place: SchemaPlace): Check {
    if (typeof schema === "boolean") return table.intern({ kind: schema ? "any" : "never" });
    if (!isObject(schema)) throw new CodegenError("expected a schema", place);
    const { $ref: ref, ...rest } = schema;
    refuseUnknownKeywords(rest, place);
    const checks = [
      ...(ref === undefined ? [] : [follow(ref, below(place, "$ref"))]),
      ...combinedChecks(rest, place),
      ...typedChecks(rest, place, compile).map(table.intern),
    ];
    const needed = withoutImplied([...new Set(checks)]);
    const [only = table.intern({ kind: "any" })] = needed;
    return needed.length > 1 ? table.intern({ kind: "allOf", checks: needed }) : only;
  }

  function follow(ref: JsonValue, place: SchemaPlace): Check {
    if (typeof ref !== "string") throw new CodegenError("expected a string", place);
    const known = compiled.get(ref);
    if (known) return known;
    const target = resolveReference(document, ref);
    if (target === undefined) throw new CodegenError(`reference "${ref}" resolves to nothing`, place);
    if (started.has(ref)) throw new CodegenError(`reference "${ref}" leads back to itself`, place);
    started.add(ref);
    const check = compile(target, { file: place.file, pointer: parseReference(ref)?.pointer ?? "" });
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

  return compile;
}

/** Removes a check that checks only the kind if another check has the same kind: `type` next to a reference. */
function withoutImplied(checks: readonly Check[]): readonly Check[] {
  return checks.filter(
    (check) =>
      Object.keys(check).length > 1 ||
      !checks.some((other) => other !== check && other.kind === check.kind && !("untyped" in other)),
  );
}
