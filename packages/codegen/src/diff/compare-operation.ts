import { compareText, type JsonValue } from "../source/json.ts";
import type { Answer, Content, Operation, Parameter } from "./api.ts";
import type { Change, Where } from "./change.ts";
import { type ChangeCode, verdictOf } from "./change-codes.ts";
import type { CompareSchemas } from "./compare-schema.ts";
import type { Difference, Pair } from "./difference.ts";
import type { RawSchema } from "./resolver.ts";
import type { SchemaReader } from "./schema-shape.ts";

export interface ComparisonTools {
  readonly readers: Pair<SchemaReader>;
  readonly compareSchemas: CompareSchemas;
}

/** One change with the level and the reason that its code has on its side. */
export function changeOf(code: ChangeCode, where: Where, values: Partial<Pair<JsonValue>> = {}): Change {
  const { level, reason } = verdictOf(code, where.side);
  return { code, level, where, old: values.old ?? null, new: values.new ?? null, reason };
}

/** The parts of an operation that carry values: parameters, body, answers. */
export function compareOperationParts(
  name: string,
  operations: Pair<Operation>,
  tools: ComparisonTools,
): readonly Change[] {
  const { old, new: next } = operations;
  return [
    ...unionOf(old.parameters, next.parameters).flatMap((key) =>
      compareParameter(
        { operation: name, side: "request", path: `params.${key}` },
        { old: old.parameters.get(key), new: next.parameters.get(key) },
        tools,
      ),
    ),
    ...compareBodies(name, operations, tools),
    ...unionOf(old.answers, next.answers).flatMap((status) =>
      compareAnswers(
        { operation: name, side: "response", ...(status === "" ? {} : { status }), path: "" },
        { old: old.answers.get(status), new: next.answers.get(status) },
        tools,
      ),
    ),
  ];
}

function compareParameter(
  where: Where,
  { old, new: next }: Pair<Parameter | undefined>,
  tools: ComparisonTools,
): readonly Change[] {
  if (old === undefined && next !== undefined)
    return [
      changeOf(next.required ? "required-parameter-added" : "parameter-added", where, { new: where.path }),
    ];
  if (old === undefined || next === undefined)
    return [changeOf("parameter-removed", where, { old: where.path })];
  const changes: Change[] = [];
  if (old.required !== next.required)
    changes.push(changeOf(next.required ? "parameter-became-required" : "parameter-became-optional", where));
  if (old.deprecated !== next.deprecated)
    changes.push(changeOf(next.deprecated ? "parameter-deprecated" : "parameter-undeprecated", where));
  if (old.encoding !== next.encoding)
    changes.push(changeOf("parameter-encoding-changed", where, { old: old.encoding, new: next.encoding }));
  return [...changes, ...compareValues(where, { old: old.schema, new: next.schema }, tools)];
}

function compareBodies(
  operation: string,
  { old: { body: old }, new: { body: next } }: Pair<Operation>,
  tools: ComparisonTools,
): readonly Change[] {
  const where: Where = { operation, side: "request", path: "body" };
  if (old === undefined && next === undefined) return [];
  if (old === undefined) return [changeOf(next?.required ? "required-body-added" : "body-added", where)];
  if (next === undefined) return [changeOf("body-removed", where)];
  const changes = compareContent(where, { old: old.content, new: next.content }, tools);
  if (old.required === next.required) return changes;
  return [changeOf(next.required ? "body-became-required" : "body-became-optional", where), ...changes];
}

function compareAnswers(
  where: Where,
  { old, new: next }: Pair<Answer | undefined>,
  tools: ComparisonTools,
): readonly Change[] {
  if (old === undefined) return [changeOf("status-added", where, { new: where.status ?? null })];
  if (next === undefined) return [changeOf("status-removed", where, { old: where.status ?? null })];
  const headers = unionOf(old.headers, next.headers).flatMap((header) => {
    const at: Where = { ...where, path: `headers[${JSON.stringify(header)}]` };
    if (!old.headers.has(header)) return [changeOf("header-added", at)];
    if (!next.headers.has(header)) return [changeOf("header-removed", at)];
    return compareValues(at, { old: old.headers.get(header), new: next.headers.get(header) }, tools);
  });
  return [...headers, ...compareContent(where, { old: old.content, new: next.content }, tools)];
}

function compareContent(
  where: Where,
  { old, new: next }: Pair<Content>,
  tools: ComparisonTools,
): readonly Change[] {
  if (old.size === 0 && next.size > 0) return [changeOf("body-added", where)];
  if (old.size > 0 && next.size === 0) return [changeOf("body-removed", where)];
  return unionOf(old, next).flatMap((mediaType) => {
    if (!old.has(mediaType)) return [changeOf("media-type-added", where, { new: mediaType })];
    if (!next.has(mediaType)) return [changeOf("media-type-removed", where, { old: mediaType })];
    return compareValues(where, { old: old.get(mediaType), new: next.get(mediaType) }, tools);
  });
}

function compareValues(
  where: Where,
  { old, new: next }: Pair<RawSchema | undefined>,
  { readers, compareSchemas }: ComparisonTools,
): readonly Change[] {
  const nodes = {
    old: readers.old.nodeOf(old ?? anything),
    new: readers.new.nodeOf(next ?? anything),
  };
  return compareSchemas(nodes, where.path).map(({ code, path, ...values }: Difference) =>
    changeOf(code, { ...where, path }, values),
  );
}

const anything: RawSchema = { value: true, document: { id: "", value: {} } };

function unionOf(old: ReadonlyMap<string, unknown>, next: ReadonlyMap<string, unknown>): readonly string[] {
  return [...new Set([...old.keys(), ...next.keys()])].sort(compareText);
}
